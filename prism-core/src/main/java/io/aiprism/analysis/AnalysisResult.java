package io.aiprism.analysis;

import static java.util.Objects.requireNonNull;

import io.aiprism.finding.Finding;
import java.util.List;
import java.util.Optional;

/**
 * What an analyzer found. No findings and no {@code gap} means that everything was looked at and nothing found.
 *
 * @param analyzer name of the analyzer
 * @param version of the analyzer that did it
 * @param findings in no particular order
 * @param gap what was not looked at and why, if the analysis is incomplete
 */
public record AnalysisResult(String analyzer, String version, List<Finding> findings, Optional<String> gap) {
    public AnalysisResult {
        requireNonNull(analyzer, "analyzer");
        requireNonNull(version, "version");
        findings = List.copyOf(findings);
        requireNonNull(gap, "gap");
    }

    /** The result of a complete analysis. */
    public static AnalysisResult complete(Analyzer analyzer, List<Finding> findings) {
        return new AnalysisResult(analyzer.name(), analyzer.version(), findings, Optional.empty());
    }

    /**
     * The result of an analysis that could not look at everything.
     *
     * @param gap what was not looked at and why
     */
    public static AnalysisResult partial(Analyzer analyzer, List<Finding> findings, String gap) {
        return new AnalysisResult(analyzer.name(), analyzer.version(), findings, Optional.of(gap));
    }
}
