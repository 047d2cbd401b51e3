package io.aiprism.gateway.ledger;

import io.aiprism.model.CacheTtl;
import io.aiprism.model.ContentBlock;
import io.aiprism.model.ModelPrices;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.TokenEstimator;
import io.aiprism.model.TokenUsage;
import io.aiprism.model.Tool;
import java.math.BigDecimal;
import java.util.stream.Stream;

/** What a request can cost: all input written to the prompt cache or at the full price, and all output that it allows. */
final class WorstCase {
    /**
     * A token for each three bytes of UTF-8: more than texts in Latin script take, and one for each character of Chinese. An
     * estimate for a worst case is not the likeliest one.
     */
    static final TokenEstimator THREE_BYTES = text -> (utf8Length(text) + 2) / 3;

    /** What providers add to each part of a request. */
    private static final long TOKENS_PER_BLOCK = 8;

    private final TokenEstimator estimator;

    WorstCase(TokenEstimator estimator) {
        this.estimator = estimator;
    }

    BigDecimal of(ModelRequest request, ModelPrices prices) {
        long open = request.tools().stream().mapToLong(this::tokens).sum();
        long fiveMinutes = 0;
        long hour = 0;
        for (ContentBlock block : (Iterable<ContentBlock>) blocks(request)::iterator) {
            if (block instanceof ContentBlock.CachePoint(CacheTtl ttl)) {
                switch (ttl) {
                    case FIVE_MINUTES -> fiveMinutes += open;
                    case ONE_HOUR -> hour += open;
                }
                open = 0;
            } else {
                open += tokens(block);
            }
        }
        open += request.output()
                .map(schema -> tokens(schema.description() + schema.schema()))
                .orElse(0L);
        return prices.cost(new TokenUsage(open, 0, fiveMinutes, hour, request.maxTokens()));
    }

    private static Stream<ContentBlock> blocks(ModelRequest request) {
        return Stream.concat(
                request.system().stream(), request.messages().stream().flatMap(message -> message.content().stream()));
    }

    private long tokens(Tool tool) {
        return tokens(tool.name() + tool.description() + tool.inputSchema());
    }

    private long tokens(ContentBlock block) {
        return switch (block) {
            case ContentBlock.Text(var text) -> tokens(text);
            case ContentBlock.ToolUse use -> tokens(use.name() + use.input());
            case ContentBlock.ToolResult result -> tokens(result.text());
            case ContentBlock.Reasoning reasoning -> tokens(reasoning.text());
            case ContentBlock.RedactedReasoning(var base64) -> tokens(base64);
            case ContentBlock.Unknown unknown -> TOKENS_PER_BLOCK;
            case ContentBlock.CachePoint point -> 0;
        };
    }

    private long tokens(String text) {
        return text.isEmpty() ? 0 : estimator.tokens(text) + TOKENS_PER_BLOCK;
    }

    /** Without a copy, as texts are long and every call is looked at. A surrogate without the other half counts as half a pair. */
    private static long utf8Length(String text) {
        long bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit >= 0x800 && !Character.isSurrogate(unit)) {
                bytes += 2;
            } else if (unit >= 0x80) {
                bytes++;
            }
        }
        return bytes;
    }
}
