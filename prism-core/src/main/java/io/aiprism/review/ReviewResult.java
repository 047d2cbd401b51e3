package io.aiprism.review;

import static java.util.Objects.requireNonNull;

import io.aiprism.finding.Finding;
import io.aiprism.finding.PolicyReport;
import io.aiprism.finding.Severity;
import io.aiprism.task.GroupId;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What came of a review.
 *
 * @param id the review's id
 * @param documentName name of the document
 * @param documentHash SHA-256 of the document's bytes, in hexadecimal: findings point into this version of it
 * @param checklistId id of the checklist
 * @param checklistVersion version of the checklist
 * @param sections one row for each section and each analyzer that looks at sections, in document order
 * @param document one row for each analyzer that looks at the document as a whole
 * @param findings of all of them but for those that policies have removed, ordered by where their words begin; their ids are
 *     unique
 * @param policies which findings the policies have removed; the rows still have them
 * @param reused how many of the rows were taken over from an earlier review
 * @param startedAt when the review was submitted
 * @param finishedAt when its last analysis ended
 */
public record ReviewResult(
        GroupId id,
        String documentName,
        String documentHash,
        String checklistId,
        String checklistVersion,
        List<SectionResult> sections,
        List<SectionResult> document,
        List<Finding> findings,
        PolicyReport policies,
        int reused,
        Instant startedAt,
        Instant finishedAt) {
    public ReviewResult {
        requireNonNull(id, "id");
        requireNonNull(documentName, "documentName");
        requireNonNull(documentHash, "documentHash");
        requireNonNull(checklistId, "checklistId");
        requireNonNull(checklistVersion, "checklistVersion");
        sections = List.copyOf(sections);
        document = List.copyOf(document);
        findings = List.copyOf(findings);
        requireNonNull(policies, "policies");
        if (reused < 0 || reused > sections.size() + document.size()) {
            throw new IllegalArgumentException("reused must be 0 to %d, the number of rows, was %d"
                    .formatted(sections.size() + document.size(), reused));
        }
        requireNonNull(startedAt, "startedAt");
        requireNonNull(finishedAt, "finishedAt");
    }

    /** How long the review took, waiting included. */
    public Duration duration() {
        return Duration.between(startedAt, finishedAt);
    }

    /** Whether every analysis looked at everything: none is partial, failed or cancelled. */
    public boolean complete() {
        return unfinished().isEmpty();
    }

    /** All rows: those of the document first, then in document order. */
    Stream<SectionResult> rows() {
        return Stream.concat(document.stream(), sections.stream());
    }

    /** The analyses that are partial, failed or cancelled: those of the document first, then in document order. */
    public List<SectionResult> unfinished() {
        return rows().filter(result -> !(result instanceof SectionResult.Analyzed))
                .toList();
    }

    /** The findings whose words begin in a section. */
    public List<Finding> findingsIn(String sectionId) {
        return findings.stream()
                .filter(finding -> finding.sectionId().equals(sectionId))
                .toList();
    }

    /** How many findings there are of each severity, the most important first; 0 for those that do not occur. */
    public Map<Severity, Integer> countBySeverity() {
        Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
        for (Severity severity : Severity.values()) {
            counts.put(severity, 0);
        }
        findings.forEach(finding -> counts.merge(finding.severity(), 1, Integer::sum));
        return counts;
    }
}
