package io.aiprism.model;

/** Guesses how many tokens a model counts for a text. Thread-safe. */
@FunctionalInterface
public interface TokenEstimator {
    /**
     * The estimate.
     *
     * @return at least 1 for a text that is not empty
     */
    long tokens(String text);

    /** A token for each four UTF-16 units, rounded up: a usual rule of thumb for English prose. */
    static TokenEstimator fourCharacters() {
        return text -> (text.length() + 3L) / 4;
    }
}
