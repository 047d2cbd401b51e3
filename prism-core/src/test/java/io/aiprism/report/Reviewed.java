package io.aiprism.report;

import io.aiprism.checklist.Checklist;
import io.aiprism.checklist.Checkpoint;
import io.aiprism.document.Document;
import io.aiprism.document.Section;
import io.aiprism.document.Sketch;
import io.aiprism.document.Span;
import io.aiprism.finding.Finding;
import io.aiprism.finding.FindingBuilder;
import io.aiprism.finding.PolicyReport;
import io.aiprism.finding.Provenance;
import io.aiprism.finding.RemovedFinding;
import io.aiprism.finding.Severity;
import io.aiprism.review.AnalysisInput;
import io.aiprism.review.Decisions;
import io.aiprism.review.ReviewResult;
import io.aiprism.review.SectionResult;
import io.aiprism.task.GroupId;
import io.aiprism.task.TaskId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reviews for tests: of any document, and one in which everything occurs that a report can show. */
final class Reviewed {
    static final Checklist CHECKLIST = new Checklist(
            "journey",
            "2",
            "Journey report",
            Locale.ENGLISH,
            List.of(new Checkpoint("money", "Money adds up", "Does it?", Optional.empty())),
            List.of());
    static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private static final GroupId ID = new GroupId(TaskId.parse("00000000-0000-4000-8000-000000000001"));
    private static final AnalysisInput INPUT = new AnalysisInput("c0ffee", "b10c5");

    private Reviewed() {}

    static Document journey() {
        Document sketch = Sketch.of(
                "Written on the train.",
                "# Costs",
                "The costs are 10, and 10 again 😀.",
                "Nobody counted them.",
                "Somebody paid them.",
                "A third paragraph.",
                "- Hotel",
                "| Item | Price |",
                "| Ticket | TBD |",
                "## Receipts",
                "None were kept.",
                "# Route",
                "We went there and back.",
                "# Weather",
                "It rained.");
        return new Document("journey.txt", "text", "5eed".repeat(16), sketch.blocks(), sketch.sections());
    }

    /** A finding about the first place where these words stand. */
    static FindingBuilder about(Document document, String words) {
        for (Section section : document.sections()) {
            for (var block : section.blocks()) {
                int at = block.text().indexOf(words);
                if (at >= 0) {
                    return Finding.in(
                                    section,
                                    Span.within(block.id(), at, at + words.length()),
                                    Provenance.of("proofreader", "4", "words"))
                            .severity(Severity.IMPORTANT)
                            .category("clarity")
                            .title("About “" + words + "”")
                            .description("Say more about it.");
                }
            }
        }
        throw new IllegalArgumentException("no words " + words);
    }

    static ReviewResult result(Document document, Finding... findings) {
        return result(document, List.of(findings), List.of(), PolicyReport.NONE);
    }

    private static ReviewResult result(
            Document document, List<Finding> findings, List<Finding> removed, PolicyReport policies) {
        List<Finding> all = new ArrayList<>(findings);
        all.addAll(removed);
        List<SectionResult> sections = new ArrayList<>();
        for (Section section : document.sections()) {
            var subject = new SectionResult.Subject(Optional.of(section.id()), section.title(), "proofreader", INPUT);
            List<Finding> own = all.stream()
                    .filter(finding -> finding.sectionId().equals(section.id()))
                    .toList();
            sections.add(
                    switch (section.title()) {
                        case "Receipts" -> new SectionResult.Partial(subject, "4", own, "only the first line");
                        case "Route" -> new SectionResult.Failed(subject, SectionResult.Cause.ERROR, "no map");
                        case "Weather" -> new SectionResult.Cancelled(subject, "too wet");
                        default -> new SectionResult.Analyzed(subject, "4", own);
                    });
        }
        var whole = new SectionResult.Subject(Optional.empty(), document.name(), "structure", INPUT);
        return new ReviewResult(
                ID,
                document.name(),
                document.hash(),
                CHECKLIST.id(),
                CHECKLIST.version(),
                sections,
                List.of(new SectionResult.Analyzed(whole, "1", List.of())),
                findings,
                policies,
                1,
                NOON,
                NOON.plusMillis(1500));
    }

    static Report report(Document document, Finding... findings) {
        return Report.of(document, CHECKLIST, result(document, findings));
    }

    /** Every severity, decision, row and optional component. */
    static Report everything() {
        Document document = journey();
        Finding train = about(document, "train")
                .severity(Severity.SUGGESTION)
                .replacement("")
                .questions(List.of("Which one?", "From where?"))
                .checkpoints(List.of("money", "unknown"))
                .confidence(0.25)
                .build();
        Finding costs = about(document, "costs are 10").build();
        Finding ten = about(document, "10, and 10").severity(Severity.CRITICAL).build();
        Finding counted = about(document, "Nobody").build();
        Finding tbd = about(document, "TBD")
                .severity(Severity.CRITICAL)
                .category("completeness")
                .replacement("£ 12")
                .build();
        Finding kept = about(document, "kept").build();
        Finding third = about(document, "third").build();
        var policies = new PolicyReport(List.of(
                new PolicyReport.Applied("minimum confidence 0.5", List.of()),
                new PolicyReport.Applied(
                        "at most 4 for each section",
                        List.of(new RemovedFinding(third.id(), "four stand before it")))));
        ReviewResult result =
                result(document, List.of(train, costs, ten, counted, tbd, kept), List.of(third), policies);
        return Report.of(document, CHECKLIST, result, decisions(document, result));
    }

    private static Decisions decisions(Document document, ReviewResult result) {
        Finding train = result.findings().get(0);
        Finding counted = result.findings().get(3);
        Finding tbd = result.findings().get(4);
        Finding edited = edited(counted, Severity.SUGGESTION, "Who counts?");
        Finding own = Finding.in(
                        document.sections().get(3),
                        document.sections().get(3).blocks().get(1).span(),
                        new Provenance(Decisions.USER, "1", "own", Map.of("b", "2", "a", "1")))
                .severity(Severity.IMPORTANT)
                .category("content")
                .title("Which way?")
                .description("There are two.")
                .build();
        return Decisions.NONE
                .accept(train, "Ada", NOON.plusSeconds(60))
                .undo(train.id(), "Ada", NOON.plusSeconds(61))
                .accept(result.findings().get(1), "Ada", NOON.plusSeconds(62))
                .edit(edited, "Ben", NOON.plusSeconds(63))
                .reject(tbd, "It is known by now.", "Ben", NOON.plusSeconds(64))
                .add(own, "Ben", NOON.plusSeconds(65));
    }

    private static Finding edited(Finding finding, Severity severity, String title) {
        return new Finding(
                finding.id(),
                finding.sectionId(),
                finding.span(),
                finding.quote(),
                severity,
                finding.category(),
                title,
                finding.description(),
                finding.replacement(),
                finding.questions(),
                finding.checkpoints(),
                finding.confidence(),
                finding.provenance());
    }
}
