package io.aiprism.examples.cli;

import io.aiprism.review.Review;
import io.aiprism.review.ReviewProgress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** Shows how far reviews are: a bar on a terminal, else a line for each when it begins. */
record Progress(PrintStream err, Terminal terminal) {
    private static final Duration BETWEEN = Duration.ofMillis(150);
    private static final int WIDTH = 30;
    private static final String ERASE_LINE = "\r\u001B[K";

    /** Waits for all reviews and shows meanwhile how far they are. */
    void follow(List<Review> reviews) throws InterruptedException {
        if (!terminal.progress()) {
            for (Review review : reviews) {
                err.printf(
                        "reviewing %s: %s%n",
                        review.document().name(),
                        Summary.count(review.progress().total(), "analysis", "analyses"));
            }
        }
        for (Review review : reviews) {
            do {
                draw(reviews);
            } while (review.await(BETWEEN).isEmpty());
        }
        if (terminal.progress()) {
            err.print(ERASE_LINE);
            err.flush();
        }
    }

    private void draw(List<Review> reviews) {
        if (!terminal.progress()) {
            return;
        }
        int total = 0;
        int ended = 0;
        int running = 0;
        for (Review review : reviews) {
            ReviewProgress progress = review.progress();
            total += progress.total();
            ended += progress.ended();
            running += progress.running();
        }
        err.print(ERASE_LINE + bar(ended, total, running));
        err.flush();
    }

    static String bar(int ended, int total, int running) {
        int full = total == 0 ? 0 : (int) ((long) WIDTH * ended / total);
        return "%s%s %d of %d analyses, %d running"
                .formatted("█".repeat(full), "░".repeat(WIDTH - full), ended, total, running);
    }
}
