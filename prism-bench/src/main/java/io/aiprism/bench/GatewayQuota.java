package io.aiprism.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** The part of {@link GatewayGroup} about quotas: how much of what an account may ask is used, and how many calls are refused. */
final class GatewayQuota {
    private static final double GOAL_USED = 0.98;
    private static final double GOAL_THROTTLED = 0.005;

    private final List<QuotaResult> results;

    private GatewayQuota(List<QuotaResult> results) {
        this.results = results;
    }

    /** Has everybody ask at the same time, each a server of its own: they wait for most of the time. */
    static GatewayQuota measure(int sections) throws InterruptedException {
        System.err.printf("quota: %d sections for each of %d%n", sections, QuotaPeer.values().length);
        List<Callable<QuotaResult>> runs = new ArrayList<>();
        for (QuotaPeer peer : QuotaPeer.values()) {
            runs.add(() -> QuotaLoad.ofRequests(sections).run(peer));
        }
        runs.add(() -> QuotaLoad.ofTokens(sections).run(QuotaPeer.PRISM));
        List<QuotaResult> results = new ArrayList<>();
        try (ExecutorService executor =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            for (Future<QuotaResult> run : executor.invokeAll(runs)) {
                results.add(run.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a load could not be run", e.getCause());
        }
        return new GatewayQuota(List.copyOf(results));
    }

    Table table() {
        var table = new Table(
                "quota of",
                "asked by",
                "sections",
                "not answered",
                "seconds",
                "calls",
                "throttled",
                "throttled, %",
                "tokens of quota/call",
                "used, %",
                "used in 2nd half, %");
        for (QuotaResult result : results) {
            table.add(
                    result.load().name(),
                    result.peer().label(),
                    result.load().sections(),
                    result.failed(),
                    "%.1f".formatted(result.took().toMillis() / 1e3),
                    result.calls(),
                    result.throttled(),
                    percent(result.throttledShare()),
                    result.tokensPerCall(),
                    percent(result.used()),
                    percent(result.usedInSecondHalf()));
        }
        return table;
    }

    void goals(Goals goals) {
        for (QuotaResult result : results) {
            if (result.peer() == QuotaPeer.PRISM) {
                String load = "quota of " + result.load().name();
                goals.add(
                        load + ": at least 98 % used in the steady state",
                        "%s %% (whole run %s %%)".formatted(percent(result.usedInSecondHalf()), percent(result.used())),
                        result.usedInSecondHalf() >= GOAL_USED);
                goals.add(
                        load + ": under 0.5 % of calls throttled",
                        "%s %%".formatted(percent(result.throttledShare())),
                        result.throttledShare() < GOAL_THROTTLED);
            }
        }
    }

    /** Draws how the calls of all peers were let through. */
    void plot(Path file) throws IOException {
        var plot = new LinePlot(
                "%d sections, %d requests a minute: calls that the quota let through"
                        .formatted(results.getFirst().load().sections(), QuotaLoad.REQUESTS_PER_MINUTE),
                "seconds since the first call",
                "calls let through");
        for (QuotaResult result : results) {
            if (result.load().name().equals(results.getFirst().load().name())) {
                List<Double> seconds = result.seconds();
                plot.line(
                        "%s (%d not answered)".formatted(result.peer().label(), result.failed()),
                        IntStream.range(0, seconds.size())
                                .mapToObj(i -> new LinePlot.Point(seconds.get(i), i + 1))
                                .toList());
            }
        }
        double end = results.getFirst().seconds().getLast();
        plot.reference(
                "what the quota allows",
                List.of(
                        new LinePlot.Point(0, QuotaLoad.REQUESTS_PER_MINUTE),
                        new LinePlot.Point(end, QuotaLoad.REQUESTS_PER_MINUTE * (1 + end / 60))));
        Files.writeString(file, plot.svg());
    }

    private static String percent(double share) {
        return "%.2f".formatted(100 * share);
    }
}
