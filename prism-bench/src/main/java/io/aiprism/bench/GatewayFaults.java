package io.aiprism.bench;

import io.aiprism.gateway.ModelGateway;
import io.aiprism.task.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The part of {@link GatewayGroup} about faults: what becomes of reviews when much goes wrong. */
final class GatewayFaults {
    private static final double SHARE = 0.2;
    private static final long SEED = 2026;
    private static final int TASK_RETRIES = 6;
    // Much less than one would choose for a real model, so that silence does not make the run long.
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(5);

    private final String kind;
    private final FaultRun.Outcome outcome;

    private GatewayFaults(String kind, FaultRun.Outcome outcome) {
        this.kind = kind;
        this.outcome = outcome;
    }

    /**
     * Reviews so many sections.
     *
     * @param streamed whether the answers come in event streams
     */
    static GatewayFaults measure(boolean streamed, int sections) throws InterruptedException {
        String kind = streamed ? "streamed" : "whole";
        System.err.printf("faults: %d sections, answers %s%n", sections, kind);
        return new GatewayFaults(
                kind,
                new FaultRun(
                                streamed,
                                sections,
                                SHARE,
                                SEED,
                                RESPONSE_TIMEOUT,
                                RetryPolicy.of(TASK_RETRIES),
                                backend -> ModelGateway.builder(backend).build())
                        .run());
    }

    /** What came of some runs, in one table, and what went wrong in each. */
    static String text(List<GatewayFaults> runs) {
        var table = new Table(
                "answers",
                "sections",
                "results",
                "complete",
                "with a gap",
                "findings lost",
                "doubled",
                "invented",
                "missing in gaps",
                "faults",
                "requests sent",
                "attempts in the ledger",
                "seconds");
        runs.forEach(run -> run.addTo(table));
        return table + "\n\n" + runs.stream().map(GatewayFaults::details).collect(Collectors.joining("\n\n"));
    }

    private String details() {
        String faults = outcome.faults().entrySet().stream()
                .map(entry -> "%s %d".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
        String failures = outcome.totals().failures().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> "%s %d".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
        return """
            What the model did wrong where answers come %s: %s.

            What failed of it by the ledger: %s.%s\
            """.formatted(
                        kind,
                        faults,
                        failures,
                        outcome.remarks().isEmpty() ? "" : "\n\nNot as it should be: " + outcome.remarks());
    }

    private void addTo(Table table) {
        table.add(
                kind,
                outcome.sections().size(),
                outcome.results(),
                outcome.complete(),
                outcome.withGap(),
                outcome.lost(),
                outcome.doubled(),
                outcome.invented(),
                outcome.inGaps(),
                outcome.faults().values().stream().mapToInt(Integer::intValue).sum(),
                outcome.sent(),
                outcome.totals().attempts(),
                "%.1f".formatted(outcome.took().toMillis() / 1e3));
    }

    void goals(Goals goals) {
        String load = "%,d sections with faults in 20 %% of answers, which come %s"
                .formatted(outcome.sections().size(), kind);
        goals.add(
                load + ": exactly one result each",
                "%d for %d".formatted(outcome.results(), outcome.sections().size()),
                outcome.results() == outcome.sections().size());
        goals.add(
                load + ": no finding lost, doubled or invented",
                "%d, %d, %d; %d gaps not explained by what the model did"
                        .formatted(outcome.lost(), outcome.doubled(), outcome.invented(), outcome.unexplained()),
                outcome.lost() + outcome.doubled() + outcome.invented() + outcome.unexplained() == 0);
        goals.add(
                load + ": every attempt in the ledger",
                "%d of %d".formatted(outcome.totals().attempts(), outcome.sent()),
                outcome.totals().attempts() == outcome.sent());
    }
}
