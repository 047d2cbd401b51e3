package io.aiprism.gateway.retry;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How often a failure of one kind is repeated.
 *
 * @param maxRetries after the first attempt
 * @param base the longest wait before the first repetition; it doubles with each further one
 */
public record RetryRule(int maxRetries, Duration base) {
    public RetryRule {
        requireNonNull(base, "base");
        if (maxRetries < 0) {
            throw new IllegalArgumentException("maxRetries must not be negative, was " + maxRetries);
        }
        if (base.isNegative()) {
            throw new IllegalArgumentException("base must not be negative, was " + base);
        }
    }
}
