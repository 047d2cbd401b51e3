package io.aiprism.review;

import io.aiprism.analysis.AnalysisContext;
import io.aiprism.analysis.AnalysisRequest;
import io.aiprism.analysis.AnalysisResult;
import io.aiprism.analysis.Analyzer;
import io.aiprism.analysis.Analyzers;
import io.aiprism.analysis.Scope;
import io.aiprism.document.Section;
import io.aiprism.finding.Finding;
import io.aiprism.task.PermanentFailureException;
import io.aiprism.task.TaskContext;

/** Runs the analyzer that a task names, and refuses findings that do not stand where they say. */
record AnalysisHandler(Analyzers analyzers) {
    AnalysisResult section(SectionAnalysis input, TaskContext context) throws Exception {
        return analyze(input.analyzer(), Scope.SECTION, input.request(), context);
    }

    AnalysisResult document(DocumentAnalysis input, TaskContext context) throws Exception {
        return analyze(input.analyzer(), Scope.DOCUMENT, input.request(), context);
    }

    private AnalysisResult analyze(String name, Scope scope, AnalysisRequest request, TaskContext context)
            throws Exception {
        AnalysisResult result = analyzer(name, scope).analyze(request, AnalysisContext.of(context));
        for (Finding finding : result.findings()) {
            Section section = request.find(finding.sectionId())
                    .orElseThrow(() -> refused(name, finding, "is in no section of the request"));
            if (!finding.standsIn(section)) {
                throw refused(name, finding, "quotes other words than stand at its span");
            }
        }
        return result;
    }

    private Analyzer analyzer(String name, Scope scope) throws PermanentFailureException {
        Analyzer analyzer;
        try {
            analyzer = analyzers.named(name);
        } catch (IllegalArgumentException e) {
            throw new PermanentFailureException("this process cannot run the task: " + e.getMessage(), e);
        }
        if (analyzer.scope() != scope) {
            throw new PermanentFailureException(
                    "this process cannot run the task: analyzer '%s' has scope %s here, the task wants %s"
                            .formatted(name, analyzer.scope(), scope),
                    null);
        }
        return analyzer;
    }

    private static PermanentFailureException refused(String analyzer, Finding finding, String problem) {
        return new PermanentFailureException(
                "analyzer '%s' returned a finding that %s (title '%s', section %s, %s)"
                        .formatted(analyzer, problem, finding.title(), finding.sectionId(), finding.span()),
                null);
    }
}
