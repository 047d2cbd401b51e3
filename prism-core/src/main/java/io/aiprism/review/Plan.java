package io.aiprism.review;

import io.aiprism.analysis.AnalysisRequest;
import io.aiprism.analysis.AnalysisResult;
import io.aiprism.analysis.Analyzer;
import io.aiprism.analysis.Analyzers;
import io.aiprism.checklist.Checklist;
import io.aiprism.document.Document;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskRequest;
import io.aiprism.task.TaskType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tasks of a review: what is analysed, and what is taken over from an earlier review. */
record Plan(Document document, Checklist checklist, Optional<Earlier> earlier, TaskOptions options) {
    List<TaskRequest<?, ?>> requests(Analyzers analyzers) {
        List<TaskRequest<?, ?>> requests = new ArrayList<>();
        AnalysisRequest.OfDocument whole = AnalysisRequest.ofDocument(document, checklist);
        List<AnalysisRequest.OfSection> sections = AnalysisRequest.ofSections(document, checklist);
        String hash = AnalysisInput.hash(checklist);
        AnalysisInput inputOfWhole = AnalysisInput.of(whole, hash);
        List<AnalysisInput> inputs = sections.stream()
                .map(section -> AnalysisInput.of(section, hash))
                .toList();
        for (Analyzer analyzer : analyzers.all()) {
            switch (analyzer.scope()) {
                case DOCUMENT -> requests.add(request(analyzer, inputOfWhole, whole));
                case SECTION -> {
                    for (int i = 0; i < sections.size(); i++) {
                        requests.add(request(analyzer, inputs.get(i), sections.get(i)));
                    }
                }
            }
        }
        return requests;
    }

    private TaskRequest<?, ?> request(Analyzer analyzer, AnalysisInput input, AnalysisRequest request) {
        Map<String, String> labels = new HashMap<>(options.labels());
        labels.put(ReviewTasks.ANALYZER, analyzer.name());
        labels.put(ReviewTasks.DOCUMENT_HASH, document.hash());
        labels.put(ReviewTasks.CHECKLIST, checklist.id());
        labels.put(ReviewTasks.CHECKLIST_VERSION, checklist.version());
        labels.put(ReviewTasks.INPUT, input.toString());
        if (request instanceof AnalysisRequest.OfSection one) {
            labels.put(ReviewTasks.SECTION_ID, one.section().id());
        }
        Optional<AnalysisResult> known = earlier.flatMap(it -> it.find(analyzer, input, request));
        if (known.isPresent()) {
            labels.put(ReviewTasks.REUSED_FROM, earlier.orElseThrow().review().toString());
            return task(ReviewTasks.REUSED, known.get(), labels);
        }
        return switch (request) {
            case AnalysisRequest.OfSection one ->
                task(ReviewTasks.section(analyzer.name()), new SectionAnalysis(analyzer.name(), one), labels);
            case AnalysisRequest.OfDocument all ->
                task(ReviewTasks.document(analyzer.name()), new DocumentAnalysis(analyzer.name(), all), labels);
        };
    }

    private <I> TaskRequest<I, ?> task(TaskType<I, ?> type, I input, Map<String, String> labels) {
        var labelled = new TaskOptions(
                options.tenant(),
                options.idempotencyKey(),
                options.startAt(),
                options.timeout(),
                options.attemptTimeout(),
                options.retry(),
                options.admission(),
                options.retention(),
                labels);
        return new TaskRequest<>(type, input, labelled);
    }
}
