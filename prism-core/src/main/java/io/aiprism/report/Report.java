package io.aiprism.report;

import static java.util.Objects.requireNonNull;

import io.aiprism.checklist.Checklist;
import io.aiprism.document.Document;
import io.aiprism.finding.Finding;
import io.aiprism.review.DecidedFinding;
import io.aiprism.review.Decisions;
import io.aiprism.review.ReviewResult;
import io.aiprism.review.ReviewStatistics;
import io.aiprism.review.SectionResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a review came to, with everything that is needed to show it: it can be stored, read back and shown where neither the
 * document nor the task manager is at hand. Immutable and thread-safe.
 *
 * @param document what was reviewed; the sections with findings carry their text
 * @param checklist what it was reviewed by
 * @param result what the analyzers found
 * @param decisions what people decided about it
 */
public record Report(ReportDocument document, ReportChecklist checklist, ReviewResult result, Decisions decisions) {
    /**
     * Puts a report together from its parts, for reading one back. {@link #of} makes one of a review.
     *
     * @throws IllegalArgumentException if the parts contradict each other: the result is of another version of the document or
     *     of another checklist, a finding's words do not stand in the text, the findings are not in the order of their words, or
     *     a row has a finding that is neither listed nor removed by a policy
     */
    public Report {
        requireNonNull(document, "document");
        requireNonNull(checklist, "checklist");
        requireNonNull(result, "result");
        requireNonNull(decisions, "decisions");
        requireSame("the document's hash", document.hash(), result.documentHash());
        requireSame("the document's name", document.name(), result.documentName());
        requireSame("the checklist's id", checklist.id(), result.checklistId());
        requireSame("the checklist's version", checklist.version(), result.checklistVersion());
        requireOrder(document, result);
        requireKnown(result);
    }

    /**
     * A report of a review without decisions.
     *
     * @param document the version that was reviewed
     * @param checklist the checklist that it was reviewed by
     * @throws IllegalArgumentException if the result is of another document or checklist
     */
    public static Report of(Document document, Checklist checklist, ReviewResult result) {
        return of(document, checklist, result, Decisions.NONE);
    }

    /**
     * A report of a review and of what was decided about it.
     *
     * @param document the version that was reviewed
     * @param checklist the checklist that it was reviewed by
     * @throws IllegalArgumentException if the result is of another document or checklist
     */
    public static Report of(Document document, Checklist checklist, ReviewResult result, Decisions decisions) {
        requireSame("the document's hash", document.hash(), result.documentHash());
        Set<String> withText = decisions.applyTo(result, document).stream()
                .map(decided -> decided.finding().sectionId())
                .collect(Collectors.toSet());
        return new Report(ReportDocument.of(document, withText), ReportChecklist.of(checklist), result, decisions);
    }

    /** The findings as they now stand, those that users have added and those that were rejected among them, in document order. */
    public List<DecidedFinding> findings() {
        return decisions.applyTo(result, document.excerpt());
    }

    /** The report in numbers. */
    public ReviewStatistics statistics() {
        return ReviewStatistics.of(result, findings());
    }

    /** How each analysis ended: those of the document first, then in document order. */
    public List<SectionResult> rows() {
        return Stream.concat(result.document().stream(), result.sections().stream())
                .toList();
    }

    /** The version of each analyzer by its name; empty for one whose analyses all came to nothing. */
    public SortedMap<String, Optional<String>> analyzers() {
        SortedMap<String, Optional<String>> analyzers = new TreeMap<>();
        for (SectionResult row : rows()) {
            Optional<String> version = switch (row) {
                case SectionResult.Analyzed analyzed -> Optional.of(analyzed.version());
                case SectionResult.Partial partial -> Optional.of(partial.version());
                case SectionResult.Failed failed -> Optional.empty();
                case SectionResult.Cancelled cancelled -> Optional.empty();
            };
            analyzers.merge(row.subject().analyzer(), version, (a, b) -> a.isPresent() ? a : b);
        }
        return analyzers;
    }

    /** The findings that policies have removed, in the order of the rows. */
    public List<Finding> removed() {
        Set<String> listed = result.findings().stream().map(Finding::id).collect(Collectors.toSet());
        return rows().stream()
                .flatMap(row -> row.findings().stream())
                .filter(finding -> !listed.contains(finding.id()))
                .toList();
    }

    /**
     * Looks for the words of all findings in a document: the one that was reviewed, or another version of it. Words are found
     * where they stood, or else if they occur exactly once in the section where they stood, or in the whole document.
     */
    public Regrounding regroundedIn(Document document) {
        return Regrounding.of(this, document);
    }

    private static void requireSame(String what, String here, String there) {
        if (!here.equals(there)) {
            throw new IllegalArgumentException("%s is %s, but the result's is %s".formatted(what, here, there));
        }
    }

    private static void requireOrder(ReportDocument document, ReviewResult result) {
        Document excerpt = document.excerpt();
        for (Finding finding : result.findings()) {
            if (excerpt.section(finding.sectionId()).filter(finding::standsIn).isEmpty()) {
                throw new IllegalArgumentException("the words of finding %s do not stand at %s of section %s"
                        .formatted(finding.id(), finding.span(), finding.sectionId()));
            }
        }
        List<Finding> ordered = Decisions.NONE.applyTo(result, excerpt).stream()
                .map(DecidedFinding::finding)
                .toList();
        if (!ordered.equals(result.findings())) {
            throw new IllegalArgumentException("the findings are not in the order of their words");
        }
    }

    private static void requireKnown(ReviewResult result) {
        Map<String, Finding> listed = new HashMap<>();
        result.findings().forEach(finding -> listed.put(finding.id(), finding));
        Set<String> removed = result.policies().applied().stream()
                .flatMap(applied -> applied.removed().stream())
                .map(each -> each.findingId())
                .collect(Collectors.toSet());
        Stream.concat(result.document().stream(), result.sections().stream())
                .flatMap(row -> row.findings().stream())
                .forEach(finding -> {
                    boolean known = listed.containsKey(finding.id())
                            ? finding.equals(listed.get(finding.id()))
                            : removed.contains(finding.id());
                    if (!known) {
                        throw new IllegalArgumentException(
                                "a row has finding %s, which is neither listed like that nor removed by a policy"
                                        .formatted(finding.id()));
                    }
                });
    }
}
