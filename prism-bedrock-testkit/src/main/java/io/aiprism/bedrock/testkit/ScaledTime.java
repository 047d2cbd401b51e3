package io.aiprism.bedrock.testkit;

import java.time.Duration;
import java.time.Instant;

/** Real time, or a multiple of it. */
final class ScaledTime implements ServerTime {
    private final double factor;
    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();

    ScaledTime(double factor) {
        if (!(factor > 0) || factor > 1_000_000) {
            throw new IllegalArgumentException("factor must be positive and at most a million, was " + factor);
        }
        this.factor = factor;
    }

    @Override
    public Instant now() {
        return start.plusNanos((long) ((System.nanoTime() - startNanos) * factor));
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (!duration.isNegative() && !duration.isZero()) {
            Thread.sleep(Duration.ofNanos((long) (duration.toNanos() / factor)));
        }
    }
}
