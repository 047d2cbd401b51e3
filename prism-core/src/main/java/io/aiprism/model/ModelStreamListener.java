package io.aiprism.model;

/** Hears an answer's text as it comes, on the thread that called {@link ModelBackend#stream}. */
@FunctionalInterface
public interface ModelStreamListener {
    /**
     * The next part of the text. What this throws ends the call, and comes out of it as it is.
     *
     * @param part never empty
     */
    void text(String part);
}
