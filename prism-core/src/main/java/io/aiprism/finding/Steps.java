package io.aiprism.finding;

/** Counts the comparisons of a search, so that its bound can be shown. Not thread-safe. */
final class Steps {
    private long count;

    void add(long more) {
        count += more;
    }

    long count() {
        return count;
    }
}
