package io.aiprism.report;

import io.aiprism.finding.Finding;
import io.aiprism.review.DecidedFinding;
import io.aiprism.review.Decision;
import io.aiprism.review.ReviewStatistics;
import io.aiprism.review.ReviewStatistics.DecisionState;
import io.aiprism.review.SectionResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reports as Markdown (CommonMark with GitHub's tables), short enough for a comment on a pull request. All text of the document
 * and of findings is escaped: it makes no markup, no links, no mentions of people and no HTML.
 */
public final class MarkdownReports {
    private static final int LONGEST_QUOTE = 240;

    private final StringBuilder out = new StringBuilder();
    private final Report report;

    private MarkdownReports(Report report) {
        this.report = report;
    }

    /** The report. */
    public static String write(Report report) {
        var markdown = new MarkdownReports(report);
        markdown.write();
        return markdown.out.toString();
    }

    /** Writes the report to a file, in UTF-8. A file that is there already is replaced. */
    public static void write(Report report, Path file) throws IOException {
        Files.writeString(file, write(report));
    }

    private void write() {
        List<DecidedFinding> findings = report.findings();
        ReviewStatistics statistics = ReviewStatistics.of(report.result(), findings);
        line("# Review of " + MarkdownText.of(report.document().name()));
        String severities = Wording.bySeverity(statistics.bySeverity());
        line("**%s** in %s%s"
                .formatted(
                        findings.isEmpty() ? "No findings" : Wording.count(findings.size(), "finding"),
                        Wording.count(report.document().sections().size(), "section"),
                        severities.isEmpty() ? "." : ": " + severities + "."));
        line("Checklist: %s, version %s. Analyzers: %s. Reviewed %s."
                .formatted(
                        MarkdownText.of(report.checklist().title()),
                        MarkdownText.of(report.checklist().version()),
                        report.analyzers().keySet().stream()
                                .map(MarkdownText::of)
                                .collect(Collectors.joining(", ")),
                        Wording.time(report.result().finishedAt())));
        problems(report.result().unfinished());
        summary(findings);
        for (ReportSection section : report.document().sections()) {
            section(section, findings);
        }
        int removed = report.result().policies().removed();
        if (removed > 0) {
            line(Wording.count(removed, "finding") + " held back by policies.");
        }
    }

    private void problems(List<SectionResult> rows) {
        if (rows.isEmpty()) {
            return;
        }
        line("> **Not everything was looked at.** What these analyses would have found is not in this report:");
        out.setLength(out.length() - 1);
        out.append(">\n");
        for (SectionResult row : rows) {
            out.append("> - %s (%s): %s\n"
                    .formatted(
                            MarkdownText.of(row.subject().title()),
                            MarkdownText.of(row.subject().analyzer()),
                            MarkdownText.of(Wording.problem(row))));
        }
        out.append('\n');
    }

    private void summary(List<DecidedFinding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        out.append("| No. | Severity | Category | Finding | Decision |\n|---:|---|---|---|---|\n");
        for (int i = 0; i < findings.size(); i++) {
            Finding finding = findings.get(i).finding();
            out.append("| %d | %s | %s | %s | %s |\n"
                    .formatted(
                            i + 1,
                            Wording.severity(finding.severity()),
                            MarkdownText.of(finding.category()),
                            MarkdownText.of(finding.title()),
                            decision(findings.get(i))));
        }
        out.append('\n');
    }

    private static String decision(DecidedFinding decided) {
        DecisionState state = Wording.state(decided);
        return state == DecisionState.UNDECIDED ? "" : Wording.name(state);
    }

    private void section(ReportSection section, List<DecidedFinding> findings) {
        boolean any = findings.stream()
                .anyMatch(decided -> decided.finding().sectionId().equals(section.id()));
        if (!any) {
            return;
        }
        String title = section.level() > 0 && section.parts() == 1
                ? String.join(" › ", section.path())
                : Wording.title(section);
        line("## " + MarkdownText.of(title));
        for (int i = 0; i < findings.size(); i++) {
            if (findings.get(i).finding().sectionId().equals(section.id())) {
                finding(i + 1, findings.get(i));
            }
        }
    }

    private void finding(int number, DecidedFinding decided) {
        Finding finding = decided.finding();
        String decision = decision(decided);
        line("### %d. %s".formatted(number, MarkdownText.of(finding.title())));
        line("**%s** · %s%s"
                .formatted(
                        Wording.severity(finding.severity()),
                        MarkdownText.of(finding.category()),
                        decision.isEmpty() ? "" : " · **%s**".formatted(decision)));
        line("> " + MarkdownText.of(MarkdownText.shortened(finding.quote(), LONGEST_QUOTE)));
        line(MarkdownText.of(finding.description()));
        finding.replacement()
                .ifPresent(text -> line(
                        text.isEmpty() ? "Suggested: leave these words out." : "Suggested: " + MarkdownText.of(text)));
        for (String question : finding.questions()) {
            out.append("- ").append(MarkdownText.of(question)).append('\n');
        }
        out.append(finding.questions().isEmpty() ? "" : "\n");
        if (decided.decision().orElse(null) instanceof Decision.Rejected rejected) {
            rejected.reason().ifPresent(reason -> line("Rejected: " + MarkdownText.of(reason)));
        }
    }

    private void line(String text) {
        out.append(text).append("\n\n");
    }
}
