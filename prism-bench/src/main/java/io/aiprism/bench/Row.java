package io.aiprism.bench;

import java.util.List;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What was measured of one benchmark in one round.
 *
 * @param key what was measured
 * @param nanos per operation
 * @param cpu processor time of the whole JVM per operation, in nanoseconds
 * @param bytes allocated per operation
 * @param percentiles of an operation in nanoseconds, as in {@link #PERCENTILES}; empty where only the mean was measured
 */
record Row(Key key, double nanos, double cpu, double bytes, List<Double> percentiles) {
    /** The name under which JMH reports bytes per operation. */
    static final String ALLOCATION = "gc.alloc.rate.norm";

    static final List<Double> PERCENTILES = List.of(50.0, 99.0, 99.9, 99.99);

    /**
     * What was measured.
     *
     * @param benchmark the method
     * @param peer name of the peer; empty where the method says it
     * @param threads that submit or ask
     */
    record Key(String benchmark, String peer, int threads) {
        Key of(Peer other) {
            return new Key(benchmark, other.name(), threads);
        }
    }

    static Row of(RunResult result) {
        String method = result.getParams().getBenchmark();
        String peer = result.getParams().getParam("peer");
        var primary = result.getPrimaryResult();
        return new Row(
                new Key(
                        method.substring(method.lastIndexOf('.') + 1),
                        peer == null ? "" : peer,
                        result.getParams().getThreads()),
                primary.getScore(),
                secondary(result, CpuTimeProfiler.RESULT),
                secondary(result, ALLOCATION),
                result.getParams().getMode() == Mode.SampleTime
                        ? PERCENTILES.stream()
                                .map(rank -> primary.getStatistics().getPercentile(rank))
                                .toList()
                        : List.of());
    }

    static double secondary(RunResult result, String name) {
        Result<?> secondary = result.getSecondaryResults().get(name);
        if (secondary == null) {
            throw new IllegalStateException("JMH did not measure " + name);
        }
        return secondary.getScore();
    }
}
