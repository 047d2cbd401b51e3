package io.aiprism.docx;

/** What became of the replacement that a comment suggests. */
public enum Suggestion {
    /** The comment suggests none. */
    NONE,
    /** It is in the document as a tracked deletion and insertion. */
    TRACKED,
    /** The words are part of a tracked change already; the comment stands without the suggestion. */
    INSIDE_TRACKED_CHANGE,
    /**
     * The words are not plain text of one paragraph: a field, a content control or an equation has part in them. The comment
     * stands without the suggestion.
     */
    NOT_PLAIN_TEXT,
    /** Another suggestion of the same call replaces some of the words. The comment stands without the suggestion. */
    OVERLAPS
}
