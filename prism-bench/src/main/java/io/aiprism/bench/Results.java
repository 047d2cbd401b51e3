package io.aiprism.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;

/** All rounds together. Ratios are taken within a round, and only then is the median taken over rounds. */
record Results(List<List<Row>> rounds) {
    static Results of(List<List<RunResult>> rounds) {
        return new Results(rounds.stream()
                .map(round -> round.stream().map(Row::of).toList())
                .toList());
    }

    /** What was measured, in the order in which it was. */
    List<Row.Key> keys() {
        return rounds.getFirst().stream().map(Row::key).toList();
    }

    double median(Row.Key key, ToDoubleFunction<Row> value) {
        return median(rows(key).mapToDouble(value));
    }

    double ratio(Row.Key key, Row.Key baseline, ToDoubleFunction<Row> value) {
        return median(rounds.stream()
                .mapToDouble(
                        round -> value.applyAsDouble(row(round, key)) / value.applyAsDouble(row(round, baseline))));
    }

    /** Whether single operations were timed. */
    boolean isSampled(Row.Key key) {
        return rows(key).noneMatch(row -> row.percentiles().isEmpty());
    }

    private Stream<Row> rows(Row.Key key) {
        return rounds.stream().map(round -> row(round, key));
    }

    private static Row row(List<Row> round, Row.Key key) {
        return round.stream().filter(row -> row.key().equals(key)).findFirst().orElseThrow();
    }

    static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
    }
}
