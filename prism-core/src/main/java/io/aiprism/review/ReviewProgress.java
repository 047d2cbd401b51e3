package io.aiprism.review;

/**
 * How far a review is, in analyses: one for each section and each analyzer that looks at sections, and one for each analyzer
 * that looks at the document as a whole.
 *
 * @param total analyses in all
 * @param queued those that wait to be run, also for another attempt
 * @param running those that are being run
 * @param succeeded those that ended with a result
 * @param failed those that failed, or did not end in time, or whose result is no longer kept
 * @param cancelled those that were cancelled
 */
public record ReviewProgress(int total, int queued, int running, int succeeded, int failed, int cancelled) {
    /** Analyses that have ended, however. */
    public int ended() {
        return succeeded + failed + cancelled;
    }

    /** Whether all analyses have ended. */
    public boolean finished() {
        return ended() == total;
    }
}
