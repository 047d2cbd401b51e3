package io.aiprism.task;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How often a failed task is tried again, and how long it waits before. The wait before retry <i>n</i> is drawn evenly from
 * zero to {@code initialDelay × 2^(n-1)}, at most {@code maxDelay} ("full jitter").
 *
 * @param maxRetries attempts after the first one
 * @param initialDelay the longest wait before the first retry
 * @param maxDelay the longest wait before any retry
 * @see <a href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">Exponential Backoff And Jitter</a>
 */
public record RetryPolicy(int maxRetries, Duration initialDelay, Duration maxDelay) {
    /** No retry. */
    public static final RetryPolicy NONE = new RetryPolicy(0, Duration.ZERO, Duration.ZERO);

    public RetryPolicy {
        requireNonNull(initialDelay, "initialDelay");
        requireNonNull(maxDelay, "maxDelay");
        if (maxRetries < 0) {
            throw new IllegalArgumentException("maxRetries must not be negative, was " + maxRetries);
        }
        if (initialDelay.isNegative() || maxDelay.compareTo(initialDelay) < 0) {
            throw new IllegalArgumentException(
                    "initialDelay must be at least zero and at most maxDelay, was %s (maxDelay %s)"
                            .formatted(initialDelay, maxDelay));
        }
    }

    /** Retries with waits from half a second up to half a minute. */
    public static RetryPolicy of(int maxRetries) {
        return new RetryPolicy(maxRetries, Duration.ofMillis(500), Duration.ofSeconds(30));
    }

    /**
     * The longest wait before a retry.
     *
     * @param retry 1 for the first
     */
    public Duration maxDelayBefore(int retry) {
        if (retry < 1) {
            throw new IllegalArgumentException("retry must be at least 1, was " + retry);
        }
        long initial = initialDelay.toNanos();
        int doublings = Math.min(retry - 1, 62);
        boolean overflows = initial != 0 && doublings >= Long.numberOfLeadingZeros(initial) - 1;
        Duration delay = overflows ? maxDelay : Duration.ofNanos(initial << doublings);
        return delay.compareTo(maxDelay) > 0 ? maxDelay : delay;
    }
}
