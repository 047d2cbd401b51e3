package io.aiprism.docx;

import static java.util.Objects.requireNonNull;

import io.aiprism.document.Span;
import io.aiprism.document.Story;

/** What became of one comment. */
public sealed interface Anchoring {
    /** The comment as it was given. */
    DocxComment comment();

    /**
     * It stands at its words.
     *
     * @param comment as it was given
     * @param commentId the id that it has in the written document
     * @param covered the words that it is shown at: those of its span, or more where that touches something that comments
     *     only go around as a whole. That is an equation, a phonetic guide, a character of two UTF-16 units, or the result of
     *     a field other than a link: comments in those are lost when the field is updated
     * @param suggestion what became of the replacement that it suggests
     */
    record Anchored(DocxComment comment, int commentId, Span covered, Suggestion suggestion) implements Anchoring {
        public Anchored {
            requireNonNull(comment, "comment");
            requireNonNull(covered, "covered");
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
