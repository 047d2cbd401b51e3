package io.aiprism.task;

import static java.util.Objects.requireNonNull;

/**
 * How far a task is.
 *
 * @param done steps done
 * @param total steps in all, 0 if not known
 * @param message for people; may be empty
 */
public record Progress(long done, long total, String message) {
    public Progress {
        requireNonNull(message, "message");
        if (done < 0 || total < 0) {
            throw new IllegalArgumentException(
                    "done and total must not be negative, were %d and %d".formatted(done, total));
        }
    }
}
