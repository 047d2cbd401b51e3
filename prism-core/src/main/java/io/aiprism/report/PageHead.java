package io.aiprism.report;

import io.aiprism.finding.Severity;
import io.aiprism.review.ReviewResult;
import io.aiprism.review.ReviewStatistics;
import io.aiprism.review.ReviewStatistics.AnalysisState;
import io.aiprism.review.ReviewStatistics.DecisionState;
import io.aiprism.review.SectionResult;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What stands above the document: what was reviewed, the review in numbers, and what went wrong. */
final class PageHead {
    private static final int LONGEST_LIST = 6;
    private static final int SHORT_HASH = 12;

    private final Html html;
    private final Report report;
    private final ReviewStatistics statistics;

    PageHead(Html html, Report report, ReviewStatistics statistics) {
        this.html = html;
        this.report = report;
        this.statistics = statistics;
    }

    void masthead() {
        html.open("header", "class", "masthead").open("div", "class", "wide");
        html.open("div", "class", "brand");
        Icons.PRISM.draw(html, 18);
        html.element("span", "Prism review");
        html.open("button", "type", "button", "class", "button", "id", "theme", "aria-pressed", "false", "hidden", "");
        Icons.THEME.draw(html);
        html.text("Dark").close().end();
        html.element("h1", report.document().name(), "dir", "auto");
        verdict();
        facts();
        html.end().end();
    }

    private void verdict() {
        html.open("p", "class", "verdict");
        if (statistics.findings() == 0) {
            html.element("strong", "No findings").text(" in ");
        } else {
            html.element("strong", Wording.count(statistics.findings(), "finding"))
                    .text(" in ");
        }
        html.text(Wording.count(report.document().sections().size(), "section"));
        String severities = Wording.bySeverity(statistics.bySeverity());
        html.text(severities.isEmpty() ? "." : ": " + severities + ".");
        if (!report.result().complete()) {
            html.text(" The review is not complete.");
        }
        html.end();
    }

    private void facts() {
        ReviewResult result = report.result();
        html.open("dl", "class", "facts");
        html.open("div").element("dt", "Reviewed").open("dd");
        html.element(
                        "time",
                        Wording.time(result.finishedAt()),
                        "datetime",
                        result.finishedAt().toString())
                .text(", in " + Wording.duration(result.duration()))
                .close()
                .close();
        fact(
                "Checklist",
                report.checklist().title() + ", version " + report.checklist().version());
        fact(
                "Analyzers",
                report.analyzers().entrySet().stream()
                        .map(entry -> entry.getKey()
                                + entry.getValue().map(version -> " " + version).orElse(""))
                        .collect(Collectors.joining(", ")));
        fact("Format", report.document().format());
        html.open("div").element("dt", "SHA-256").open("dd");
        String hash = report.document().hash();
        html.element("code", hash.substring(0, Math.min(SHORT_HASH, hash.length())) + "…", "title", hash)
                .close()
                .close();
        html.end();
    }

    private void fact(String name, String value) {
        html.open("div").element("dt", name).element("dd", value, "dir", "auto").close();
    }

    void overview() {
        html.open("section", "class", "wide summary", "aria-labelledby", "overview-title")
                .element("h2", "Overview", "class", "unseen", "id", "overview-title")
                .open("div", "class", "overview");
        findings();
        if (statistics.findings() > 0) {
            categories();
            decisions();
        }
        analyses();
        html.end();
        problems();
        html.end();
    }

    private void tile(String title, int figure, String of) {
        html.open("div", "class", "tile")
                .element("h3", title)
                .open("p", "class", "figure")
                .text(figure + " ")
                .element("small", of)
                .close();
    }

    private void findings() {
        tile("Findings", statistics.findings(), "in all");
        stack();
        html.open("dl", "class", "bars");
        statistics
                .bySeverity()
                .forEach((severity, number) -> html.open("div", "class", severity.label())
                        .open("dt")
                        .element("span", "", "class", "dot")
                        .text(Wording.severity(severity))
                        .close()
                        .element("dd", String.valueOf(number))
                        .close());
        html.close().end();
    }

