package io.aiprism.analysis;

/** What an analyzer looks at in one call. */
public enum Scope {
    /** One section; it is called once for each. */
    SECTION,
    /** The document as a whole; it is called once. */
    DOCUMENT
}
