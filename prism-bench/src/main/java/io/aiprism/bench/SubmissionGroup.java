package io.aiprism.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.runner.RunnerException;

/** What a task costs besides its work, in time, in allocation, and in heap once it has ended. */
final class SubmissionGroup implements Group {
    private static final double GOAL_RATIO = 0.8;
    private static final double GOAL_READ_NANOS = 50;
    private static final long GOAL_RETAINED_BYTES = 256;

    private static final String COMPLETE = "submitAndComplete";
    private static final String SUBMIT_ONE = "submitOne";
    private static final String READ = "taskState";

    /** The peers that are methods of {@link StatusReadBenchmark}, by their names. */
    private static final Map<String, String> READERS = Map.of(
            READ, "Prism, Task.state()", "findById", "Prism, TaskManager.find(id)", "mapIsDone", "hand-written map");

    private static final List<Integer> PRODUCERS = List.of(1, 2, 8);

    @Override
    public String name() {
        return "submission";
    }

    @Override
    public String question() {
        return "what does a task cost besides its work, beside a hand-written map of futures?";
    }

    @Override
    public String run(Scale scale, Path rawResults) throws IOException, InterruptedException, RunnerException {
        var machine = new Machine();
        List<Rounds.Plan> plans = new ArrayList<>();
        plans.add(new Rounds.Plan("SubmitAndCompleteBenchmark.submitAndComplete$", PRODUCERS));
        if (!scale.equals(Scale.QUICK)) {
            plans.add(new Rounds.Plan("SubmitAloneBenchmark.submit$", PRODUCERS));
        }
        plans.add(new Rounds.Plan("SubmitAloneBenchmark.submitOne$", PRODUCERS));
        plans.add(new Rounds.Plan("StatusReadBenchmark", List.of(1)));
        Results results = Results.of(Rounds.run(scale, rawResults.resolve(name() + ".json"), plans));
        Map<Peer, Long> retained = retainedHeap();
        return String.join(
                "\n\n",
                machine.describe(scale),
                table(results).toString(),
                "Heap kept per ended task besides its result: Prism %d bytes, hand-written map %d bytes."
                        .formatted(retained.get(Peer.PRISM_POOL), retained.get(Peer.MAP_POOL)),
                goals(results, retained));
    }

    private static Table table(Results results) {
        var table = new Table(
                "benchmark",
                "of",
                "threads",
                "ns/op",
                "× map",
                "CPU ns/op",
                "× map",
                "B/op",
                "p50",
                "p99",
                "p99.9",
                "p99.99");
        for (Row.Key key : results.keys()) {
            Object[] cells = new Object[8 + Row.PERCENTILES.size()];
            cells[0] = READERS.containsKey(key.benchmark()) ? "statusRead" : key.benchmark();
            cells[1] = READERS.containsKey(key.benchmark())
                    ? READERS.get(key.benchmark())
                    : Peer.valueOf(key.peer()).label();
            cells[2] = key.threads();
            cells[3] = "%.1f".formatted(results.median(key, Row::nanos));
            cells[4] = "%.2f".formatted(results.ratio(key, baseline(key), Row::nanos));
            cells[5] = "%.1f".formatted(results.median(key, Row::cpu));
            cells[6] = "%.2f".formatted(results.ratio(key, baseline(key), Row::cpu));
            cells[7] = "%.0f".formatted(results.median(key, Row::bytes));
            for (int i = 0; i < Row.PERCENTILES.size(); i++) {
                int rank = i;
                cells[8 + i] = results.isSampled(key)
                        ? "%.0f"
                                .formatted(results.median(
                                        key, row -> row.percentiles().get(rank)))
                        : "";
            }
            table.add(cells);
        }
        return table;
    }

    private static String goals(Results results, Map<Peer, Long> retained) {
        var table = new Table("goal", "of", "measured", "met");
        for (Peer peer : List.of(Peer.PRISM_POOL, Peer.PRISM_VIRTUAL)) {
            for (int threads : PRODUCERS) {
                var key = new Row.Key(COMPLETE, peer.name(), threads);
                double ratio = results.ratio(key, baseline(key), Row::nanos);
                table.add(
                        "submitAndComplete at most %.1f × map, %d threads".formatted(GOAL_RATIO, threads),
                        peer.label(),
                        "%.2f ×".formatted(ratio),
                        yesOrNo(ratio <= GOAL_RATIO));
            }
            for (int threads : PRODUCERS) {
                var key = new Row.Key(SUBMIT_ONE, peer.name(), threads);
                double ratio = results.ratio(
                        key, baseline(key), row -> row.percentiles().getLast());
                table.add(
                        "p99.99 of submit no worse than the map's, %d threads".formatted(threads),
                        peer.label(),
                        "%.2f ×".formatted(ratio),
                        yesOrNo(ratio <= 1));
            }
        }
        double read = results.median(new Row.Key(READ, "", 1), Row::nanos);
        table.add(
                "status read under %.0f ns".formatted(GOAL_READ_NANOS),
                "Prism, Task.state()",
                "%.1f ns".formatted(read),
                yesOrNo(read < GOAL_READ_NANOS));
        long bytes = retained.getOrDefault(Peer.PRISM_POOL, Long.MAX_VALUE);
        table.add(
                "ended task under %d bytes".formatted(GOAL_RETAINED_BYTES),
                "Prism",
                bytes + " bytes",
                yesOrNo(bytes < GOAL_RETAINED_BYTES));
        return table.toString();
    }

    private static Row.Key baseline(Row.Key key) {
        return READERS.containsKey(key.benchmark())
                ? new Row.Key("mapIsDone", "", key.threads())
                : key.of(Peer.valueOf(key.peer()).baseline());
    }

    private static String yesOrNo(boolean met) {
        return met ? "yes" : "no";
    }

    private static Map<Peer, Long> retainedHeap() throws IOException, InterruptedException {
        System.err.println("heap of ended tasks");
        Map<Peer, Long> bytes = new TreeMap<>();
        for (String line : Forked.run(RetainedHeap.class, "-Xms1g", "-Xmx1g")) {
            int space = line.indexOf(' ');
            bytes.put(Peer.valueOf(line.substring(0, space)), Long.valueOf(line.substring(space + 1)));
        }
        return bytes;
    }
}
