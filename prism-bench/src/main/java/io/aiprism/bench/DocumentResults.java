package io.aiprism.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;

/**
 * What was measured of {@link DocumentBenchmark}, in all rounds. Ratios are taken within a round, and only then is the median taken
 * over rounds.
 *
 * @param keys what was measured, in the order in which it was
 * @param rounds what came out
 */
record DocumentResults(List<Key> keys, List<Map<DocumentResults.Key, DocumentResults.Measured>> rounds) {
    /**
     * What was measured.
     *
     * @param peer if the benchmark has several
     * @param comments 0 if none are written
     */
    record Key(String benchmark, Optional<DocumentPeer> peer, int pages, int comments) {
        static Key of(String benchmark, DocumentPeer peer, int pages) {
            return new Key(benchmark, Optional.of(peer), pages, 0);
        }

        static Key of(String benchmark, int pages, int comments) {
            return new Key(benchmark, Optional.empty(), pages, comments);
        }
    }

    /** What came out: per operation elapsed time and processor time in nanoseconds, and bytes allocated. */
    record Measured(double nanos, double cpu, double bytes) {}

    static DocumentResults of(List<List<RunResult>> rounds) {
        return new DocumentResults(
                rounds.getFirst().stream().map(DocumentResults::key).toList(),
                rounds.stream()
                        .map(round -> round.stream()
                                .collect(Collectors.toMap(DocumentResults::key, DocumentResults::measured)))
                        .toList());
    }

    double millis(Key key) {
        return Results.median(
                        rounds.stream().mapToDouble(round -> at(round, key).nanos()))
                / 1e6;
    }

    double cpuMillis(Key key) {
        return Results.median(
                        rounds.stream().mapToDouble(round -> at(round, key).cpu()))
                / 1e6;
    }

    double megabytes(Key key) {
        return Results.median(
                        rounds.stream().mapToDouble(round -> at(round, key).bytes()))
                / 1e6;
    }

    double ratio(Key key, Key baseline, ToDoubleFunction<Measured> value) {
        return Results.median(rounds.stream()
                .mapToDouble(round -> value.applyAsDouble(at(round, key)) / value.applyAsDouble(at(round, baseline))));
    }

    private static Measured at(Map<Key, Measured> round, Key key) {
        Measured measured = round.get(key);
        if (measured == null) {
            throw new IllegalStateException("%s was not measured".formatted(key));
        }
        return measured;
    }

    private static Key key(RunResult result) {
        BenchmarkParams params = result.getParams();
        String benchmark = params.getBenchmark();
        String comments = params.getParam("comments");
        return new Key(
                benchmark.substring(benchmark.lastIndexOf('.') + 1),
                Optional.ofNullable(params.getParam("peer")).map(DocumentPeer::valueOf),
                Integer.parseInt(params.getParam("pages")),
                comments == null ? 0 : Integer.parseInt(comments));
    }

    private static Measured measured(RunResult result) {
        return new Measured(
                result.getPrimaryResult().getScore(),
                Row.secondary(result, CpuTimeProfiler.RESULT),
                Row.secondary(result, Row.ALLOCATION));
    }
}
