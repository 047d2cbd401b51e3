package io.aiprism.review;

/**
 * Hears of the events of one review, in order, one at a time, on a thread of its own. What it throws is logged and ends
 * nothing.
 */
@FunctionalInterface
public interface ReviewListener {
    /** Something happened to one analysis. */
    void onEvent(ReviewEvent event);
}
