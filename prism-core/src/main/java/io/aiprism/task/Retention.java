package io.aiprism.task;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.ToLongFunction;

/**
 * How long, and how many, ended tasks are kept. Whichever bound is reached first, the tasks that ended first go first; what
 * is left of them for a while is a tombstone, by which an expired task is told from an unknown one.
 *
 * @param ttl from the end of a task
 * @param maxTasks ended tasks kept at the same time
 * @param maxBytes of all results kept at the same time, as {@code weigher} counts them
 * @param weigher the size of a result, in bytes; must not throw
 * @param tombstoneTtl from the expiry of a task
 * @param maxTombstones kept at the same time
 */
public record Retention(
        Duration ttl,
        int maxTasks,
        long maxBytes,
        ToLongFunction<Object> weigher,
        Duration tombstoneTtl,
        int maxTombstones) {
    /**
     * One hour, 10,000 tasks, 256 MiB of results; tombstones for another hour, at most 10,000. Arrays of bytes and texts are
     * weighed by their length, anything else as 256 bytes.
     */
    public static final Retention DEFAULT =
            new Retention(Duration.ofHours(1), 10_000, 256L << 20, Retention::weigh, Duration.ofHours(1), 10_000);

    public Retention {
        requireNonNull(weigher, "weigher");
        requirePositive("ttl", ttl.toMillis());
        requirePositive("maxTasks", maxTasks);
        requirePositive("maxBytes", maxBytes);
        if (tombstoneTtl.isNegative() || maxTombstones < 0) {
            throw new IllegalArgumentException("tombstoneTtl and maxTombstones must not be negative, were %s and %d"
                    .formatted(tombstoneTtl, maxTombstones));
        }
    }

    /** This retention with another time to live. */
    public Retention withTtl(Duration ttl) {
        return new Retention(ttl, maxTasks, maxBytes, weigher, tombstoneTtl, maxTombstones);
    }

    /** This retention with another bound on the number of ended tasks. */
    public Retention withMaxTasks(int maxTasks) {
        return new Retention(ttl, maxTasks, maxBytes, weigher, tombstoneTtl, maxTombstones);
    }

    /** This retention with another bound on the size of all results. */
    public Retention withMaxBytes(long maxBytes, ToLongFunction<Object> weigher) {
        return new Retention(ttl, maxTasks, maxBytes, weigher, tombstoneTtl, maxTombstones);
    }

    /** This retention with other bounds on tombstones. */
    public Retention withTombstones(Duration tombstoneTtl, int maxTombstones) {
        return new Retention(ttl, maxTasks, maxBytes, weigher, tombstoneTtl, maxTombstones);
    }

    private static long weigh(Object result) {
        return switch (result) {
            case byte[] bytes -> bytes.length;
            case CharSequence text -> 2L * text.length();
            default -> 256;
        };
    }

    private static void requirePositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException("%s must be positive, was %d".formatted(name, value));
        }
    }
}
