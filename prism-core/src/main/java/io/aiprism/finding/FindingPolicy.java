package io.aiprism.finding;

import java.util.List;

/**
 * Says which findings are not to be shown. It neither changes findings nor makes any. Those of Prism are made by
 * {@link FindingPolicies}; applications can write their own. Implementations are thread-safe, and give the same answer whenever
 * they are asked about the same findings.
 */
public interface FindingPolicy {
    /** What it does in a few words, for people and for counting, for example {@code "minimum severity important"}. */
    String name();

    /**
     * The findings that are to go, each at most once.
     *
     * @param findings what the policies before have left, in document order
     * @return in document order; empty if all stay
     */
    List<RemovedFinding> removals(List<Finding> findings);
}
