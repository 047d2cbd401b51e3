package io.aiprism.document;

/** The text flow that a block belongs to. */
public enum Story {
    /** The main text, tables included. */
    BODY,
    /** A text box; its blocks follow the block that the box hangs on. */
    TEXT_BOX,
    /** A footnote; its blocks follow the block that refers to it. */
    FOOTNOTE,
    /** An endnote; its blocks follow the block that refers to it. */
    ENDNOTE,
    /** A page header; headers and footers form a section of their own at the end. */
    HEADER,
    /** A page footer. */
    FOOTER
}
