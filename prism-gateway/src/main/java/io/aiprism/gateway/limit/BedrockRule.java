package io.aiprism.gateway.limit;

import io.aiprism.model.TokenUsage;

/** Bedrock's rule, in the two readings that are about. */
enum BedrockRule implements QuotaRule {
    DOCUMENTED {
        @Override
        public long reserve(long input, int maxTokens, int burndown) {
            return input + maxTokens;
        }
    },
    CONSERVATIVE {
        @Override
        public long reserve(long input, int maxTokens, int burndown) {
            return input + (long) maxTokens * burndown;
        }
    };

    @Override
    public long settle(TokenUsage usage, int burndown) {
        return usage.input() + usage.cacheWrite() + usage.output() * burndown;
    }
}
