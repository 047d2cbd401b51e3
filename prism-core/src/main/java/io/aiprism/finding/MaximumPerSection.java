package io.aiprism.finding;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Leaves the most important findings of each section. */
record MaximumPerSection(int bound) implements FindingPolicy {
    private static final Comparator<Finding> IMPORTANCE = Comparator.comparing(Finding::severity)
            .thenComparing(finding -> finding.confidence().orElse(1.0), Comparator.reverseOrder());

    MaximumPerSection {
        if (bound <= 0) {
            throw new IllegalArgumentException("maximum per section must be positive, was " + bound);
        }
    }

    @Override
    public String name() {
        return "at most %d per section".formatted(bound);
    }

    @Override
    public List<RemovedFinding> removals(List<Finding> findings) {
        Map<String, Integer> count = new HashMap<>();
        Set<String> stay = new HashSet<>();
        for (Finding finding : findings.stream().sorted(IMPORTANCE).toList()) {
            if (count.merge(finding.sectionId(), 1, Integer::sum) <= bound) {
                stay.add(finding.id());
            }
        }
        return findings.stream()
                .filter(finding -> !stay.contains(finding.id()))
                .map(finding -> new RemovedFinding(
                        finding.id(),
                        "the section has %d findings, of which %d are shown"
                                .formatted(count.get(finding.sectionId()), bound)))
                .toList();
    }
}
