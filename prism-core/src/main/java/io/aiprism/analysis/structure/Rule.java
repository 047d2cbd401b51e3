package io.aiprism.analysis.structure;

/** One thing that is looked for. Stateless and thread-safe. */
interface Rule {
    /** The name that findings carry, for example {@code "placeholder"}. */
    String name();

    /** Looks through a document, and adds what it finds. */
    void check(Inspection inspection) throws InterruptedException;
}
