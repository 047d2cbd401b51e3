package io.aiprism.bedrock.testkit;

import java.time.Duration;
import java.time.Instant;

/** A limit that refills evenly: full at first, never more than full, and in debt if more was taken than was there. Not thread-safe. */
final class TokenBucket {
    private final double capacity;
    private final double perNano;
    private double level;
    private Instant filledAt;

    TokenBucket(long limit, Duration period, Instant now) {
        this.capacity = limit;
        this.perNano = limit / (double) period.toNanos();
        this.level = limit;
        this.filledAt = now;
    }

    boolean has(long amount, Instant now) {
        refill(now);
        return level >= amount;
    }

    void take(long amount) {
        level -= amount;
    }

    void giveBack(long amount, Instant now) {
        refill(now);
        level = Math.min(capacity, level + amount);
    }

    double level(Instant now) {
        refill(now);
        return level;
    }

    private void refill(Instant now) {
        if (now.isAfter(filledAt)) {
            level = Math.min(
                    capacity, level + perNano * Duration.between(filledAt, now).toNanos());
            filledAt = now;
        }
    }
}
