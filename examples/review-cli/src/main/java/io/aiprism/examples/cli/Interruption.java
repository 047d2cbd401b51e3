package io.aiprism.examples.cli;

import io.aiprism.review.Review;
import io.aiprism.review.ReviewProgress;
import java.io.PrintStream;

/** Cancels a review when the user interrupts the program, which then ends with 130. */
final class Interruption {
    private final Thread hook;

    private Interruption(Thread hook) {
        this.hook = hook;
    }

    static Interruption watch(Review review, PrintStream err) {
        Thread hook = new Thread(() -> cancel(review, err), "prism-interrupted");
        Runtime.getRuntime().addShutdownHook(hook);
        return new Interruption(hook);
    }

    /**
     * Watches no longer. If the program is ending already, this does not return: what the hook cancelled is no result to
     * print, and the process ends as soon as the hook has.
     */
    void end() throws InterruptedException {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            Thread.currentThread().join();
        }
    }

    private static void cancel(Review review, PrintStream err) {
        ReviewProgress before = review.progress();
        review.cancel("interrupted by the user");
        err.printf("prism: interrupted; %d of %d analyses had ended%n", before.ended(), before.total());
    }
}
