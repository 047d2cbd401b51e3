package io.aiprism.review;

import static java.util.Objects.requireNonNull;

import io.aiprism.analysis.AnalysisRequest;

/**
 * Input of the task that analyses one section.
 *
 * @param analyzer name of the analyzer, which the process that runs the task must have
 * @param request what it looks at
 */
public record SectionAnalysis(String analyzer, AnalysisRequest.OfSection request) {
    public SectionAnalysis {
        requireNonNull(analyzer, "analyzer");
        requireNonNull(request, "request");
    }
}
