package io.aiprism.report;

import io.aiprism.document.Block;
import io.aiprism.document.BlockKind;
import io.aiprism.document.Cell;
import io.aiprism.document.Heading;
import io.aiprism.document.HeadingSource;
import io.aiprism.document.ListItem;
import io.aiprism.document.Place;
import io.aiprism.document.Story;
import io.aiprism.finding.Finding;
import io.aiprism.finding.PolicyReport;
import io.aiprism.finding.RemovedFinding;
import io.aiprism.review.AnalysisInput;
import io.aiprism.review.DecidedFinding;
import io.aiprism.review.Decisions;
import io.aiprism.review.ReviewResult;
import io.aiprism.review.ReviewStatistics.DecisionState;
import io.aiprism.review.SectionResult;
import io.aiprism.task.GroupId;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what {@link JsonReportWriter} has written. */
final class JsonReportReader {
    private final JsonFields root;
    private final Map<String, Finding> known = new HashMap<>();

    private JsonReportReader(JsonFields root) {
        this.root = root;
    }

    /** A list that is made item by item. */
    private interface Reading<T> {
        T read(JsonFields fields) throws ReportException;
    }

    static Report read(String source, InputStream stream) throws IOException {
        JsonValue value = JsonValue.parse(source, stream);
        JsonFields root = JsonFields.root(source, value)
                .filter(fields -> fields.has("format") && fields.has("version"))
                .orElseThrow(() -> notAReport(source, value));
        if (!root.text("format").equals(JsonReports.FORMAT)) {
            throw root.refused(
                    ReportException.Kind.NOT_A_REPORT, "format", "must be '%s'".formatted(JsonReports.FORMAT));
        }
        int version = root.integer("version");
        if (version > JsonReports.VERSION) {
            throw root.refused(
                    ReportException.Kind.NEWER_VERSION,
                    "version",
                    "this Prism reads versions up to %d of the format, the report has %d; read it with a newer Prism"
                            .formatted(JsonReports.VERSION, version));
        }
        if (version < 1) {
            throw root.problem("version", "must be 1 or more, was " + version);
        }
        return new JsonReportReader(root).report();
    }

    private static ReportException notAReport(String source, JsonValue value) {
        return new ReportException(
                ReportException.Kind.NOT_A_REPORT,
                source,
                value.line(),
                "",
                "is no report of Prism, which is an object with the fields format and version",
                null);
    }

    private Report report() throws ReportException {
        ReportDocument document = document(root.object("document"));
        ReportChecklist checklist = checklist(root.object("checklist"));
        Decisions decisions = root.making(() -> Decisions.fromTrail(all(root, "decisions", JsonFindings::entry)));
        List<Finding> findings = new ArrayList<>();
        for (JsonFields fields : root.objects("findings")) {
            original(fields).ifPresent(finding -> {
                findings.add(finding);
                known.put(finding.id(), finding);
            });
        }
        for (JsonFields fields : root.objects("removed")) {
            Finding finding = JsonFindings.finding(fields);
            known.put(finding.id(), finding);
        }
        List<SectionResult> ofSections = new ArrayList<>();
        List<SectionResult> ofDocument = new ArrayList<>();
        for (SectionResult row : all(root, "analyses", this::row)) {
            (row.subject().sectionId().isPresent() ? ofSections : ofDocument).add(row);
        }
        PolicyReport policies = new PolicyReport(all(root, "policies", JsonReportReader::policy));
        JsonFields review = root.object("review");
        int reused = review.integer("reused");
        GroupId id = review.making(() -> GroupId.parse(review.text("id")));
        Report report = root.making(() -> {
            ReviewResult unordered = new ReviewResult(
                    id,
                    document.name(),
                    document.hash(),
                    checklist.id(),
                    checklist.version(),
                    ofSections,
                    ofDocument,
                    findings,
                    policies,
                    reused,
                    review.instant("startedAt"),
                    review.instant("finishedAt"));
            return new Report(document, checklist, ordered(unordered, document), decisions);
        });
        requireDecisions(report);
        return report;
    }

    /** Findings are listed as they now stand; as they were found, their order may be another. */
    private static ReviewResult ordered(ReviewResult result, ReportDocument document) {
        List<Finding> ordered = Decisions.NONE.applyTo(result, document.excerpt()).stream()
                .map(DecidedFinding::finding)
                .toList();
        return new ReviewResult(
                result.id(),
                result.documentName(),
                result.documentHash(),
                result.checklistId(),
                result.checklistVersion(),
                result.sections(),
                result.document(),
                ordered,
                result.policies(),
                result.reused(),
                result.startedAt(),
                result.finishedAt());
    }

    /** The finding as an analyzer made it; empty if a user added it. */
    private static Optional<Finding> original(JsonFields fields) throws ReportException {
        return switch (fields.constant("decision", DecisionState.class)) {
            case ADDED -> Optional.empty();
            case EDITED -> Optional.of(JsonFindings.finding(fields.object("original")));
            case UNDECIDED, ACCEPTED, REJECTED -> Optional.of(JsonFindings.finding(fields));
        };
    }

