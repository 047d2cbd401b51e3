package io.aiprism.review;

import io.aiprism.analysis.AnalysisResult;
import io.aiprism.document.Document;
import io.aiprism.document.Section;
import io.aiprism.finding.Finding;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts together what came of a review's tasks: a row for each, and all findings in the order of their words. */
final class Outcomes {
    private final Document document;
    private final List<SectionResult> rows = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private int reused;

    /** Reads the outcomes of those tasks that have ended. */
    Outcomes(TaskManager tasks, Document document, List<Member> members) {
        this.document = document;
        for (Member member : members) {
            TaskResult<AnalysisResult> result = tasks.result(member.task(), member.type());
            Optional<SectionResult> row = row(subject(member), result);
            row.ifPresent(rows::add);
            reused += member.reused()
                            && row.filter(SectionResult.Analyzed.class::isInstance)
                                    .isPresent()
                    ? 1
                    : 0;
        }
        Map<SectionResult, Integer> position = new HashMap<>();
        for (SectionResult row : rows) {
            position.put(row, position(row.subject()));
        }
        rows.sort(Comparator.<SectionResult>comparingInt(position::get)
                .thenComparing(row -> row.subject().analyzer()));
        number();
    }

    /** A row for each, those of the document first, then in document order. */
    List<SectionResult> rows() {
        return List.copyOf(rows);
    }

    List<SectionResult> ofSections() {
        return rows.stream()
                .filter(row -> row.subject().sectionId().isPresent())
                .toList();
    }

    List<SectionResult> ofDocument() {
        return rows.stream().filter(row -> row.subject().sectionId().isEmpty()).toList();
    }

    /** How many of the rows were taken over from an earlier review. */
    int reused() {
        return reused;
    }

    /** All findings in the order of their words. */
    List<Finding> findings() {
        return List.copyOf(findings);
    }

    private static Optional<SectionResult> row(SectionResult.Subject subject, TaskResult<AnalysisResult> result) {
        return switch (result) {
            case TaskResult.Finished<AnalysisResult> finished -> Optional.of(row(subject, finished.outcome()));
            case TaskResult.Pending<AnalysisResult> pending -> Optional.empty();
            case TaskResult.Expired<AnalysisResult> expired ->
                Optional.of(gone(
                        subject,
                        "the result is no longer kept; the analysis ended at "
                                + expired.lookup().finishedAt()));
            case TaskResult.Unknown<AnalysisResult> unknown ->
                Optional.of(gone(subject, "nothing is known of task %s any more".formatted(unknown.id())));
        };
    }

    private static SectionResult row(SectionResult.Subject subject, TaskOutcome<AnalysisResult> outcome) {
        return switch (outcome) {
            case TaskOutcome.Succeeded<AnalysisResult>(var result) ->
                result.gap().isPresent()
                        ? new SectionResult.Partial(
                                subject,
                                result.version(),
                                result.findings(),
                                result.gap().get())
                        : new SectionResult.Analyzed(subject, result.version(), result.findings());
            case TaskOutcome.Failed<AnalysisResult>(var failure) ->
                new SectionResult.Failed(subject, SectionResult.Cause.ERROR, failure.message());
            case TaskOutcome.TimedOut<AnalysisResult>(var deadline) ->
                new SectionResult.Failed(
                        subject, SectionResult.Cause.TIMED_OUT, "the analysis did not end before " + deadline);
            case TaskOutcome.Cancelled<AnalysisResult>(var reason) -> new SectionResult.Cancelled(subject, reason);
        };
    }

    private static SectionResult gone(SectionResult.Subject subject, String message) {
        return new SectionResult.Failed(subject, SectionResult.Cause.RESULT_EXPIRED, message);
    }

    private SectionResult.Subject subject(Member member) {
        String title = member.sectionId()
                .flatMap(document::section)
                .map(Section::title)
                .orElse(document.name());
        return new SectionResult.Subject(member.sectionId(), title, member.analyzer(), member.input());
    }

    private int position(SectionResult.Subject subject) {
        return subject.sectionId()
                .flatMap(document::section)
                .map(section -> document.indexOf(section.blocks().getFirst().id()))
                .orElse(-1);
    }

    /** Orders the findings, and gives those that share an id a number, in document order, so that all ids differ. */
    private void number() {
        List<Placed> placed = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            for (Finding finding : rows.get(i).findings()) {
                placed.add(new Placed(finding, i));
            }
        }
        placed.sort(Comparator.comparing(Placed::finding, new DocumentOrder(document)));
        Map<String, Integer> seen = new HashMap<>();
        List<List<Finding>> ofRow = new ArrayList<>();
        rows.forEach(row -> ofRow.add(new ArrayList<>()));
        for (Placed each : placed) {
            int occurrence = seen.merge(each.finding().id(), 1, Integer::sum);
            Finding finding = occurrence == 1
                    ? each.finding()
                    : each.finding().withId(each.finding().id() + "-" + occurrence);
            findings.add(finding);
            ofRow.get(each.row()).add(finding);
        }
        for (int i = 0; i < rows.size(); i++) {
            rows.set(i, withFindings(rows.get(i), ofRow.get(i)));
        }
    }

    private static SectionResult withFindings(SectionResult row, List<Finding> findings) {
        return switch (row) {
            case SectionResult.Analyzed(var subject, var version, var old) ->
                new SectionResult.Analyzed(subject, version, findings);
            case SectionResult.Partial(var subject, var version, var old, var gap) ->
                new SectionResult.Partial(subject, version, findings, gap);
            case SectionResult.Failed failed -> failed;
            case SectionResult.Cancelled cancelled -> cancelled;
        };
    }

    private record Placed(Finding finding, int row) {}
}
