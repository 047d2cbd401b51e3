package io.aiprism.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.aiprism.document.Block;
import io.aiprism.document.Cell;
import io.aiprism.document.Heading;
import io.aiprism.document.ListItem;
import io.aiprism.document.Place;
import io.aiprism.document.Story;
import io.aiprism.finding.Finding;
import io.aiprism.finding.PolicyReport;
import io.aiprism.finding.RemovedFinding;
import io.aiprism.review.DecidedFinding;
import io.aiprism.review.Decision;
import io.aiprism.review.DecisionEntry;
import io.aiprism.review.ReviewStatistics;
import io.aiprism.review.SectionResult;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes reports as {@code report.schema.json} says. The order of everything is fixed. */
final class JsonReportWriter {
    private final JsonGenerator json;
    private final Report report;

    private JsonReportWriter(JsonGenerator json, Report report) {
        this.json = json;
        this.report = report;
    }

    /** Writes the fields of an object. */
    private interface Writing<T> {
        void write(T value) throws IOException;
    }

    static void write(Report report, OutputStream stream) throws IOException {
        var lines = new DefaultIndenter("  ", "\n");
        JsonFactory factory = JsonFactory.builder()
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build();
        try (JsonGenerator json = factory.createGenerator(stream)) {
            json.setPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines));
            json.writeStartObject();
            new JsonReportWriter(json, report).write();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private void write() throws IOException {
        json.writeStringField("format", JsonReports.FORMAT);
        json.writeNumberField("version", JsonReports.VERSION);
        object("document", report.document(), this::document);
        object("checklist", report.checklist(), this::checklist);
        json.writeObjectFieldStart("review");
        json.writeStringField("id", report.result().id().toString());
        json.writeStringField("startedAt", report.result().startedAt().toString());
        json.writeStringField("finishedAt", report.result().finishedAt().toString());
        json.writeNumberField("reused", report.result().reused());
        json.writeEndObject();
        objects("analyses", report.rows(), this::row);
        Map<String, Finding> originals = new HashMap<>();
        report.result().findings().forEach(finding -> originals.put(finding.id(), finding));
        objects("findings", report.findings(), decided -> finding(decided, originals));
        objects("removed", report.removed(), this::finding);
        objects("policies", report.result().policies().applied(), this::policy);
        objects("decisions", report.decisions().trail(), this::entry);
        object("statistics", report.statistics(), this::statistics);
    }

    private void document(ReportDocument document) throws IOException {
        json.writeStringField("name", document.name());
        json.writeStringField("format", document.format());
        json.writeStringField("hash", document.hash());
        objects("sections", document.sections(), this::section);
    }

    private void section(ReportSection section) throws IOException {
        json.writeStringField("id", section.id());
        json.writeStringField("title", section.title());
        json.writeNumberField("level", section.level());
        texts("path", section.path());
        if (section.story() != Story.BODY) {
            json.writeStringField("story", JsonFields.written(section.story()));
        }
        if (section.parts() > 1) {
            json.writeNumberField("part", section.part());
            json.writeNumberField("parts", section.parts());
        }
        if (!section.blocks().isEmpty()) {
            objects("blocks", section.blocks(), this::block);
        }
    }

    private void block(Block block) throws IOException {
        Place place = block.place();
        json.writeStringField("id", block.id());
        json.writeStringField("kind", JsonFields.written(block.kind()));
        optional("heading", block.heading(), this::heading);
        if (place.story() != Story.BODY) {
            json.writeStringField("story", JsonFields.written(place.story()));
        }
        optional("cell", place.cell(), this::cell);
        optional("listItem", place.listItem(), this::listItem);
        if (place.hidden()) {
            json.writeBooleanField("hidden", true);
        }
        json.writeStringField("text", block.text());
    }

    private void heading(Heading heading) throws IOException {
        json.writeNumberField("level", heading.level());
        json.writeStringField("source", JsonFields.written(heading.source()));
    }

    private void cell(Cell cell) throws IOException {
        json.writeStringField("table", cell.table());
        json.writeNumberField("row", cell.row());
        json.writeNumberField("column", cell.column());
    }

    private void listItem(ListItem item) throws IOException {
        json.writeNumberField("level", item.level());
        json.writeStringField("label", item.label());
    }

    private void checklist(ReportChecklist checklist) throws IOException {
        json.writeStringField("id", checklist.id());
        json.writeStringField("version", checklist.version());
        json.writeStringField("title", checklist.title());
        textByName("checkpoints", checklist.checkpoints());
    }

    private void row(SectionResult row) throws IOException {
        optional("section", row.subject().sectionId());
        json.writeStringField("title", row.subject().title());
        json.writeStringField("analyzer", row.subject().analyzer());
        json.writeStringField("input", row.subject().input().toString());
        switch (row) {
            case SectionResult.Analyzed analyzed -> {
                json.writeStringField("state", "analyzed");
                json.writeStringField("version", analyzed.version());
            }
            case SectionResult.Partial partial -> {
                json.writeStringField("state", "partial");
                json.writeStringField("version", partial.version());
                json.writeStringField("gap", partial.gap());
            }
            case SectionResult.Failed failed -> {
                json.writeStringField("state", "failed");
                json.writeStringField("cause", JsonFields.written(failed.cause()));
                json.writeStringField("message", failed.message());
            }
            case SectionResult.Cancelled cancelled -> {
                json.writeStringField("state", "cancelled");
                json.writeStringField("reason", cancelled.reason());
            }
        }
        texts("findings", row.findings().stream().map(Finding::id).toList());
    }

