package io.aiprism.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonReportsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private record Mutant(List<Object> path, ObjectNode root) {}

    @Test
    void what_is_written_reads_back_to_an_equal_report(@TempDir Path folder) throws IOException {
        Report report = Reviewed.everything();
        Path file = folder.resolve("report.json");

        JsonReports.write(report, file);
        Report copy = JsonReports.read(file);

        assertThat(copy).isEqualTo(report);
        assertThat(copy.findings()).isEqualTo(report.findings());
        assertThat(written(copy)).isEqualTo(written(report));
    }

    @Test
    void a_report_without_findings_reads_back_too() throws IOException {
        Report report = Reviewed.report(Reviewed.journey());

        assertThat(read(written(report))).isEqualTo(report);
    }

    @Test
    void the_format_is_that_of_the_golden_file() throws IOException {
        assertThat(written(Reviewed.everything())).isEqualTo(golden());
    }

    @Test
    void the_golden_file_still_reads() throws IOException {
        assertThat(read(golden())).isEqualTo(Reviewed.everything());
    }

    @Test
    void what_is_written_fits_the_schema() throws IOException {
        JsonSchema schema = schema();

        assertThat(schema.validate(MAPPER.readTree(golden()))).isEmpty();
        assertThat(schema.validate(MAPPER.readTree(written(Reviewed.report(Reviewed.journey())))))
                .isEmpty();
    }

    @Test
    void what_the_schema_requires_the_reader_requires() throws IOException {
        JsonSchema schema = schema();
        int refused = 0;
        for (Mutant mutant : mutants()) {
            String text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(mutant.root());
            boolean fits = schema.validate(mutant.root()).isEmpty();
            try {
                read(text);
                assertThat(fits).as("%s reads, and so must fit", mutant.path()).isTrue();
            } catch (ReportException e) {
                assertThat(e.line()).isPositive();
                assertThat(e.getMessage()).startsWith("test.json, line " + e.line() + ": ");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(200);
    }

    @Test
    void fields_that_nobody_knows_are_ignored() throws IOException {
        String text = golden().replace("\"version\" : 1,", "\"version\" : 1, \"colour\": {\"a\": [1, null]},");

        assertThat(read(text)).isEqualTo(Reviewed.everything());
    }

    @Test
    void a_newer_version_is_refused_with_what_to_do() {
        var error = catchThrowableOfType(
                ReportException.class, () -> read("{\"format\": \"prism-report\",\n\"version\": 2}"));

        assertThat(error.kind()).isEqualTo(ReportException.Kind.NEWER_VERSION);
        assertThat(error.line()).isEqualTo(2);
        assertThat(error)
                .hasMessage("test.json, line 2: version: this Prism reads versions up to 1 of the format, "
                        + "the report has 2; read it with a newer Prism");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "``; 1",
                "nonsense; 1",
                "[]; 1",
                "{}; 1",
                "{\"format\": \"other\", \"version\": 1}; 1",
                "{\"format\": \"prism-report\", \"version\": 1} {}; 1"
            })
    void what_is_no_report_is_refused_as_such(String text, int line) {
        var error = catchThrowableOfType(ReportException.class, () -> read(text));

        assertThat(error.kind()).isEqualTo(ReportException.Kind.NOT_A_REPORT);
        assertThat(error.line()).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "\"severity\" : \"critical\"; \"severity\" : \"grave\"; findings[2].severity; 'grave' is none of: critical",
                "\"startOffset\" : 14; \"startOffset\" : 1.5; findings[2].span.startOffset; must be a whole number",
                "\"title\" : \"Receipts\"; \"title\" : 7; document.sections[2].title; must be a text, was a number",
                "\"startedAt\" : \"2026; \"startedAt\" : \"x; review.startedAt; is no instant",
                "\"confidence\" : 0.25; \"confidence\" : 4; findings[0]; confidence must be from 0 to 1",
                "\"sequence\" : 1; \"sequence\" : 9; ``; should have the number 1",
                "\"decision\" : \"accepted\"; \"decision\" : \"rejected\"; findings[1].decision; does not fit"
            })
    void malformed_fields_are_named_with_their_line(String from, String to, String field, String problem)
            throws IOException {
        String golden = golden();
        int at = golden.indexOf(from);
        String text = golden.substring(0, at) + to + golden.substring(at + from.length());

        var error = catchThrowableOfType(ReportException.class, () -> read(text));

        assertThat(error).hasMessageContaining(problem).hasMessageStartingWith("test.json, line " + error.line());
        assertThat(error.kind()).isEqualTo(ReportException.Kind.MALFORMED);
        assertThat(error.field()).isEqualTo(field);
    }

    @Test
    void words_that_do_not_stand_in_the_text_are_refused() throws IOException {
        String text = golden().replace("\"text\" : \"Nobody counted them.\"", "\"text\" : \"Everybody counted.\"");

        assertThatThrownBy(() -> read(text)).isInstanceOf(ReportException.class);
    }

    /** The golden report without one of its fields or items, for each of them; and with null for it. */
    private static List<Mutant> mutants() throws IOException {
        List<Mutant> mutants = new ArrayList<>();
        List<List<Object>> paths = new ArrayList<>();
        ObjectNode golden = (ObjectNode) MAPPER.readTree(golden());
        golden.remove("statistics");
        collect(golden, List.of(), paths);
        for (List<Object> path : paths) {
            mutants.add(new Mutant(path, mutant(path, false)));
            mutants.add(new Mutant(path, mutant(path, true)));
        }
        return mutants;
    }

    private static ObjectNode mutant(List<Object> path, boolean asNull) throws IOException {
        ObjectNode root = (ObjectNode) MAPPER.readTree(golden());
        JsonNode parent = root;
        for (Object step : path.subList(0, path.size() - 1)) {
            parent = step instanceof String name ? parent.get(name) : parent.get((Integer) step);
        }
        Object last = path.getLast();
        if (parent instanceof ObjectNode object) {
            if (asNull) {
                object.putNull((String) last);
            } else {
                object.remove((String) last);
            }
        } else if (asNull) {
            ((ArrayNode) parent).setNull((Integer) last);
        } else {
            ((ArrayNode) parent).remove((Integer) last);
        }
        return root;
    }

    private static void collect(JsonNode node, List<Object> path, List<List<Object>> paths) {
        if (path.size() > 0) {
            paths.add(path);
        }
        node.fieldNames().forEachRemaining(name -> collect(node.get(name), with(path, name), paths));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collect(node.get(i), with(path, i), paths);
        }
    }

    private static List<Object> with(List<Object> path, Object step) {
        List<Object> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }

    private static JsonSchema schema() {
        try (InputStream stream = JsonReports.schema()) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String golden() throws IOException {
        try (InputStream stream = JsonReportsTest.class.getResourceAsStream("report.json")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String written(Report report) throws IOException {
        var bytes = new ByteArrayOutputStream();
        JsonReports.write(report, bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Report read(String text) throws IOException {
        return JsonReports.read("test.json", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
