package io.aiprism.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/** What durable tasks cost, beside bare db-scheduler with and without the same writes. */
final class DurableGroup implements Group {
    private static final double GOAL_THROUGHPUT = 0.9;
    private static final double GOAL_START_MILLIS = 20;
    private static final int COUNTED_TASKS = 100;

    private static final String TASK = "durableTask";
    private static final String HERE = "startHere";
    private static final String ELSEWHERE = "startElsewhere";
    private static final int MEDIAN = Row.PERCENTILES.indexOf(50.0);
    private static final int P99 = Row.PERCENTILES.indexOf(99.0);

    @Override
    public String name() {
        return "durable";
    }

    @Override
    public String question() {
        return "what do durable tasks cost, beside bare db-scheduler?";
    }

    @Override
    public String run(Scale scale, Path rawResults) throws IOException, InterruptedException, RunnerException {
        var machine = new Machine();
        List<Rounds.Plan> plans = List.of(
                new Rounds.Plan("DurableThroughputBenchmark", List.of(1)),
                new Rounds.Plan("DurableStartBenchmark", List.of(1)),
                new Rounds.Plan("DurableSubmitBenchmark", List.of(1)));
        Results results = Results.of(Rounds.run(scale, rawResults.resolve(name() + ".json"), plans));
        Map<DurablePeer, String> roundTrips = roundTrips();
        return String.join(
                "\n\n",
                machine.describe(scale),
                table(results).toString(),
                roundTrips(roundTrips).toString(),
                goals(results).toString());
    }

    private static Map<DurablePeer, String> roundTrips() throws IOException, InterruptedException {
        Map<DurablePeer, String> counted = new EnumMap<>(DurablePeer.class);
        for (DurablePeer peer : DurablePeer.values()) {
            System.err.printf("round trips: %s%n", peer);
            counted.put(
                    peer,
                    Forked.run(RoundTrips.class, List.of(), List.of(peer.name(), String.valueOf(COUNTED_TASKS)))
                            .getLast());
        }
        return counted;
    }

    private static Table table(Results results) {
        var table = new Table(
                "benchmark", "database", "of", "per second", "ms", "p50 ms", "p99 ms", "× same writes", "× bare");
        for (Row.Key key : results.keys()) {
            DurablePeer peer = DurablePeer.valueOf(key.peer());
            boolean sampled = results.isSampled(key);
            table.add(
                    key.benchmark(),
                    peer.database().label(),
                    peer.label(),
                    sampled ? "" : "%.0f".formatted(1e9 / results.median(key, Row::nanos)),
                    "%.3f".formatted(results.median(key, Row::nanos) / 1e6),
                    sampled ? "%.2f".formatted(millis(results, key, MEDIAN)) : "",
                    sampled ? "%.2f".formatted(millis(results, key, P99)) : "",
                    ratio(results, key, peer.sameWrites()),
                    ratio(results, key, peer.bare()));
        }
        return table;
    }

    private static double millis(Results results, Row.Key key, int percentile) {
        return results.median(key, row -> row.percentiles().get(percentile)) / 1e6;
    }

    private static String ratio(Results results, Row.Key key, DurablePeer to) {
        var baseline = new Row.Key(key.benchmark(), to.name(), key.threads());
        return results.keys().contains(baseline) ? "%.2f".formatted(results.ratio(key, baseline, Row::nanos)) : "";
    }

    private static Table roundTrips(Map<DurablePeer, String> counted) {
        var table = new Table("statements and commits of a task, picking included", "database", "number");
        counted.forEach(
                (peer, number) -> table.add(peer.label(), peer.database().label(), number));
        return table;
    }

    private static Table goals(Results results) {
        var table = new Table("goal", "database", "measured", "met");
        for (DurablePeer prism : List.of(DurablePeer.PRISM_POSTGRESQL, DurablePeer.PRISM_H2)) {
            String database = prism.database().label();
            double throughput = 1 / results.ratio(key(TASK, prism), key(TASK, prism.sameWrites()), Row::nanos);
            table.add(
                    "throughput at least %.1f × db-scheduler with the same writes".formatted(GOAL_THROUGHPUT),
                    database,
                    "%.2f ×".formatted(throughput),
                    yesOrNo(throughput >= GOAL_THROUGHPUT));
            table.add(
                    "distance to bare db-scheduler stated",
                    database,
                    "%.2f × its throughput"
                            .formatted(1 / results.ratio(key(TASK, prism), key(TASK, prism.bare()), Row::nanos)),
                    "yes");
            double here = millis(results, key(HERE, prism), MEDIAN);
            table.add(
                    "submit to start under %.0f ms at the median, same node".formatted(GOAL_START_MILLIS),
                    database,
                    "%.1f ms".formatted(here),
                    yesOrNo(here < GOAL_START_MILLIS));
            double elsewhere = millis(results, key(ELSEWHERE, prism), MEDIAN);
            long polling = DurableWorkload.POLLING_INTERVAL.toMillis();
            table.add(
                    "submit to start under the polling interval of %d ms at the median, other node".formatted(polling),
                    database,
                    "%.1f ms".formatted(elsewhere),
                    yesOrNo(elsewhere < polling));
        }
        return table;
    }

    private static Row.Key key(String benchmark, DurablePeer peer) {
        return new Row.Key(benchmark, peer.name(), 1);
    }

    private static String yesOrNo(boolean met) {
        return met ? "yes" : "no";
    }
}
