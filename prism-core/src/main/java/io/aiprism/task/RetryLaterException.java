package io.aiprism.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by a handler that wants to be run again at a stated time, for example the one in a {@code Retry-After} header. No
 * thread is held while waiting. The task is ended as timed out where the time is past its deadline.
 */
public final class RetryLaterException extends Exception {
    private static final long serialVersionUID = 1;

    private final Instant notBefore;
    private final boolean counted;

    private RetryLaterException(String message, Instant notBefore, boolean counted, @Nullable Throwable cause) {
        super(message, cause);
        this.notBefore = notBefore;
        this.counted = counted;
    }

    /**
     * The attempt failed and counts: the task fails instead if its {@link RetryPolicy} allows no further retry.
     *
     * @param notBefore when to run again
     */
    public static RetryLaterException failed(String message, Instant notBefore, @Nullable Throwable cause) {
        return new RetryLaterException(message, notBefore, true, cause);
    }

    /**
     * The attempt could not be made, for example because a quota was exhausted, and does not count as one.
     *
     * @param notBefore when to run again
     */
    public static RetryLaterException snooze(String message, Instant notBefore) {
        return new RetryLaterException(message, notBefore, false, null);
    }

    /** When to run again. */
    public Instant notBefore() {
        return notBefore;
    }

    /** Whether this attempt counts against {@link RetryPolicy#maxRetries()}. */
    public boolean counted() {
        return counted;
    }
}
