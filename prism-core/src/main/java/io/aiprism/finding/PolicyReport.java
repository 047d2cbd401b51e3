package io.aiprism.finding;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Which findings were removed by which policy.
 *
 * @param applied one for each policy, in the order in which they were applied, also where it removed nothing
 */
public record PolicyReport(List<Applied> applied) {
    /** No policy was applied. */
    public static final PolicyReport NONE = new PolicyReport(List.of());

    public PolicyReport {
        applied = List.copyOf(applied);
    }

    /** How many findings were removed in all. */
    public int removed() {
        return applied.stream().mapToInt(each -> each.removed().size()).sum();
    }

    /**
     * What one policy did.
     *
     * @param policy its name
     * @param removed the findings that it removed, in document order
     */
    public record Applied(String policy, List<RemovedFinding> removed) {
        public Applied {
            requireNonNull(policy, "policy");
            removed = List.copyOf(removed);
        }
    }
}
