package io.aiprism.docx;

import static java.util.Objects.requireNonNull;

/** What became of one comment. */
public sealed interface Anchoring {
    /** The comment as it was given. */
    DocxComment comment();

    /**
     * It stands at the exact words of its span.
     *
     * @param comment as it was given
     * @param commentId the id that it has in the written document
     */
    record Anchored(DocxComment comment, int commentId) implements Anchoring {
        public Anchored {
            requireNonNull(comment, "comment");
        }
    }

    /**
     * It is not in the written document.
     *
     * @param comment as it was given
     * @param reason why
     * @param message for people, with what was looked for
     */
    record NotAnchored(DocxComment comment, Reason reason, String message) implements Anchoring {
        public NotAnchored {
            requireNonNull(comment, "comment");
            requireNonNull(reason, "reason");
            requireNonNull(message, "message");
        }
    }

    /** Why a comment could not be written. */
    enum Reason {
        /** The document has no block with the id that the span names. */
        UNKNOWN_BLOCK,
        /** The span reaches beyond the text of its block, or ends before it starts. */
        OUTSIDE_TEXT,
        /** The words stand where Word takes no comments. */
        NO_COMMENTS_THERE
    }
}