    private void stack() {
        html.open("svg", "class", "stack", "aria-hidden", "true");
        double x = 0;
        for (Map.Entry<Severity, Integer> entry : statistics.bySeverity().entrySet()) {
            double width = 100.0 * entry.getValue() / Math.max(1, statistics.findings());
            rect(x, width, entry.getKey().label());
            x += width;
        }
        html.close();
    }

    private void rect(double x, double width, String tone) {
        html.open("rect", "x", percent(x), "width", percent(width), "height", "100%", "class", tone)
                .close();
    }

    private static String percent(double value) {
        return Math.round(value * 10) / 10.0 + "%";
    }

    private void categories() {
        Map<String, Integer> largest = largest(statistics.byCategory());
        tile("Categories", statistics.byCategory().size(), "in use");
        bars(largest, statistics.findings());
        html.end();
    }

    /** The largest, and the rest as one. */
    private static Map<String, Integer> largest(Map<String, Integer> counts) {
        List<Map.Entry<String, Integer>> sorted = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        Map<String, Integer> largest = new LinkedHashMap<>();
        int shown = sorted.size() <= LONGEST_LIST ? sorted.size() : LONGEST_LIST - 1;
        sorted.subList(0, shown).forEach(entry -> largest.put(entry.getKey(), entry.getValue()));
        int rest = sorted.subList(shown, sorted.size()).stream()
                .mapToInt(Map.Entry::getValue)
                .sum();
        if (rest > 0) {
            largest.merge("others", rest, Integer::sum);
        }
        return largest;
    }

    private void bars(Map<String, Integer> counts, int all) {
        html.open("dl", "class", "bars");
        counts.forEach((name, number) -> {
            html.open("div").element("dt", name, "dir", "auto").element("dd", String.valueOf(number));
            html.open("svg", "class", "bar", "aria-hidden", "true");
            rect(0, 100.0 * number / Math.max(1, all), "");
            html.close().close();
        });
        html.close();
    }

    private void decisions() {
        Map<DecisionState, Integer> counts = statistics.byDecision();
        int open = counts.getOrDefault(DecisionState.UNDECIDED, 0);
        tile("Decided", statistics.findings() - open, "of " + statistics.findings());
        Map<String, Integer> named = new LinkedHashMap<>();
        counts.forEach((state, number) -> {
            if (number > 0 || state == DecisionState.ACCEPTED || state == DecisionState.REJECTED) {
                named.put(Wording.name(state), number);
            }
        });
        bars(named, statistics.findings());
        html.end();
    }

    private void analyses() {
        int all = report.rows().size();
        int whole = statistics.analyses().getOrDefault(AnalysisState.ANALYZED, 0);
        tile("Analyses complete", whole, "of " + all);
        Map<String, Integer> named = new LinkedHashMap<>();
        statistics.analyses().forEach((state, number) -> {
            if (number > 0) {
                named.put(state == AnalysisState.ANALYZED ? "Complete" : Wording.name(state), number);
            }
        });
        bars(named, all);
        html.open("dl", "class", "bars");
        number("Sections with findings", statistics.bySection().size());
        if (statistics.reused() > 0) {
            number("Taken over from an earlier review", statistics.reused());
        }
        if (report.result().policies().removed() > 0) {
            number("Findings held back by policies", report.result().policies().removed());
        }
        html.close().end();
    }

    private void number(String name, int number) {
        html.open("div")
                .element("dt", name)
                .element("dd", String.valueOf(number))
                .close();
    }

    private void problems() {
        List<SectionResult> rows = report.result().unfinished();
        if (rows.isEmpty()) {
            return;
        }
        html.open("section", "class", "notice critical", "aria-labelledby", "problems")
                .open("h2", "id", "problems");
        Icons.WARNING.draw(html, 16);
        html.text("%d of %d analyses did not look at everything"
                        .formatted(rows.size(), report.rows().size()))
                .close();
        html.element("p", "What they would have found is not in this report.").open("ul");
        for (SectionResult row : rows) {
            String title = row.subject().title().isBlank()
                    ? "Text without a heading"
                    : row.subject().title();
            html.open("li")
                    .element("strong", title, "dir", "auto")
                    .open("span", "dir", "auto")
                    .text("%s (%s)"
                            .formatted(Wording.problem(row), row.subject().analyzer()))
                    .close()
                    .close();
        }
        html.close().end();
    }
}
