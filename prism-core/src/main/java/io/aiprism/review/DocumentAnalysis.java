package io.aiprism.review;

import static java.util.Objects.requireNonNull;

import io.aiprism.analysis.AnalysisRequest;

/**
 * Input of the task that analyses a document as a whole.
 *
 * @param analyzer name of the analyzer, which the process that runs the task must have
 * @param request what it looks at
 */
public record DocumentAnalysis(String analyzer, AnalysisRequest.OfDocument request) {
    public DocumentAnalysis {
        requireNonNull(analyzer, "analyzer");
        requireNonNull(request, "request");
    }
}