    private void requireDecisions(Report report) throws ReportException {
        List<DecidedFinding> decided = report.findings();
        List<JsonFields> read = root.objects("findings");
        if (decided.size() != read.size()) {
            throw root.problem(
                    "findings",
                    "has %d findings, but by the decisions there are %d".formatted(read.size(), decided.size()));
        }
        for (int i = 0; i < read.size(); i++) {
            DecisionState state = Wording.state(decided.get(i));
            boolean same = read.get(i).constant("decision", DecisionState.class) == state
                    && JsonFindings.finding(read.get(i)).equals(decided.get(i).finding());
            if (!same) {
                throw read.get(i)
                        .problem(
                                "decision",
                                "does not fit the decisions, by which finding %s is here, and %s"
                                        .formatted(decided.get(i).finding().id(), JsonFields.written(state)));
            }
        }
    }

    private static ReportDocument document(JsonFields fields) throws ReportException {
        String name = fields.text("name");
        String format = fields.text("format");
        String hash = fields.text("hash");
        List<ReportSection> sections = all(fields, "sections", JsonReportReader::section);
        return fields.making(() -> {
            var document = new ReportDocument(name, format, hash, sections);
            document.excerpt();
            return document;
        });
    }

    private static ReportSection section(JsonFields fields) throws ReportException {
        List<Block> blocks = fields.has("blocks") ? all(fields, "blocks", JsonReportReader::block) : List.of();
        return fields.making(() -> new ReportSection(
                fields.text("id"),
                fields.text("title"),
                fields.integer("level"),
                fields.texts("path"),
                story(fields),
                fields.has("part") ? fields.integer("part") : 1,
                fields.has("parts") ? fields.integer("parts") : 1,
                blocks));
    }

    private static Story story(JsonFields fields) throws ReportException {
        return fields.has("story") ? fields.constant("story", Story.class) : Story.BODY;
    }

    private static Block block(JsonFields fields) throws ReportException {
        var place = new Place(
                story(fields),
                optional(fields, "cell", JsonReportReader::cell),
                optional(fields, "listItem", JsonReportReader::listItem),
                fields.flag("hidden"));
        Optional<Heading> heading = optional(fields, "heading", JsonReportReader::heading);
        return fields.making(() -> new Block(
                fields.text("id"), fields.constant("kind", BlockKind.class), place, fields.text("text"), heading));
    }

    private static Cell cell(JsonFields fields) throws ReportException {
        return fields.making(() -> new Cell(fields.text("table"), fields.integer("row"), fields.integer("column")));
    }

    private static ListItem listItem(JsonFields fields) throws ReportException {
        return fields.making(() -> new ListItem(fields.integer("level"), fields.text("label")));
    }

    private static Heading heading(JsonFields fields) throws ReportException {
        return fields.making(
                () -> new Heading(fields.integer("level"), fields.constant("source", HeadingSource.class)));
    }

    private static ReportChecklist checklist(JsonFields fields) throws ReportException {
        return new ReportChecklist(
                fields.text("id"), fields.text("version"), fields.text("title"), fields.textByName("checkpoints"));
    }

    private enum State {
        ANALYZED,
        PARTIAL,
        FAILED,
        CANCELLED
    }

    private SectionResult row(JsonFields fields) throws ReportException {
        var subject = fields.making(() -> new SectionResult.Subject(
                fields.optionalText("section"),
                fields.text("title"),
                fields.text("analyzer"),
                AnalysisInput.parse(fields.text("input"))));
        List<Finding> findings = new ArrayList<>();
        for (String id : fields.texts("findings")) {
            Finding finding = known.get(id);
            if (finding == null) {
                throw fields.problem("findings", "there is no finding '%s' in this report".formatted(id));
            }
            findings.add(finding);
        }
        return switch (fields.constant("state", State.class)) {
            case ANALYZED -> new SectionResult.Analyzed(subject, fields.text("version"), findings);
            case PARTIAL -> new SectionResult.Partial(subject, fields.text("version"), findings, fields.text("gap"));
            case FAILED ->
                new SectionResult.Failed(
                        subject, fields.constant("cause", SectionResult.Cause.class), fields.text("message"));
            case CANCELLED -> new SectionResult.Cancelled(subject, fields.text("reason"));
        };
    }

    private static PolicyReport.Applied policy(JsonFields fields) throws ReportException {
        return new PolicyReport.Applied(
                fields.text("policy"),
                all(fields, "removed", each -> new RemovedFinding(each.text("finding"), each.text("reason"))));
    }

    private static <T> Optional<T> optional(JsonFields fields, String name, Reading<T> reading) throws ReportException {
        return fields.has(name) ? Optional.of(reading.read(fields.object(name))) : Optional.empty();
    }

    private static <T> List<T> all(JsonFields fields, String name, Reading<T> reading) throws ReportException {
        List<T> all = new ArrayList<>();
        for (JsonFields each : fields.objects(name)) {
            all.add(reading.read(each));
        }
        return all;
    }
}
