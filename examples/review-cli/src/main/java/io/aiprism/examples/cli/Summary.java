package io.aiprism.examples.cli;

import io.aiprism.document.Document;
import io.aiprism.document.Section;
import io.aiprism.document.Story;
import io.aiprism.docx.Anchoring;
import io.aiprism.docx.AnnotationResult;
import io.aiprism.finding.Finding;
import io.aiprism.finding.Severity;
import io.aiprism.gateway.ledger.LedgerTotals;
import io.aiprism.review.ReviewResult;
import io.aiprism.review.SectionResult;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Says on paper what came of a review. */
record Summary(Document document, ReviewResult result, PrintStream out, Terminal terminal) {
    private static final int QUOTE = 90;

    void print() {
        for (Section section : document.sections()) {
            List<Finding> findings = result.findingsIn(section.id());
            if (!findings.isEmpty()) {
                out.println(title(section));
                findings.forEach(finding -> print(finding, out, terminal));
                out.println();
            }
        }
        result.unfinished().forEach(this::print);
        out.printf(
                "%s: %s, %s%s%s%n",
                document.name(),
                count(document.sections().size(), "section"),
                count(result.findings().size(), "finding"),
                bySeverity(),
                result.policies().removed() == 0
                        ? ""
                        : ", %d more left out".formatted(result.policies().removed()));
    }

    static void print(AnnotationResult copy, Path target, PrintStream out) {
        List<Anchoring.NotAnchored> missing = copy.notAnchored();
        if (!missing.isEmpty()) {
            out.printf("%s could not be placed in the copy:%n", count(missing.size(), "comment"));
            missing.forEach(
                    each -> out.printf("  %s: %s%n", each.comment().paragraphs().getFirst(), each.message()));
        }
        if (!copy.tracked().isEmpty()) {
            out.printf("%s made in the copy%n", count(copy.tracked().size(), "tracked change"));
        }
        out.printf("%s written to %s%n", count(copy.anchorings().size() - missing.size(), "comment"), target);
    }

    /** What the model's calls came to. */
    static void print(LedgerTotals totals, PrintStream out) {
        totals.describe().forEach(out::println);
    }

    static void print(Finding finding, PrintStream out, Terminal terminal) {
        String severity = "%-11s".formatted(finding.severity().label());
        out.printf(
                "  %s %s: “%s”%n",
                terminal.coloured(finding.severity(), severity), finding.title(), shortened(finding.quote()));
    }

    private void print(SectionResult row) {
        SectionResult.Subject subject = row.subject();
        String problem = switch (row) {
            case SectionResult.Analyzed analyzed ->
                throw new IllegalArgumentException("nothing is wrong with " + analyzed.subject());
            case SectionResult.Partial partial -> "analysed in part: " + partial.gap();
            case SectionResult.Failed failed -> "not analysed: " + failed.message();
            case SectionResult.Cancelled cancelled -> "not analysed: cancelled, " + cancelled.reason();
        };
        String title = subject.sectionId()
                .flatMap(document::section)
                .map(Summary::title)
                .orElse(subject.title());
        out.printf("%s (%s) %s%n", title, subject.analyzer(), problem);
    }

    private String bySeverity() {
        if (result.findings().isEmpty()) {
            return "";
        }
        return result.countBySeverity().entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> entry.getKey() == Severity.SUGGESTION
                        ? count(entry.getValue(), "suggestion")
                        : entry.getValue() + " " + entry.getKey().label())
                .collect(Collectors.joining(", ", " (", ")"));
    }

    static String title(Section section) {
        if (section.level() > 0) {
            return String.join(" › ", section.path());
        }
        Story story = section.blocks().getFirst().place().story();
        return story == Story.HEADER || story == Story.FOOTER ? "(headers and footers)" : "(before the first heading)";
    }

    static String count(int number, String noun) {
        return count(number, noun, noun + "s");
    }

    static String count(int number, String one, String several) {
        return number + " " + (number == 1 ? one : several);
    }

    private static String shortened(String quote) {
        String line = quote.replaceAll("\\s+", " ").strip();
        if (line.length() <= QUOTE) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(QUOTE - 1)) ? QUOTE - 1 : QUOTE;
        return line.substring(0, end).strip() + "…";
    }
}
