package io.aiprism.report;

import io.aiprism.finding.Finding;
import io.aiprism.finding.Provenance;
import io.aiprism.review.DecidedFinding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What changed from one report to another, usually of a later version of the document. A finding is kept if the other report has
 * one with its id, or else one of the same rule and title about the same words; each is matched with at most one.
 *
 * @param added findings that only the later report has, in its order
 * @param gone findings that only the earlier report has, in its order
 * @param kept findings that both have, as the later report has them and in its order
 */
public record ReportDiff(List<DecidedFinding> added, List<DecidedFinding> gone, List<DecidedFinding> kept) {
    public ReportDiff {
        added = List.copyOf(added);
        gone = List.copyOf(gone);
        kept = List.copyOf(kept);
    }

    /** What a finding says about which words, wherever these stand. */
    private record Content(String analyzer, String rule, String title, String quote) {
        static Content of(DecidedFinding decided) {
            Finding finding = decided.finding();
            Provenance provenance = finding.provenance();
            return new Content(provenance.analyzer(), provenance.rule(), finding.title(), finding.quote());
        }
    }

    /** Compares two reports. */
    public static ReportDiff between(Report earlier, Report later) {
        List<DecidedFinding> gone = new ArrayList<>(earlier.findings());
        List<DecidedFinding> added = new ArrayList<>(later.findings());
        Set<DecidedFinding> kept = new HashSet<>();
        match(gone, added, kept, decided -> decided.finding().id());
        match(gone, added, kept, Content::of);
        return new ReportDiff(
                added, gone, later.findings().stream().filter(kept::contains).toList());
    }

    private static void match(
            List<DecidedFinding> gone,
            List<DecidedFinding> added,
            Set<DecidedFinding> kept,
            Function<DecidedFinding, Object> key) {
        Map<Object, List<DecidedFinding>> byKey =
                gone.stream().collect(Collectors.groupingBy(key, Collectors.toCollection(ArrayList::new)));
        Set<DecidedFinding> matched = new HashSet<>();
        added.removeIf(decided -> {
            List<DecidedFinding> same = byKey.getOrDefault(key.apply(decided), List.of());
            if (same.isEmpty()) {
                return false;
            }
            matched.add(same.removeFirst());
            return kept.add(decided);
        });
        gone.removeIf(matched::contains);
    }
}
