package io.aiprism.report;

import io.aiprism.document.Span;
import io.aiprism.finding.Finding;
import io.aiprism.finding.Provenance;
import io.aiprism.finding.Severity;
import io.aiprism.review.Decision;
import io.aiprism.review.DecisionEntry;
import java.util.Optional;

/** Reads findings, and what was decided about them. */
final class JsonFindings {
    private JsonFindings() {}

    static Finding finding(JsonFields fields) throws ReportException {
        Optional<Double> confidence =
                fields.has("confidence") ? Optional.of(fields.number("confidence")) : Optional.empty();
        Span span = span(fields.object("span"));
        Provenance provenance = provenance(fields.object("provenance"));
        return fields.making(() -> new Finding(
                fields.text("id"),
                fields.text("section"),
                span,
                fields.text("quote"),
                fields.constant("severity", Severity.class),
                fields.text("category"),
                fields.text("title"),
                fields.text("description"),
                fields.optionalText("replacement"),
                fields.texts("questions"),
                fields.texts("checkpoints"),
                confidence,
                provenance));
    }

    private static Span span(JsonFields fields) throws ReportException {
        return fields.making(() -> new Span(
                fields.text("startBlock"),
                fields.integer("startOffset"),
                fields.text("endBlock"),
                fields.integer("endOffset")));
    }

    private static Provenance provenance(JsonFields fields) throws ReportException {
        return fields.making(() -> new Provenance(
                fields.text("analyzer"), fields.text("version"), fields.text("rule"), fields.textByName("details")));
    }

    static DecisionEntry entry(JsonFields fields) throws ReportException {
        Optional<Decision> decision =
                fields.has("decision") ? Optional.of(decision(fields.object("decision"))) : Optional.empty();
        return fields.making(() -> new DecisionEntry(
                fields.integer("sequence"),
                fields.instant("at"),
                fields.text("by"),
                fields.constant("action", DecisionEntry.Action.class),
                fields.text("finding"),
                decision,
                fields.optionalText("carriedFrom")));
    }

    private enum Type {
        ACCEPTED,
        REJECTED,
        EDITED,
        ADDED
    }

    private static Decision decision(JsonFields fields) throws ReportException {
        Finding finding = finding(fields.object("finding"));
        return fields.making(() -> switch (fields.constant("type", Type.class)) {
            case ACCEPTED -> new Decision.Accepted(finding);
            case REJECTED -> new Decision.Rejected(finding, fields.optionalText("reason"));
            case EDITED -> new Decision.Edited(finding);
            case ADDED -> new Decision.Added(finding);
        });
    }
}
