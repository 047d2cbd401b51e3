package io.aiprism.chat;

import static java.util.Objects.requireNonNull;

/**
 * A question about a document and its answer. A list of them is the history of a chat, the oldest first; applications keep it.
 *
 * @param question as it was asked, not blank
 * @param answer as the model gave it, not blank
 */
public record ChatTurn(String question, String answer) {
    public ChatTurn {
        requireText("question", question);
        requireText("answer", answer);
    }

    static void requireText(String name, String value) {
        if (requireNonNull(value, name).isBlank()) {
            throw new IllegalArgumentException("%s must not be blank".formatted(name));
        }
    }
}
