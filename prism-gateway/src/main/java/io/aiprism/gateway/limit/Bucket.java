package io.aiprism.gateway.limit;

import java.time.Duration;

/**
 * A token bucket with continuous refill: {@code limit} in a period, and at most {@code limit} less what comes in during
 * {@code skew} at once. Whole numbers only: the level is counted in units of a token's share of a millisecond, so nothing is
 * lost to rounding. May be overdrawn. Not thread-safe.
 */
final class Bucket {
    private final String name;
    private final long limit;
    private final long period;
    private final long capacity;
    private long level;
    private long filledAt;

    Bucket(String name, long limit, Duration period, Duration skew, long now) {
        this.name = name;
        this.limit = limit;
        this.period = period.toMillis();
        if (limit > Long.MAX_VALUE / this.period / 4) {
            throw new IllegalArgumentException(
                    "%s must be at most %d, was %d".formatted(name, Long.MAX_VALUE / this.period / 4, limit));
        }
        this.capacity = limit * (this.period - skew.toMillis());
        this.level = capacity;
        this.filledAt = now;
    }

    /** Whether its period is longer than that of what providers call throttling. */
    boolean isDaily() {
        return period >= Duration.ofDays(1).toMillis();
    }

    String name() {
        return name;
    }

    long limit() {
        return limit;
    }

    void refill(long now) {
        if (now > filledAt) {
            // Bounded, so that a clock that jumps does not overflow the level.
            long enough = (capacity - level) / limit + 1;
            level = Math.min(capacity, level + Math.min(now - filledAt, enough) * limit);
            filledAt = now;
        }
    }

    /** Milliseconds until this many tokens may be taken; what the bucket never holds at once, when it is full. */
    long millisUntil(long tokens) {
        return millisUntilLevel(Math.min(tokens * period, capacity));
    }

    /** Milliseconds until so many tokens have come in altogether, also if they are taken in portions. */
    long millisUntilAllOf(long ahead, long tokens) {
        return millisUntilLevel(ahead * period + Math.min(tokens * period, capacity));
    }

    void take(long tokens) {
        level -= tokens * period;
    }

    void giveBack(long tokens) {
        level = Math.min(capacity, level + tokens * period);
    }

    void drain() {
        level = Math.min(level, 0);
    }

    /** Tokens that could be taken now; negative if the bucket is overdrawn. */
    long available() {
        return Math.floorDiv(level, period);
    }

    private long millisUntilLevel(long wanted) {
        return wanted <= level ? 0 : Math.ceilDiv(wanted - level, limit);
    }
}
