package io.aiprism.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One turn of a conversation.
 *
 * @param role whose turn
 * @param content never empty
 */
public record Message(Role role, List<ContentBlock> content) {
    /** Who speaks. */
    public enum Role {
        /** Whoever asks. */
        USER,
        /** The model. */
        ASSISTANT
    }

    public Message {
        requireNonNull(role, "role");
        content = List.copyOf(content);
        if (content.isEmpty()) {
            throw new IllegalArgumentException("a message needs content");
        }
    }

    /** A turn of text by whoever asks. */
    public static Message user(String text) {
        return new Message(Role.USER, List.of(new ContentBlock.Text(text)));
    }

    /** A turn of text by the model. */
    public static Message assistant(String text) {
        return new Message(Role.ASSISTANT, List.of(new ContentBlock.Text(text)));
    }
}
