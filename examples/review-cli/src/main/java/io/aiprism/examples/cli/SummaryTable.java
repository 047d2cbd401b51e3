package io.aiprism.examples.cli;

import io.aiprism.finding.Severity;
import io.aiprism.review.ReviewResult;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What came of several reviews, a line for each. */
record SummaryTable(PrintStream out, Terminal terminal) {
    void print(List<ReviewResult> results) {
        int width = results.stream()
                .mapToInt(result -> result.documentName().length())
                .max()
                .orElse(0);
        width = Math.max(width, "document".length());
        out.println();
        out.printf(
                "%-" + width + "s  %8s  %9s  %10s  %10s  %8s%n",
                "document",
                "critical",
                "important",
                "suggestion",
                "incomplete",
                "seconds");
        for (ReviewResult result : results) {
            Map<Severity, Integer> counts = result.countBySeverity();
            out.printf(
                    Locale.ROOT,
                    "%-" + width + "s  %s  %s  %s  %10d  %8.1f%n",
                    result.documentName(),
                    cell(counts, Severity.CRITICAL, 8),
                    cell(counts, Severity.IMPORTANT, 9),
                    cell(counts, Severity.SUGGESTION, 10),
                    result.unfinished().size(),
                    result.duration().toMillis() / 1000.0);
        }
    }

    private String cell(Map<Severity, Integer> counts, Severity severity, int width) {
        int count = counts.getOrDefault(severity, 0);
        String text = ("%" + width + "d").formatted(count);
        return count == 0 ? text : terminal.coloured(severity, text);
    }
}
