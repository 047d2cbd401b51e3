package io.aiprism.bedrock.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiprism.model.TokenEstimator;
import java.util.List;

/**
 * How the fake counts tokens: a token for each four characters, rounded up for each block. Of a text block the text counts,
 * of any other block and of a tool its JSON, compact. Cache points count nothing.
 */
final class TokenCounter {
    private static final TokenEstimator CHARACTERS = TokenEstimator.fourCharacters();

    private TokenCounter() {}

    static long count(JsonNode block) {
        JsonNode text = block.path("text");
        return CHARACTERS.tokens(block.size() == 1 && text.isTextual() ? text.textValue() : block.toString());
    }

    /** The tokens of the member {@code input} of CountTokens. */
    static long countRequest(String modelId, JsonNode input) {
        JsonNode invoke = input.path("invokeModel");
        // Base64, so four characters of the body are more of the text.
        return invoke.isObject()
                ? CHARACTERS.tokens(invoke.path("body").asText()) * 3 / 4
                : Prompt.of(modelId, input.path("converse")).tokens();
    }

    static long count(List<Block> content) {
        return content.stream()
                .mapToLong(block -> CHARACTERS.tokens(block.counted()))
                .sum();
    }
}
