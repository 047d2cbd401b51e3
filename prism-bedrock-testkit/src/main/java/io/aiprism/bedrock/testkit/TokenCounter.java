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

    static long count(List<Block> content) {
        return content.stream()
                .mapToLong(block -> CHARACTERS.tokens(block.counted()))
                .sum();
    }
}
