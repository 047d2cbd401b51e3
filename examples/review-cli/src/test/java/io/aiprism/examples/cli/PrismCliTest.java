package io.aiprism.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.analysis.AnalysisContext;
import io.aiprism.analysis.AnalysisRequest;
import io.aiprism.analysis.AnalysisResult;
import io.aiprism.analysis.Analyzer;
import io.aiprism.analysis.Analyzers;
import io.aiprism.analysis.Scope;
import io.aiprism.document.Document;
import io.aiprism.document.DocumentReaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class PrismCliTest {
    private static final Path REPORT = Path.of("..", "data", "incident-report.docx");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private Path report;

    @BeforeEach
    void copyReport() throws IOException {
        report = Files.copy(REPORT, folder.resolve("report.docx"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"thread-pool", "virtual-threads"})
    void a_word_document_is_reviewed_and_copied_with_its_comments(String executor) throws IOException {
        assertThat(run(
                        "review",
                        "--analyzer",
                        "structure",
                        report.toString(),
                        "--executor",
                        executor,
                        "--concurrency",
                        "1"))
                .isZero();

        assertThat(out())
                .contains("Timeline of Events › During the Incident")
                .contains("important   Date out of order: “14 Sep 2026 16:20”")
                .contains("report.docx: 44 sections, 18 findings (2 critical, 11 important, 5 suggestions)")
                .contains("18 comments written to " + folder.resolve("report.reviewed.docx"));
        assertThat(err()).isEmpty();
        Document copy = DocumentReaders.installed().read(folder.resolve("report.reviewed.docx"));
        assertThat(copy.blocks())
                .isEqualTo(DocumentReaders.installed().read(report).blocks());
    }

    @Test
    void every_structural_weakness_of_the_report_is_found_and_nothing_else() {
        run("review", "--analyzer", "structure", report.toString());

        assertThat(out().lines().filter(line -> line.startsWith("  ")).map(line -> line.substring(14)))
                .containsExactlyElementsOf(List.of(
                        "Missing section: Recommendations: “Brindlecart Group”",
                        "Missing section: Conclusion: “Brindlecart Group”",
                        "Placeholder left in the text: “«Owner name»”",
                        "Date out of order: “14 Sep 2026 16:20”",
                        "Placeholder left in the text: “TODO: add these fees when the provider’s invoice for September is here.”",
                        "Section without text: “Regulatory and Contractual Impact”",
                        "Section out of the usual order: “Background”",
                        "Over-long sentence: “When a customer presses the button “Buy now”, the storefront calls the checkout gateway, w…”",
                        "Heading level skipped: “Sources of Evidence”",
                        "Over-long section: “Resolving Actions”",
                        "Action without owner: “Let the engineer on call switch on the waiting page without a second approval”",
                        "Action without date: “Add a diagnosis step to the failover runbook and rehearse it”",
                        "Action without owner: “Load tables of production size into staging every month”",
                        "Placeholder left in the text: “[insert customer count]”",
                        "Repeated paragraph: “Brindlecart reviews incidents without blame. People are named in this report only where th…”",
                        "Over-long sentence: “Although the change had passed every step that our process asks for, and although three pe…”",
                        "Placeholder left in the text: “TBD”",
                        "Placeholder left in the text: “XXX”"));
    }

    @Test
    void without_a_choice_mistakes_of_language_are_found_as_well() {
        PrintStream standardOut = System.out;
        PrintStream standardErr = System.err;
        var printedByLibraries = new ByteArrayOutputStream();
        var both = new PrintStream(printedByLibraries, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        try {
            assertThat(run("review", report.toString())).isZero();
        } finally {
            System.setOut(standardOut);
            System.setErr(standardErr);
        }

        assertThat(printedByLibraries.toString(StandardCharsets.UTF_8)).isEmpty();

        assertThat(out().lines().filter(line -> line.matches("  .*: “[^ ]+ ?[^ ]*”|  .*number of”")))
                .extracting(line -> line.substring(line.indexOf('“') + 1, line.length() - 1))
                .contains(
                        "seperate",
                        "maintainance",
                        "recieved",
                        "less",
                        "the the",
                        "it’s",
                        "was",
                        "occured",
                        "to to",
                        "a",
                        "Its",
                        "a large number of")
                .doesNotContain("Zoë", "Lindqvist", "Okonjo", "Brindlecart", "Annelies");
        assertThat(out()).contains("report.docx: 44 sections, 30 findings (2 critical, 22 important, 6 suggestions)");
        assertThat(err()).isEmpty();
    }

    @Test
    void an_analyzer_that_does_not_exist_is_refused_with_those_there_are() {
        assertThat(run("review", "--analyzer", "structure,grammar", report.toString()))
                .isEqualTo(2);

        assertThat(err())
                .contains("no analyzer named 'grammar'")
                .contains("structure")
                .contains("languagetool");
    }

    @Test
    void the_copy_goes_where_it_is_told_to() {
        Path target = folder.resolve("elsewhere.docx");

        assertThat(run("review", "--analyzer", "structure", report.toString(), "-o", target.toString()))
                .isZero();
        assertThat(target).isNotEmptyFile();
        assertThat(folder.resolve("report.reviewed.docx")).doesNotExist();
    }

    @Test
    void findings_at_or_above_the_severity_end_with_1() throws IOException {
        Path text = text("A TBD is important.");

        assertThat(run("review", "--analyzer", "structure", text.toString(), "--fail-on", "important"))
                .isEqualTo(1);
        assertThat(run("review", "--analyzer", "structure", text.toString(), "--fail-on", "CRITICAL"))
                .isZero();
        assertThat(run("review", "--analyzer", "structure", text.toString(), "--fail-on", "suggestion"))
                .isEqualTo(1);
    }

    @Test
    void suggested_edits_are_asked_for() {
        assertThat(run("review", report.toString(), "--suggest-edits")).isZero();
        assertThat(out()).contains("18 comments written").doesNotContain("tracked change");
    }

    @Test
    void a_text_file_is_reviewed_without_a_copy() throws IOException {
        assertThat(run("review", "--analyzer", "structure", text("All is well.").toString()))
                .isZero();
        assertThat(out().strip()).isEqualTo("note.txt: 1 section, 0 findings");
    }

    @Test
    void a_copy_of_what_is_no_word_document_is_wrong_usage() throws IOException {
        assertThat(run("review", "--analyzer", "structure", text("All is well.").toString(), "-o", "x.docx"))
                .isEqualTo(2);
        assertThat(err()).containsOnlyOnce("\n").contains("-o writes a Word copy");
    }

    @Test
    void the_copy_never_replaces_the_document() {
        assertThat(run("review", "--analyzer", "structure", report.toString(), "-o", report.toString()))
                .isEqualTo(2);
        assertThat(report).hasSameBinaryContentAs(REPORT);
    }

    @Test
    void a_copy_that_cannot_be_written_ends_with_3() {
        Path target = folder.resolve("missing").resolve("copy.docx");

        assertThat(run("review", "--analyzer", "structure", report.toString(), "-o", target.toString()))
                .isEqualTo(3);
        assertThat(err()).containsOnlyOnce("\n").contains("cannot write");
    }

    @Test
    void input_that_cannot_be_read_ends_with_4() throws IOException {
        Path damaged = Files.write(folder.resolve("damaged.docx"), new byte[] {'P', 'K', 3, 4, 0});
        Path unknown = Files.writeString(folder.resolve("picture.xyz"), "?");

        for (Path file : List.of(damaged, unknown, folder, folder.resolve("nothing.docx"), text(" \n "))) {
            err.reset();
            assertThat(run("review", "--analyzer", "structure", file.toString()))
                    .as("%s", file)
                    .isEqualTo(4);
            assertThat(err()).startsWith("prism: ").containsOnlyOnce("\n").doesNotContain("Exception");
        }
    }

    @Test
    void a_checklist_can_be_a_file() throws IOException {
        Path checklist = Files.writeString(folder.resolve("mine.json"), """
                {"id": "mine", "version": "1", "title": "Mine", "checkpoints": [], "requiredSections": [{"title": "Weather"}]}
                """);

        assertThat(run("review", "--analyzer", "structure", report.toString(), "--checklist", checklist.toString()))
                .isZero();
        assertThat(out()).contains("Missing section: Weather").doesNotContain("Missing section: Conclusion");
    }

    @Test
    void a_checklist_that_is_none_ends_with_4_and_names_the_line() throws IOException {
        Path checklist = Files.writeString(folder.resolve("mine.json"), "{\n\"id\": 3}");

        assertThat(run("review", "--analyzer", "structure", report.toString(), "--checklist", checklist.toString()))
                .isEqualTo(4);
        assertThat(err()).contains("mine.json, line 2: id: must be a text");
    }

    @Test
    void wrong_usage_ends_with_2_and_one_line_that_says_what_there_is() {
        assertThat(run()).isEqualTo(2);
        for (String[] args : new String[][] {
            {"review"},
            {"review", report.toString(), "--checklist", "memoir"},
            {"review", report.toString(), "--executor", "fibers"},
            {"review", report.toString(), "--concurrency", "0"},
            {"review", report.toString(), "--concurrency", "many"},
            {"review", report.toString(), "--fail-on", "grave"},
            {"review", report.toString(), "--author", " "},
            {"review", report.toString(), "--frobnicate"},
            {"reveiw"},
        }) {
            err.reset();
            assertThat(run(args)).as("%s", List.of(args)).isEqualTo(2);
            assertThat(err()).startsWith("prism").containsOnlyOnce("\n").doesNotContain("Exception");
        }
        run("review", "--analyzer", "structure", report.toString(), "--executor", "fibers");
        assertThat(err()).contains("found: [thread-pool, virtual-threads]");
    }

    @Test
    void help_and_version_are_printed() {
        assertThat(run("--help")).isZero();
        assertThat(out()).contains("review  ", "Exit codes:");
        assertThat(run("review", "--analyzer", "structure", "--help")).isZero();
        assertThat(out()).contains("--fail-on");
        out.reset();
        assertThat(run("--version")).isZero();
        assertThat(out()).matches("prism \\d+\\.\\d+\\.\\d+\\S*\\s");
    }

    @Test
    void an_analysis_that_failed_or_left_something_out_ends_with_5_and_says_so() throws IOException {
        Path note = text("TBD: say why.");
        var failing = new FakeAnalyzer((analyzer, request) -> {
            throw new IllegalStateException("no dictionary");
        });
        var partial = new FakeAnalyzer(
                (analyzer, request) -> AnalysisResult.partial(analyzer, List.of(), "the appendix was too long"));

        assertThat(run(failing, "review", "--analyzer", "fake", note.toString()))
                .isEqualTo(5);
        assertThat(out()).contains("no dictionary");
        assertThat(run(partial, "review", "--analyzer", "fake", note.toString(), "--fail-on", "suggestion"))
                .isEqualTo(5);
        assertThat(out()).contains("the appendix was too long");
        assertThat(err()).isEmpty();
    }

    private int run(Analyzer analyzer, String... args) {
        return PrismCli.run(
                Analyzers.of(List.of(analyzer)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                args);
    }

    /** Does what a test says with the document as a whole. */
    private record FakeAnalyzer(BiFunction<Analyzer, AnalysisRequest, AnalysisResult> body) implements Analyzer {
        @Override
        public String name() {
            return "fake";
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public Scope scope() {
            return Scope.DOCUMENT;
        }

        @Override
        public AnalysisResult analyze(AnalysisRequest request, AnalysisContext context) {
            return body.apply(this, request);
        }
    }

    private Path text(String text) throws IOException {
        return Files.writeString(folder.resolve("note.txt"), text);
    }

    private int run(String... args) {
        return PrismCli.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                args);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
