package io.aiprism.docx;

import io.aiprism.docx.Anchoring.Anchored;

/** What goes into one paragraph for a comment. */
sealed interface Mark {
    /**
     * One end of a comment's range, at a place in the text.
     *
     * @param start whether it is the beginning
     * @param offset in the text of the block
     */
    record AtText(int commentId, boolean start, int offset) implements Mark {}

    /**
     * A whole range around a text box, or the reference to a note, that hangs on the paragraph.
     *
     * @param reference which of them, from 0
     */
    record AroundReference(int commentId, int reference) implements Mark {}

    /**
     * Words that are to be replaced, as a tracked change.
     *
     * @param start in the text of the block
     * @param end exclusive
     */
    record Replacement(Anchored anchored, int start, int end, String text) implements Mark {}
}
