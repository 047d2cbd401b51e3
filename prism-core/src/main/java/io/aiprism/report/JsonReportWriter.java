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
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes reports as {@code report.schema.json} says. The order of everything is fixed. */
final class JsonReportWriter {
    private final JsonOut json;
    private final Report report;

    private JsonReportWriter(JsonOut json, Report report) {
        this.json = json;
        this.report = report;
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
            new JsonReportWriter(new JsonOut(json), report).write();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private void write() throws IOException {
        json.text("format", JsonReports.FORMAT);
        json.number("version", JsonReports.VERSION);
        json.object("document", report.document(), this::document);
        json.object("checklist", report.checklist(), this::checklist);
        json.json().writeObjectFieldStart("review");
        json.text("id", report.result().id().toString());
        json.text("startedAt", report.result().startedAt().toString());
        json.text("finishedAt", report.result().finishedAt().toString());
        json.number("reused", report.result().reused());
        json.json().writeEndObject();
        json.objects("analyses", report.rows(), this::row);
        Map<String, Finding> originals = new HashMap<>();
        report.result().findings().forEach(finding -> originals.put(finding.id(), finding));
        json.objects("findings", report.findings(), decided -> finding(decided, originals));
        json.objects("removed", report.removed(), this::finding);
        json.objects("policies", report.result().policies().applied(), this::policy);
        json.objects("decisions", report.decisions().trail(), this::entry);
        json.object("statistics", report.statistics(), this::statistics);
    }

    private void document(ReportDocument document) throws IOException {
        json.text("name", document.name());
        json.text("format", document.format());
        json.text("hash", document.hash());
        json.objects("sections", document.sections(), this::section);
    }

    private void section(ReportSection section) throws IOException {
        json.text("id", section.id());
        json.text("title", section.title());
        json.number("level", section.level());
        json.texts("path", section.path());
        if (section.story() != Story.BODY) {
            json.text("story", JsonFields.written(section.story()));
        }
        if (section.parts() > 1) {
            json.number("part", section.part());
            json.number("parts", section.parts());
        }
        if (!section.blocks().isEmpty()) {
            json.objects("blocks", section.blocks(), this::block);
        }
    }

    private void block(Block block) throws IOException {
        Place place = block.place();
        json.text("id", block.id());
        json.text("kind", JsonFields.written(block.kind()));
        json.optional("heading", block.heading(), this::heading);
        if (place.story() != Story.BODY) {
            json.text("story", JsonFields.written(place.story()));
        }
        json.optional("cell", place.cell(), this::cell);
        json.optional("listItem", place.listItem(), this::listItem);
        if (place.hidden()) {
            json.json().writeBooleanField("hidden", true);
        }
        json.text("text", block.text());
    }

    private void heading(Heading heading) throws IOException {
        json.number("level", heading.level());
        json.text("source", JsonFields.written(heading.source()));
    }

    private void cell(Cell cell) throws IOException {
        json.text("table", cell.table());
        json.number("row", cell.row());
        json.number("column", cell.column());
    }

    private void listItem(ListItem item) throws IOException {
        json.number("level", item.level());
        json.text("label", item.label());
    }

    private void checklist(ReportChecklist checklist) throws IOException {
        json.text("id", checklist.id());
        json.text("version", checklist.version());
        json.text("title", checklist.title());
        json.textByName("checkpoints", checklist.checkpoints());
    }

    private void row(SectionResult row) throws IOException {
        json.optional("section", row.subject().sectionId());
        json.text("title", row.subject().title());
        json.text("analyzer", row.subject().analyzer());
        json.text("input", row.subject().input().toString());
        switch (row) {
            case SectionResult.Analyzed analyzed -> {
                json.text("state", "analyzed");
                json.text("version", analyzed.version());
            }
            case SectionResult.Partial partial -> {
                json.text("state", "partial");
                json.text("version", partial.version());
                json.text("gap", partial.gap());
            }
            case SectionResult.Failed failed -> {
                json.text("state", "failed");
                json.text("cause", JsonFields.written(failed.cause()));
                json.text("message", failed.message());
            }
            case SectionResult.Cancelled cancelled -> {
                json.text("state", "cancelled");
                json.text("reason", cancelled.reason());
            }
        }
        json.texts("findings", row.findings().stream().map(Finding::id).toList());
    }

    private void finding(DecidedFinding decided, Map<String, Finding> originals) throws IOException {
        finding(decided.finding());
        json.text("decision", JsonFields.written(Wording.state(decided)));
        if (decided.decision().orElse(null) instanceof Decision.Edited) {
            json.optional(
                    "original",
                    Optional.ofNullable(originals.get(decided.finding().id())),
                    this::finding);
        }
    }

    private void finding(Finding finding) throws IOException {
        json.text("id", finding.id());
        json.text("section", finding.sectionId());
        json.json().writeObjectFieldStart("span");
        json.text("startBlock", finding.span().startBlock());
        json.number("startOffset", finding.span().startOffset());
        json.text("endBlock", finding.span().endBlock());
        json.number("endOffset", finding.span().endOffset());
        json.json().writeEndObject();
        json.text("quote", finding.quote());
        json.text("severity", finding.severity().label());
        json.text("category", finding.category());
        json.text("title", finding.title());
        json.text("description", finding.description());
        json.optional("replacement", finding.replacement());
        json.texts("questions", finding.questions());
        json.texts("checkpoints", finding.checkpoints());
        if (finding.confidence().isPresent()) {
            json.json().writeNumberField("confidence", finding.confidence().get());
        }
        json.json().writeObjectFieldStart("provenance");
        json.text("analyzer", finding.provenance().analyzer());
        json.text("version", finding.provenance().version());
        json.text("rule", finding.provenance().rule());
        json.textByName("details", new TreeMap<>(finding.provenance().details()));
        json.json().writeEndObject();
    }

    private void policy(PolicyReport.Applied applied) throws IOException {
        json.text("policy", applied.policy());
        json.objects("removed", applied.removed(), this::removed);
    }

    private void removed(RemovedFinding removed) throws IOException {
        json.text("finding", removed.findingId());
        json.text("reason", removed.reason());
    }

    private void entry(DecisionEntry entry) throws IOException {
        json.number("sequence", entry.sequence());
        json.text("at", entry.at().toString());
        json.text("by", entry.by());
        json.text("action", JsonFields.written(entry.action()));
        json.text("finding", entry.findingId());
        json.optional("carriedFrom", entry.carriedFrom());
        json.optional("decision", entry.decision(), this::decision);
    }

    private void decision(Decision decision) throws IOException {
        json.text(
                "type",
                switch (decision) {
                    case Decision.Accepted accepted -> "accepted";
                    case Decision.Rejected rejected -> "rejected";
                    case Decision.Edited edited -> "edited";
                    case Decision.Added added -> "added";
                });
        if (decision instanceof Decision.Rejected rejected) {
            json.optional("reason", rejected.reason());
        }
        json.object("finding", decision.finding(), this::finding);
    }

    private void statistics(ReviewStatistics statistics) throws IOException {
        json.number("findings", statistics.findings());
        json.number("standing", statistics.standing());
        counts("bySeverity", statistics.bySeverity());
        counts("standingBySeverity", statistics.standingBySeverity());
        counts("byCategory", statistics.byCategory());
        counts("bySection", statistics.bySection());
        counts("byAnalyzer", statistics.byAnalyzer());
        counts("byDecision", statistics.byDecision());
        counts("analyses", statistics.analyses());
        json.number("reused", statistics.reused());
        counts("removed", statistics.removed());
    }

    private void counts(String name, Map<?, Integer> counts) throws IOException {
        json.json().writeObjectFieldStart(name);
        for (Map.Entry<?, Integer> entry : counts.entrySet()) {
            String key = entry.getKey() instanceof Enum<?> constant
                    ? JsonFields.written(constant)
                    : String.valueOf(entry.getKey());
            json.number(key, entry.getValue());
        }
        json.json().writeEndObject();
    }
}
