package io.aiprism.finding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Policies that are applied one after the other, and those that come with Prism. Without any, every finding is shown. What they
 * remove is reported and can still be read from the review's rows. Immutable and thread-safe.
 *
 * <p>The order matters: {@code of(minimumSeverity(IMPORTANT), maximumPerSection(3))} shows up to three findings of a section
 * that are at least important, whatever else was found there.
 */
public final class FindingPolicies {
    /** Every finding is shown. */
    public static final FindingPolicies NONE = new FindingPolicies(List.of());

    private final List<FindingPolicy> policies;

    private FindingPolicies(List<FindingPolicy> policies) {
        this.policies = List.copyOf(policies);
    }

    /** The given policies, in this order. */
    public static FindingPolicies of(FindingPolicy... policies) {
        return new FindingPolicies(Arrays.asList(policies));
    }

    /** The given policies, in this order. */
    public static FindingPolicies of(List<? extends FindingPolicy> policies) {
        return new FindingPolicies(List.copyOf(policies));
    }

    /**
     * Removes findings whose confidence is below a bound. Findings without a stated confidence stay.
     *
     * @param confidence from 0 to 1
     * @throws IllegalArgumentException if the bound is not from 0 to 1
     */
    public static FindingPolicy minimumConfidence(double confidence) {
        return new MinimumConfidence(confidence);
    }

    /** Removes findings that matter less. */
    public static FindingPolicy minimumSeverity(Severity severity) {
        return new MinimumSeverity(severity);
    }

    /**
     * Leaves at most so many findings in a section: the most severe, among these the most confident, among these the first. A
     * finding without a stated confidence is taken for a confident one.
     *
     * @throws IllegalArgumentException if the number is not positive
     */
    public static FindingPolicy maximumPerSection(int findings) {
        return new MaximumPerSection(findings);
    }

    /**
     * Leaves one of several findings that say the same about the same words of a section. They say the same if titles and
     * descriptions are the same but for “the”, “is”, “are”, plurals and the like, and they do not propose different
     * replacements. Everything else stays: texts in which any number, date, unit, name, negation or other word differs are
     * never taken for the same. Of duplicates the most severe stays, then one with a replacement, then the most confident, then
     * the first.
     */
    public static FindingPolicy noDuplicatesWithinSections() {
        return NoDuplicates.withinSections();
    }

    /**
     * Leaves one of several findings in different sections that say the same about the same words, which stand in each of
     * them. What is the same, and which of them stays, is as for {@link #noDuplicatesWithinSections()}.
     */
    public static FindingPolicy noDuplicatesAcrossSections() {
        return NoDuplicates.acrossSections();
    }

    /**
     * Leaves one of several findings that propose the same replacement for exactly the same words, whatever they give as the
     * reason. Which of them stays is as for {@link #noDuplicatesWithinSections()}.
     */
    public static FindingPolicy noRepeatedReplacements() {
        return NoDuplicates.replacements();
    }

    /** The policies in the order in which they are applied. */
    public List<FindingPolicy> policies() {
        return policies;
    }

    /**
     * Applies all policies.
     *
     * @param findings in document order, with ids that differ
     * @throws IllegalStateException if a policy wants to remove a finding that it was not given, or one twice
     */
    public FilteredFindings apply(List<Finding> findings) {
        List<Finding> left = List.copyOf(findings);
        List<PolicyReport.Applied> applied = new ArrayList<>();
        for (FindingPolicy policy : policies) {
            List<RemovedFinding> removed = policy.removals(left);
            left = without(left, removed, policy);
            applied.add(new PolicyReport.Applied(policy.name(), removed));
        }
        return new FilteredFindings(left, new PolicyReport(applied));
    }

    @Override
    public String toString() {
        return policies.stream().map(FindingPolicy::name).collect(Collectors.joining(", ", "[", "]"));
    }

    private static List<Finding> without(List<Finding> findings, List<RemovedFinding> removed, FindingPolicy policy) {
        Map<String, Finding> known = new HashMap<>();
        findings.forEach(finding -> known.put(finding.id(), finding));
        Set<String> gone = new HashSet<>();
        for (RemovedFinding each : removed) {
            if (!known.containsKey(each.findingId()) || !gone.add(each.findingId())) {
                throw new IllegalStateException("policy '%s' removes finding %s, which %s"
                        .formatted(
                                policy.name(),
                                each.findingId(),
                                known.containsKey(each.findingId()) ? "it has removed already" : "it was not given"));
            }
        }
        return findings.stream().filter(finding -> !gone.contains(finding.id())).toList();
    }
}
