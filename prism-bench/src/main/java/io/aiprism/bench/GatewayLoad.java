package io.aiprism.bench;

import java.io.IOException;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The part of {@link GatewayGroup} about many calls in flight: what they take beyond the time that the model takes. */
final class GatewayLoad {
    private static final int CALLS = 10_000;
    private static final int WAVES = 10;
    private static final double GOAL = 1.05;
    private static final String HEAP = "-Xmx256m";
    private static final String COLLECTOR = "-XX:+UseParallelGC";
    private static final String BARE = "bare";
    private static final String GATEWAY = "gateway";

    /** One wave, as {@link ModelCallsInFlight} prints it. */
    private record Wave(
            String kind, long millis, int mostInFlight, long cpuMillis, long collectingMillis, int heapMegabytes) {
        static Wave of(String line) {
            String[] values = line.split(" ", -1);
            return new Wave(
                    values[0],
                    Long.parseLong(values[1]),
                    Integer.parseInt(values[2]),
                    Long.parseLong(values[3]),
                    Long.parseLong(values[4]),
                    Integer.parseInt(values[5]));
        }

        double ratio() {
            return (double) millis / ModelCallsInFlight.CALL.toMillis();
        }
    }

    private final List<Wave> waves;

    private GatewayLoad(List<Wave> waves) {
        this.waves = waves;
    }

    /** Runs all waves in a JVM of their own. */
    static GatewayLoad measure() throws IOException, InterruptedException {
        System.err.printf("%d calls in flight%n", CALLS);
        List<String> printed = Forked.run(
                ModelCallsInFlight.class,
                List.of(HEAP, COLLECTOR),
                List.of(String.valueOf(CALLS), String.valueOf(WAVES)));
        return new GatewayLoad(printed.stream().map(Wave::of).toList());
    }

    Table table() {
        var table = new Table(
                "calls through",
                "wave",
                "calls",
                "most in flight",
                "ms",
                "× ideal",
                "CPU ms",
                "GC ms",
                "heap in use after, MB");
        for (String kind : List.of(BARE, GATEWAY)) {
            List<Wave> ofKind = of(kind);
            for (int i = 0; i < ofKind.size(); i++) {
                Wave wave = ofKind.get(i);
                table.add(
                        kind.equals(BARE) ? "nothing" : "the gateway",
                        i + 1,
                        CALLS,
                        wave.mostInFlight(),
                        wave.millis(),
                        "%.3f".formatted(wave.ratio()),
                        wave.cpuMillis(),
                        wave.collectingMillis(),
                        wave.heapMegabytes());
            }
        }
        return table;
    }

    void goals(Goals goals) {
        List<Wave> gateway = of(GATEWAY);
        List<Wave> warm = gateway.subList(1, gateway.size());
        double ratio = median(warm, Wave::ratio);
        List<Wave> bare = of(BARE);
        goals.add(
                "%,d calls of two seconds in flight with %s: within 5 %% of ideal".formatted(CALLS, HEAP),
                "%.3f × in the middle of all waves but the first, best %.3f × (without gateway %.3f ×); first wave in a new JVM %.3f ×"
                        .formatted(
                                ratio,
                                warm.stream().mapToDouble(Wave::ratio).min().orElseThrow(),
                                median(bare.subList(1, bare.size()), Wave::ratio),
                                gateway.getFirst().ratio()),
                ratio <= GOAL && warm.stream().allMatch(wave -> wave.mostInFlight() == CALLS));
    }

    private List<Wave> of(String kind) {
        return waves.stream().filter(wave -> wave.kind().equals(kind)).toList();
    }

    private static double median(List<Wave> of, ToDoubleFunction<Wave> value) {
        return Results.median(of.stream().mapToDouble(value));
    }
}
