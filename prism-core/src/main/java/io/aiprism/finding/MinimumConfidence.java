package io.aiprism.finding;

import java.util.List;

/** Removes findings with a lower confidence. */
record MinimumConfidence(double bound) implements FindingPolicy {
    MinimumConfidence {
        if (!(bound >= 0 && bound <= 1)) {
            throw new IllegalArgumentException("minimum confidence must be from 0 to 1, was " + bound);
        }
    }

    @Override
    public String name() {
        return "minimum confidence " + bound;
    }

    @Override
    public List<RemovedFinding> removals(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.confidence().filter(it -> it < bound).isPresent())
                .map(finding -> new RemovedFinding(
                        finding.id(),
                        "confidence %s is below %s"
                                .formatted(finding.confidence().orElseThrow(), bound)))
                .toList();
    }
}
