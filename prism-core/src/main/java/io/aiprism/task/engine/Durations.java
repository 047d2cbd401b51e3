package io.aiprism.task.engine;

import java.time.Duration;

/** Durations as milliseconds, bounded instead of overflowing. */
final class Durations {
    /** A wait without bound. */
    static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    private static final Duration LONGEST = Duration.ofMillis(Long.MAX_VALUE / 4);

    private Durations() {}

    /** Rounded up, so that nothing is early. */
    static long millis(Duration duration) {
        return (duration.compareTo(LONGEST) > 0 ? LONGEST : duration.plusNanos(999_999)).toMillis();
    }

    /** A time, in milliseconds since the epoch, after another. */
    static long after(long millis, Duration duration) {
        long sum = millis + millis(duration);
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
