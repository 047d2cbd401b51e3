package io.aiprism.bedrock.testkit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long a model takes before its answer begins. Implementations are thread-safe. */
@FunctionalInterface
public interface Latency {
    /** No time at all. */
    Latency NONE = fixed(Duration.ZERO);

    /**
     * The time for one call.
     *
     * @param random the server's own, used by one call at a time
     */
    Duration next(RandomGenerator random);

    /** Always the same. */
    static Latency fixed(Duration duration) {
        requireNotNegative("duration", duration);
        return random -> duration;
    }

    /** Evenly spread. */
    static Latency between(Duration shortest, Duration longest) {
        requireNotNegative("shortest", shortest);
        if (longest.compareTo(shortest) < 0) {
            throw new IllegalArgumentException(
                    "longest must not be less than shortest, was %s and %s".formatted(longest, shortest));
        }
        long nanos = longest.minus(shortest).toNanos();
        return random -> shortest.plusNanos(random.nextLong(nanos + 1));
    }

    /**
     * Log-normal: most calls near the median, a few much longer, as models behave.
     *
     * @param sigma the standard deviation of the logarithm: with 0.5, one call of twenty takes more than 2.3 medians
     */
    static Latency logNormal(Duration median, double sigma) {
        requireNotNegative("median", median);
        if (!(sigma >= 0) || sigma > 5) {
            throw new IllegalArgumentException("sigma must be between 0 and 5, was " + sigma);
        }
        return random -> Duration.ofNanos((long) (median.toNanos() * Math.exp(sigma * random.nextGaussian())));
    }

    private static void requireNotNegative(String name, Duration duration) {
        requireNonNull(duration, name);
        if (duration.isNegative()) {
            throw new IllegalArgumentException("%s must not be negative, was %s".formatted(name, duration));
        }
    }
}
