package io.aiprism.gateway.cache;

import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelTarget;
import io.aiprism.model.OutputSchema;
import java.util.List;
import java.util.Optional;

/** Names answers: what was asked, whom, and how. */
final class AnswerKeys {
    /** Changes when the same request may no longer be answered by what was kept before. */
    private static final String VERSION = "prism-answer-1";

    private final ModelTarget target;
    private final boolean perRegion;

    AnswerKeys(ModelTarget target, boolean perRegion) {
        this.target = target;
        this.perRegion = perRegion;
    }

    /** Empty if the answer is not to be kept. */
    Optional<String> of(ModelRequest request) {
        return request.cacheKey()
                .map(cacheKey -> new KeyDigest()
                        .text(VERSION)
                        .text(cacheKey)
                        .text(target.provider())
                        .text(target.modelId())
                        .optional(perRegion ? target.region() : Optional.empty())
                        .number(request.maxTokens())
                        .optional(request.temperature())
                        .optional(request.topP())
                        .number(request.reasoningTokens().orElse(0))
                        .texts(request.output().map(AnswerKeys::parts).orElse(List.of()))
                        .texts(request.stopSequences())
                        .hex());
    }

    private static List<String> parts(OutputSchema output) {
        return List.of(output.name(), output.description(), output.schema());
    }
}
