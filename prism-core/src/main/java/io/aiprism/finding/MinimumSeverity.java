package io.aiprism.finding;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** Removes findings that matter less. */
record MinimumSeverity(Severity bound) implements FindingPolicy {
    MinimumSeverity {
        requireNonNull(bound, "bound");
    }

    @Override
    public String name() {
        return "minimum severity " + bound.label();
    }

    @Override
    public List<RemovedFinding> removals(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> !finding.severity().atLeast(bound))
                .map(finding -> new RemovedFinding(
                        finding.id(),
                        "severity %s is below %s".formatted(finding.severity().label(), bound.label())))
                .toList();
    }
}
