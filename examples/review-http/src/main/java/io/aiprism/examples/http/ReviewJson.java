package io.aiprism.examples.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiprism.document.Section;
import io.aiprism.finding.Finding;
import io.aiprism.review.ReviewProgress;
import io.aiprism.review.ReviewResult;
import io.aiprism.review.SectionResult;
import java.util.List;
import java.util.stream.Stream;

/** Documents, analyses and their results as JSON. What is not known is left out. */
final class ReviewJson {
    private ReviewJson() {}

    static ObjectNode document(Documents.Stored stored) {
        return object().put("id", stored.id())
                .put("name", stored.document().name())
                .put("format", stored.document().format())
                .put("sha256", stored.document().hash())
                .put("sections", stored.document().sections().size());
    }

    /** An analysis as a task. Empty fields aside, its last form is the one with {@code terminal} true. */
    static ObjectNode task(Documents.Analysis analysis) {
        ReviewProgress progress = analysis.review().progress();
        ObjectNode json = object().put("id", analysis.id())
                .put("document", analysis.of().id())
                .put("state", progress.finished() ? endState(progress) : "RUNNING")
                .put("terminal", progress.finished())
                .put("submittedAt", analysis.review().startedAt().toString());
        json.putObject("progress")
                .put("total", progress.total())
                .put("ended", progress.ended())
                .put("succeeded", progress.succeeded())
                .put("failed", progress.failed())
                .put("cancelled", progress.cancelled());
        if (progress.finished()) {
            json.put("report", "/documents/%s/report".formatted(analysis.of().id()));
        }
        return json;
    }

    static ObjectNode report(Documents.Analysis analysis, ReviewResult result) {
        ObjectNode json = object().put("task", analysis.id());
        json.set("document", document(analysis.of()));
        json.putObject("checklist").put("id", result.checklistId()).put("version", result.checklistVersion());
        json.put("complete", result.complete())
                .put("startedAt", result.startedAt().toString())
                .put("finishedAt", result.finishedAt().toString());
        ObjectNode counts = json.putObject("counts");
        result.countBySeverity().forEach((severity, count) -> counts.put(severity.label(), count));
        ArrayNode findings = json.putArray("findings");
        result.findings().forEach(finding -> findings.add(finding(analysis.of(), finding)));
        ArrayNode analyses = json.putArray("analyses");
        Stream.of(result.document(), result.sections()).flatMap(List::stream).forEach(row -> analyses.add(row(row)));
        return json;
    }

    private static String endState(ReviewProgress progress) {
        if (progress.cancelled() > 0) {
            return "CANCELLED";
        }
        return progress.failed() > 0 ? "FAILED" : "SUCCEEDED";
    }

    private static ObjectNode finding(Documents.Stored stored, Finding finding) {
        ObjectNode json = object().put("id", finding.id())
                .put("severity", finding.severity().label())
                .put("category", finding.category())
                .put("title", finding.title())
                .put("description", finding.description())
                .put("quote", finding.quote());
        json.putObject("section")
                .put("id", finding.sectionId())
                .put(
                        "title",
                        stored.document()
                                .section(finding.sectionId())
                                .map(Section::title)
                                .orElse(""));
        json.putObject("span")
                .put("startBlock", finding.span().startBlock())
                .put("startOffset", finding.span().startOffset())
                .put("endBlock", finding.span().endBlock())
                .put("endOffset", finding.span().endOffset());
        finding.replacement().ifPresent(replacement -> json.put("replacement", replacement));
        finding.confidence().ifPresent(confidence -> json.put("confidence", confidence));
        ArrayNode questions = json.putArray("questions");
        finding.questions().forEach(questions::add);
        ArrayNode checkpoints = json.putArray("checkpoints");
        finding.checkpoints().forEach(checkpoints::add);
        return json;
    }

    private static ObjectNode row(SectionResult result) {
        ObjectNode json = object().put("analyzer", result.subject().analyzer());
        result.subject().sectionId().ifPresent(section -> json.put("section", section));
        return switch (result) {
            case SectionResult.Analyzed analyzed -> json.put("outcome", "analyzed");
            case SectionResult.Partial partial -> json.put("outcome", "partial").put("reason", partial.gap());
            case SectionResult.Failed failed ->
                json.put("outcome", "failed")
                        .put("cause", failed.cause().name())
                        .put("reason", failed.message());
            case SectionResult.Cancelled cancelled ->
                json.put("outcome", "cancelled").put("reason", cancelled.reason());
        };
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
