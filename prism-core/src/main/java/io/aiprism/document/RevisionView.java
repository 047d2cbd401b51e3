package io.aiprism.document;

/** Which side of tracked changes is read. */
public enum RevisionView {
    /** As if all changes were accepted: insertions in, deletions out. */
    FINAL,
    /** As if all changes were rejected: deletions in, insertions out. */
    ORIGINAL
}
