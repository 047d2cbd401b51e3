package io.aiprism.document;

/** How it was decided that a block is a heading. */
public enum HeadingSource {
    /** An outline level set on the paragraph itself. */
    PARAGRAPH_OUTLINE_LEVEL,
    /** An outline level on the paragraph's style or one that it is based on. */
    STYLE_OUTLINE_LEVEL,
    /** The built-in style name ("heading 1" to "heading 9") of a style without outline level. */
    STYLE_NAME,
    /** The heading markup of a markup language. */
    MARKUP,
    /** A guess from the look of the paragraph; only if the caller asked for it. */
    GUESS
}
