package io.aiprism.review;

import io.aiprism.analysis.AnalysisContext;
import io.aiprism.analysis.AnalysisRequest;
import io.aiprism.analysis.AnalysisResult;
import io.aiprism.analysis.Analyzer;
import io.aiprism.document.Section;
import io.aiprism.finding.Finding;
import io.aiprism.task.PermanentFailureException;
import io.aiprism.task.Registration;
import io.aiprism.task.TaskContext;
import io.aiprism.task.TaskManager;

/** Runs an analyzer, and refuses findings that do not stand where they say. */
record AnalysisHandler(Analyzer analyzer) {
    /** Registers what the analyzer looks at. */
    Registration register(TaskManager tasks) {
        return switch (analyzer.scope()) {
            case SECTION ->
                tasks.register(
                        ReviewTasks.section(analyzer.name()), (input, context) -> analyze(input.request(), context));
            case DOCUMENT ->
                tasks.register(
                        ReviewTasks.document(analyzer.name()), (input, context) -> analyze(input.request(), context));
        };
    }

    private AnalysisResult analyze(AnalysisRequest request, TaskContext context) throws Exception {
        AnalysisResult result = analyzer.analyze(request, AnalysisContext.of(context));
        for (Finding finding : result.findings()) {
            Section section = request.find(finding.sectionId())
                    .orElseThrow(() -> refused(analyzer.name(), finding, "is in no section of the request"));
            if (!finding.standsIn(section)) {
                throw refused(analyzer.name(), finding, "quotes other words than stand at its span");
            }
        }
        return result;
    }

    private static PermanentFailureException refused(String analyzer, Finding finding, String problem) {
        return new PermanentFailureException(
                "analyzer '%s' returned a finding that %s (title '%s', section %s, %s)"
                        .formatted(analyzer, problem, finding.title(), finding.sectionId(), finding.span()),
                null);
    }
}
