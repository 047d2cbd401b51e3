package io.aiprism.review;

import static java.util.Objects.requireNonNull;

import io.aiprism.finding.Finding;
import io.aiprism.finding.PolicyReport;
import io.aiprism.finding.Severity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A review in numbers. Counts of findings are of all that are listed, those that were added by users and those that were
 * rejected among them, unless said otherwise.
 *
 * @param findings how many findings there are
 * @param standing how many of them were not rejected
 * @param bySeverity findings of each severity, the most important first; 0 for those that do not occur
 * @param standingBySeverity the same without those that were rejected
 * @param byCategory findings of each category, in alphabetical order
 * @param bySection findings in each section by its id, in document order; without sections that have none
 * @param byAnalyzer findings of each analyzer, users' own under {@link Decisions#USER}, in alphabetical order
 * @param byDecision findings of each state of decision; 0 for those that do not occur
 * @param analyses how many analyses ended how; 0 for those that do not occur
 * @param reused how many analyses were taken over from an earlier review
 * @param removed how many findings each policy has removed, by its name, in the order of the policies
 */
public record ReviewStatistics(
        int findings,
        int standing,
        Map<Severity, Integer> bySeverity,
        Map<Severity, Integer> standingBySeverity,
        Map<String, Integer> byCategory,
        Map<String, Integer> bySection,
        Map<String, Integer> byAnalyzer,
        Map<DecisionState, Integer> byDecision,
        Map<AnalysisState, Integer> analyses,
        int reused,
        Map<String, Integer> removed) {
    /** What was decided about a finding. */
    public enum DecisionState {
        /** Nothing yet. */
        UNDECIDED,
        /** It was accepted as it is. */
        ACCEPTED,
        /** It was rejected. */
        REJECTED,
        /** It was edited. */
        EDITED,
        /** It was added by a user. */
        ADDED
    }

    /** How an analysis ended. */
    public enum AnalysisState {
        /** Everything was looked at. */
        ANALYZED,
        /** Not everything was looked at. */
        PARTIAL,
        /** It failed. */
        FAILED,
        /** Somebody cancelled it. */
        CANCELLED
    }

    public ReviewStatistics {
        bySeverity = ordered("bySeverity", bySeverity);
        standingBySeverity = ordered("standingBySeverity", standingBySeverity);
        byCategory = ordered("byCategory", byCategory);
        bySection = ordered("bySection", bySection);
        byAnalyzer = ordered("byAnalyzer", byAnalyzer);
        byDecision = ordered("byDecision", byDecision);
        analyses = ordered("analyses", analyses);
        removed = ordered("removed", removed);
    }

    /**
     * Counts.
     *
     * @param result of the review
     * @param findings as {@link Decisions#applyTo} gives them
     */
    public static ReviewStatistics of(ReviewResult result, List<DecidedFinding> findings) {
        List<Finding> all = findings.stream().map(DecidedFinding::finding).toList();
        List<Finding> standing = findings.stream()
                .filter(DecidedFinding::standing)
                .map(DecidedFinding::finding)
                .toList();
        Map<String, Integer> removed = new LinkedHashMap<>();
        for (PolicyReport.Applied applied : result.policies().applied()) {
            removed.merge(applied.policy(), applied.removed().size(), Integer::sum);
        }
        return new ReviewStatistics(
                all.size(),
                standing.size(),
                count(zeros(Severity.values()), all, Finding::severity),
                count(zeros(Severity.values()), standing, Finding::severity),
                count(new TreeMap<>(), all, Finding::category),
                count(new LinkedHashMap<>(), all, Finding::sectionId),
                count(new TreeMap<>(), all, finding -> finding.provenance().analyzer()),
                count(zeros(DecisionState.values()), findings, ReviewStatistics::state),
                count(zeros(AnalysisState.values()), result.rows().toList(), ReviewStatistics::state),
                result.reused(),
                removed);
    }

    private static DecisionState state(DecidedFinding finding) {
        if (finding.decision().isEmpty()) {
            return DecisionState.UNDECIDED;
        }
        return switch (finding.decision().get()) {
            case Decision.Accepted accepted -> DecisionState.ACCEPTED;
            case Decision.Rejected rejected -> DecisionState.REJECTED;
            case Decision.Edited edited -> DecisionState.EDITED;
            case Decision.Added added -> DecisionState.ADDED;
        };
    }

    private static AnalysisState state(SectionResult row) {
        return switch (row) {
            case SectionResult.Analyzed analyzed -> AnalysisState.ANALYZED;
            case SectionResult.Partial partial -> AnalysisState.PARTIAL;
            case SectionResult.Failed failed -> AnalysisState.FAILED;
            case SectionResult.Cancelled cancelled -> AnalysisState.CANCELLED;
        };
    }

    private static <K> Map<K, Integer> zeros(K[] keys) {
        Map<K, Integer> counts = new LinkedHashMap<>();
        for (K key : keys) {
            counts.put(key, 0);
        }
        return counts;
    }

    private static <K, V> Map<K, Integer> count(
            Map<K, Integer> counts, List<V> values, Function<? super V, ? extends K> key) {
        values.forEach(value -> counts.merge(key.apply(value), 1, Integer::sum));
        return counts;
    }

    private static <K> Map<K, Integer> ordered(String name, Map<K, Integer> counts) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(requireNonNull(counts, name)));
    }
}
