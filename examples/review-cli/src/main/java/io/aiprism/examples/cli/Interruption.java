package io.aiprism.examples.cli;

import io.aiprism.review.Review;
import io.aiprism.review.ReviewProgress;
import java.io.PrintStream;
import java.util.List;

/** Does what is left to do when the user interrupts the program, which then ends with 130. */
final class Interruption {
    private final Thread hook;

    private Interruption(Thread hook) {
        this.hook = hook;
    }

    /** Cancels reviews. */
    static Interruption cancelling(List<Review> reviews, PrintStream err) {
        return watch(() -> cancel(reviews, err));
    }

    static Interruption watch(Runnable action) {
        Thread hook = new Thread(action, "prism-interrupted");
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

    private static void cancel(List<Review> reviews, PrintStream err) {
        int ended = 0;
        int total = 0;
        for (Review review : reviews) {
            ReviewProgress before = review.progress();
            review.cancel("interrupted by the user");
            ended += before.ended();
            total += before.total();
        }
        err.printf("%nprism: interrupted; %d of %d analyses had ended, nothing was written%n", ended, total);
    }
}
