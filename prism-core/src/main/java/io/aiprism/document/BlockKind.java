package io.aiprism.document;

/** What a block is to a reader. Where it stands (table, list, note, …) is its {@link Place}. */
public enum BlockKind {
    /** A heading; {@link Block#heading()} is present. */
    HEADING,
    /** A paragraph of running text. */
    PARAGRAPH,
    /** An item of a list; {@link Place#listItem()} is present where level and label are known. */
    LIST_ITEM,
    /** Source code or other preformatted text. */
    CODE,
    /** A quotation. */
    QUOTE
}
