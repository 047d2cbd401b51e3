package io.aiprism.docx;

import static java.util.Objects.requireNonNull;

import io.aiprism.document.Story;

/** What became of one comment. */
public sealed interface Anchoring {
    /** The comment as it was given. */
    DocxComment comment();

    /**
     * It stands at the exact words of its span.
     *
     * @param comment as it was given
     * @param commentId the id that it has in the written document
     * @param suggestion what became of the replacement that it suggests
     */
    record Anchored(DocxComment comment, int commentId, Suggestion suggestion) implements Anchoring {
        public Anchored {
            requireNonNull(comment, "comment");
            requireNonNull(suggestion, "suggestion");
        }
    }

    /**
     * Its words are where Word takes no comments. It stands in the main text instead, at the text box or at the reference
     * to the note that the words are in; for headers and footers at the first paragraph. A replacement that it suggests is
     * not made.
     *
     * @param comment as it was given
     * @param commentId the id that it has in the written document
     * @param story where the words are
     */
    record Moved(DocxComment comment, int commentId, Story story) implements Anchoring {
        public Moved {
            requireNonNull(comment, "comment");
            requireNonNull(story, "story");
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
        /** The words stand where Word takes no comments, and nothing in the main text leads there. */
        NO_PLACE
    }
}
