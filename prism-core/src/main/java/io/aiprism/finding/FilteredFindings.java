package io.aiprism.finding;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What policies have left.
 *
 * @param findings those that are shown, in the order in which they were given
 * @param report those that are not, and why
 */
public record FilteredFindings(List<Finding> findings, PolicyReport report) {
    public FilteredFindings {
        findings = List.copyOf(findings);
        requireNonNull(report, "report");
    }
}
