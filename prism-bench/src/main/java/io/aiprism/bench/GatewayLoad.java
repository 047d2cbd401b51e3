package io.aiprism.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The part of {@link GatewayGroup} about many calls in flight: what they take beyond the time that the model takes. */
final class GatewayLoad {
    private static final int CALLS = 10_000;
    private static final int WAVES = 6;
    private static final double GOAL = 1.05;
    private static final String HEAP = "-Xmx256m";

    /** One wave, as {@link ModelCallsInFlight} prints it. */
    private record Wave(long millis, int mostInFlight, int heapMegabytes) {
        static Wave of(String line) {
            String[] numbers = line.split(" ");
            return new Wave(
                    Long.parseLong(numbers[0]), Integer.parseInt(numbers[1]), Integer.parseInt(numbers[2]));
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
                ModelCallsInFlight.class, List.of(HEAP), List.of(String.valueOf(CALLS), String.valueOf(WAVES)));
        return new GatewayLoad(printed.stream().map(Wave::of).toList());
    }

    Table table() {
        var table = new Table("wave", "calls", "most in flight", "ms", "× ideal", "heap in use after, MB");
        for (int i = 0; i < waves.size(); i++) {
            Wave wave = waves.get(i);
            table.add(
                    i == 0 ? "1, in a new JVM" : String.valueOf(i + 1),
                    CALLS,
                    wave.mostInFlight(),
                    wave.millis(),
                    "%.3f".formatted(ratio(wave)),
                    wave.heapMegabytes());
        }
        return table;
    }

    void goals(Goals goals) {
        List<Wave> warm = new ArrayList<>(waves.subList(1, waves.size()));
        double ratio = Results.median(warm.stream().mapToDouble(GatewayLoad::ratio));
        goals.add(
                "%,d calls of two seconds in flight with %s: within 5 %% of ideal".formatted(CALLS, HEAP),
                "%.3f × (first wave, in a new JVM, %.3f ×)".formatted(ratio, ratio(waves.getFirst())),
                ratio <= GOAL && warm.stream().allMatch(wave -> wave.mostInFlight() == CALLS));
    }

    private static double ratio(Wave wave) {
        return (double) wave.millis() / ModelCallsInFlight.CALL.toMillis();
    }
}