    private void finding(DecidedFinding decided, Map<String, Finding> originals) throws IOException {
        finding(decided.finding());
        json.writeStringField("decision", JsonFields.written(Wording.state(decided)));
        if (decided.decision().orElse(null) instanceof Decision.Edited) {
            optional(
                    "original",
                    Optional.ofNullable(originals.get(decided.finding().id())),
                    this::finding);
        }
    }

    private void finding(Finding finding) throws IOException {
        json.writeStringField("id", finding.id());
        json.writeStringField("section", finding.sectionId());
        json.writeObjectFieldStart("span");
        json.writeStringField("startBlock", finding.span().startBlock());
        json.writeNumberField("startOffset", finding.span().startOffset());
        json.writeStringField("endBlock", finding.span().endBlock());
        json.writeNumberField("endOffset", finding.span().endOffset());
        json.writeEndObject();
        json.writeStringField("quote", finding.quote());
        json.writeStringField("severity", finding.severity().label());
        json.writeStringField("category", finding.category());
        json.writeStringField("title", finding.title());
        json.writeStringField("description", finding.description());
        optional("replacement", finding.replacement());
        texts("questions", finding.questions());
        texts("checkpoints", finding.checkpoints());
        if (finding.confidence().isPresent()) {
            json.writeNumberField("confidence", finding.confidence().get());
        }
        json.writeObjectFieldStart("provenance");
        json.writeStringField("analyzer", finding.provenance().analyzer());
        json.writeStringField("version", finding.provenance().version());
        json.writeStringField("rule", finding.provenance().rule());
        textByName("details", new TreeMap<>(finding.provenance().details()));
        json.writeEndObject();
    }

    private void policy(PolicyReport.Applied applied) throws IOException {
        json.writeStringField("policy", applied.policy());
        objects("removed", applied.removed(), this::removed);
    }

    private void removed(RemovedFinding removed) throws IOException {
        json.writeStringField("finding", removed.findingId());
        json.writeStringField("reason", removed.reason());
    }

    private void entry(DecisionEntry entry) throws IOException {
        json.writeNumberField("sequence", entry.sequence());
        json.writeStringField("at", entry.at().toString());
        json.writeStringField("by", entry.by());
        json.writeStringField("action", JsonFields.written(entry.action()));
        json.writeStringField("finding", entry.findingId());
        optional("carriedFrom", entry.carriedFrom());
        optional("decision", entry.decision(), this::decision);
    }

    private void decision(Decision decision) throws IOException {
        json.writeStringField(
                "type",
                switch (decision) {
                    case Decision.Accepted accepted -> "accepted";
                    case Decision.Rejected rejected -> "rejected";
                    case Decision.Edited edited -> "edited";
                    case Decision.Added added -> "added";
                });
        if (decision instanceof Decision.Rejected rejected) {
            optional("reason", rejected.reason());
        }
        object("finding", decision.finding(), this::finding);
    }

    private void statistics(ReviewStatistics statistics) throws IOException {
        json.writeNumberField("findings", statistics.findings());
        json.writeNumberField("standing", statistics.standing());
        counts("bySeverity", statistics.bySeverity());
        counts("standingBySeverity", statistics.standingBySeverity());
        counts("byCategory", statistics.byCategory());
        counts("bySection", statistics.bySection());
        counts("byAnalyzer", statistics.byAnalyzer());
        counts("byDecision", statistics.byDecision());
        counts("analyses", statistics.analyses());
        json.writeNumberField("reused", statistics.reused());
        counts("removed", statistics.removed());
    }

    private void counts(String name, Map<?, Integer> counts) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<?, Integer> entry : counts.entrySet()) {
            String key = entry.getKey() instanceof Enum<?> constant
                    ? JsonFields.written(constant)
                    : String.valueOf(entry.getKey());
            json.writeNumberField(key, entry.getValue());
        }
        json.writeEndObject();
    }

    private void optional(String name, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            json.writeStringField(name, text.get());
        }
    }

    /** A list of texts; an empty one is left out. */
    private void texts(String name, List<String> texts) throws IOException {
        if (texts.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    /** Texts by their names; if there are none, they are left out. */
    private void textByName(String name, Map<String, String> texts) throws IOException {
        if (texts.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> entry : texts.entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    private <T> void object(String name, T value, Writing<? super T> fields) throws IOException {
        json.writeObjectFieldStart(name);
        fields.write(value);
        json.writeEndObject();
    }

    private <T> void optional(String name, Optional<T> value, Writing<? super T> fields) throws IOException {
        if (value.isPresent()) {
            object(name, value.get(), fields);
        }
    }

    private <T> void objects(String name, List<T> values, Writing<? super T> fields) throws IOException {
        json.writeArrayFieldStart(name);
        for (T value : values) {
            json.writeStartObject();
            fields.write(value);
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
