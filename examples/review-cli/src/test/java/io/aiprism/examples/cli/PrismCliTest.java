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
import io.aiprism.document.DocumentSource;
import io.aiprism.document.ReadOptions;
import io.aiprism.document.RevisionView;
import io.aiprism.finding.Severity;
import io.aiprism.report.JsonReports;
import io.aiprism.report.Report;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
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
                .contains("18 comments written to " + folder.resolve("report.reviewed.docx"))
                .contains("report written to " + folder.resolve("report.reviewed.html"))
                .contains("report written to " + folder.resolve("report.reviewed.json"));
        assertThat(err()).isEqualTo("reviewing report.docx: 1 analysis\n");
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
        assertThat(err()).isEqualTo("reviewing report.docx: 45 analyses\n");
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
    void suggested_edits_become_tracked_changes_only_if_asked_for() throws IOException {
        Path copy = folder.resolve("report.reviewed.docx");
        var original = ReadOptions.DEFAULT.withView(RevisionView.ORIGINAL);
        Document before = DocumentReaders.installed().read(DocumentSource.of(report), original);

        assertThat(run("review", report.toString(), "--suggest-edits")).isZero();

        assertThat(out()).containsPattern("\\n\\d+ tracked changes made in the copy\\n");
        assertThat(DocumentReaders.installed().read(copy).blocks())
                .isNotEqualTo(DocumentReaders.installed().read(report).blocks());
        assertThat(DocumentReaders.installed()
                        .read(DocumentSource.of(copy), original)
                        .blocks())
                .isEqualTo(before.blocks());
        out.reset();
        assertThat(run("review", report.toString())).isZero();
        assertThat(out()).doesNotContain("tracked change");
    }

    @Test
    void a_text_file_is_reviewed_without_a_copy() throws IOException {
        assertThat(run("review", "--analyzer", "structure", text("All is well.").toString()))
                .isZero();
        assertThat(out().lines())
                .containsExactly(
                        "note.txt: 1 section, 0 findings",
                        "report written to " + folder.resolve("note.reviewed.html"),
                        "report written to " + folder.resolve("note.reviewed.json"));
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
    void reports_are_written_beside_each_other() throws IOException {
        Path html = folder.resolve("report.html");
        Path json = folder.resolve("report.json");
        Path markdown = folder.resolve("report.md");

        assertThat(run(
                        "review",
                        "--analyzer",
                        "structure",
                        report.toString(),
                        "--html",
                        html.toString(),
                        "--json",
                        json.toString(),
                        "--markdown",
                        markdown.toString()))
                .isZero();
        assertThat(out()).contains("report written to " + html, "report written to " + json);
        assertThat(html).content().contains("<h1 dir=\"auto\">report.docx</h1>", "Date out of order");
        assertThat(markdown).content().startsWith("# Review of report.docx\n\n**18 findings** in 44 sections");
        Report read = JsonReports.read(json);
        assertThat(read.findings()).hasSize(18);
        assertThat(read.regroundedIn(DocumentReaders.installed().read(report)).misses())
                .isEmpty();
    }

    @Test
    void a_report_never_replaces_the_document_and_needs_its_folder() {
        assertThat(run("review", "--analyzer", "structure", report.toString(), "--html", report.toString()))
                .isEqualTo(2);
        assertThat(report).hasSameBinaryContentAs(REPORT);
        assertThat(run(
                        "review",
                        "--analyzer",
                        "structure",
                        report.toString(),
                        "--json",
                        folder.resolve("missing").resolve("x.json").toString()))
                .isEqualTo(3);
        assertThat(err()).contains("its folder does not exist");
    }

    @Test
    void a_copy_is_annotated_from_a_report() throws IOException {
        Path json = folder.resolve("report.json");
        Path first = folder.resolve("first.docx");
        Path second = folder.resolve("second.docx");
        run("review", "--analyzer", "structure", report.toString(), "--json", json.toString(), "-o", first.toString());
        out.reset();

        assertThat(run("annotate", report.toString(), json.toString(), "-o", second.toString()))
                .isZero();
        assertThat(out().strip()).isEqualTo("18 comments written to " + second);
        assertThat(second).hasSameBinaryContentAs(first);
    }

    @Test
    void findings_whose_words_are_gone_are_listed_when_a_copy_is_annotated() throws IOException {
        Path json = folder.resolve("report.json");
        run("review", "--analyzer", "structure", report.toString(), "--json", json.toString());
        String stored = Files.readString(json);
        String placeholder = "«Owner name»";
        assertThat(stored).contains("\"quote\" : \"" + placeholder + "\"");
        Files.writeString(json, stored.replace(placeholder, "«Other name»"));
        out.reset();

        assertThat(run("annotate", report.toString(), json.toString())).isZero();
        assertThat(out())
                .contains("1 finding not found again:", "“«Other name»”", "its words stand nowhere in the document")
                .contains("17 comments written to " + folder.resolve("report.reviewed.docx"));
    }

    @Test
    void only_word_documents_are_annotated() throws IOException {
        Path json = folder.resolve("report.json");
        Path text = text("A TBD is important.");
        run("review", "--analyzer", "structure", text.toString(), "--json", json.toString());
        err.reset();

        assertThat(run("annotate", text.toString(), json.toString())).isEqualTo(2);
        assertThat(err()).containsOnlyOnce("\n").contains("is no Word document");
    }

    @Test
    void two_reports_are_compared() throws IOException {
        Path before = folder.resolve("before.json");
        Path after = folder.resolve("after.json");
        run(
                "review",
                "--analyzer",
                "structure",
                text("A TBD is important.\n\nTODO: more.").toString(),
                "--json",
                before.toString());
        run(
                "review",
                "--analyzer",
                "structure",
                text("Now: a TBD is important.\n\nMore by [insert name].").toString(),
                "--json",
                after.toString());
        out.reset();

        assertThat(run("diff", before.toString(), after.toString())).isZero();
        assertThat(out())
                .containsSubsequence(
                        "New",
                        "“[insert name]”",
                        "Gone",
                        "Placeholder left in the text: “TODO",
                        "1 new, 1 gone, 1 kept");
    }

    @Test
    void a_report_that_cannot_be_read_ends_with_4_and_names_the_line() throws IOException {
        Path json = Files.writeString(folder.resolve("report.json"), "{\"format\": \"prism-report\",\n\"version\": 9}");

        assertThat(run("diff", json.toString(), json.toString())).isEqualTo(4);
        assertThat(err()).containsOnlyOnce("\n").contains("report.json, line 2: version: ", "newer Prism");
        assertThat(run(
                        "annotate",
                        report.toString(),
                        folder.resolve("none.json").toString()))
                .isEqualTo(4);
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
    void several_documents_are_reviewed_into_a_folder_and_summed_up() throws IOException {
        Path results = folder.resolve("results");
        Path note = text("A TBD is important.");

        assertThat(run(
                        "review",
                        "--analyzer",
                        "structure",
                        report.toString(),
                        note.toString(),
                        "-o",
                        results.toString()))
                .isZero();

        try (Stream<Path> written = Files.list(results)) {
            assertThat(written.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "report.reviewed.docx",
                            "report.reviewed.html",
                            "report.reviewed.json",
                            "note.reviewed.html",
                            "note.reviewed.json");
        }
        assertThat(out().lines().toList().reversed().subList(0, 3))
                .satisfiesExactly(
                        line -> assertThat(line).matches("note\\.txt +0 +1 +0 +0 +\\d+\\.\\d"),
                        line -> assertThat(line).matches("report\\.docx +2 +11 +5 +0 +\\d+\\.\\d"),
                        line -> assertThat(line).startsWith("document"));
    }

    @Test
    void of_several_documents_one_that_cannot_be_read_keeps_the_others_from_nothing() throws IOException {
        Path note = text("A TBD is important.");
        String missing = folder.resolve("nothing.docx").toString();

        assertThat(run("review", "--analyzer", "structure", missing, note.toString()))
                .isEqualTo(4);

        assertThat(err()).contains("prism: there is no file " + missing);
        assertThat(out()).contains("note.txt: 1 section, 1 finding (1 important)");
        assertThat(folder.resolve("note.reviewed.json")).exists();
    }

    @Test
    void two_results_never_share_a_file() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Path first = text("One.");
        Path second = Files.copy(first, other.resolve("note.txt"));

        assertThat(run(
                        "review",
                        "--analyzer",
                        "structure",
                        first.toString(),
                        second.toString(),
                        "-o",
                        other.toString()))
                .isEqualTo(2);
        assertThat(err()).contains("two results would be written to");
    }

    @Test
    void with_several_documents_files_cannot_be_named_one_by_one() throws IOException {
        Path note = text("One.");

        assertThat(run("review", report.toString(), note.toString(), "--html", "x.html"))
                .isEqualTo(2);
        assertThat(err()).contains("with several documents use -o FOLDER");
        assertThat(run("review", report.toString(), note.toString(), "-o", note.toString()))
                .isEqualTo(2);
        assertThat(err()).contains("-o is a folder");
    }

    @Test
    void standard_input_is_a_document_too() throws IOException {
        byte[] markdown = "# Aim\n\nTBD\n".getBytes(StandardCharsets.UTF_8);
        Path html = folder.resolve("in.html");

        assertThat(run(
                        Analyzers.installed(),
                        new ByteArrayInputStream(markdown),
                        "review",
                        "--analyzer",
                        "structure",
                        "-",
                        "--stdin-name",
                        "aim.md"))
                .isZero();
        assertThat(out()).contains("aim.md: 1 section").doesNotContain("written");

        try (InputStream word = Files.newInputStream(report)) {
            assertThat(run(
                            Analyzers.installed(),
                            word,
                            "review",
                            "--analyzer",
                            "structure",
                            "-",
                            "--html",
                            html.toString(),
                            "-o",
                            folder.resolve("in.docx").toString()))
                    .isZero();
        }
        assertThat(html).isNotEmptyFile();
        assertThat(folder.resolve("in.docx")).isNotEmptyFile();
    }

    @Test
    void what_matters_too_little_is_left_out_and_counted() {
        assertThat(run("review", "--analyzer", "structure", report.toString(), "--min-severity", "critical"))
                .isZero();

        assertThat(out()).contains("2 findings (2 critical), 16 more left out", "2 comments written");
    }

    @Test
    void checklists_are_listed_and_shown() {
        assertThat(run("checklists")).isZero();
        assertThat(out().lines())
                .extracting(line -> line.substring(0, line.indexOf(' ')))
                .contains("general-report", "incident-review", "technical-design");
        out.reset();

        assertThat(run("checklists", "incident-review")).isZero();
        assertThat(out()).contains("Required sections", "Checkpoints");
        assertThat(run("checklists", "memoir")).isEqualTo(2);
    }

    @Test
    void a_shell_can_complete_commands() {
        assertThat(run("generate-completion")).isZero();
        assertThat(out()).contains("complete -F", "--min-severity");
    }

    @Test
    void colours_and_the_bar_are_for_terminals() {
        Map<String, String> properties = Map.of("prism.terminal", "out,err");

        assertThat(Terminal.of(Map.of(), Map.of())).isEqualTo(Terminal.NONE);
        assertThat(Terminal.of(properties, Map.of())).isEqualTo(new Terminal(true, true));
        assertThat(Terminal.of(properties, Map.of("NO_COLOR", "1"))).isEqualTo(new Terminal(true, false));
        assertThat(Terminal.of(properties, Map.of("TERM", "dumb"))).isEqualTo(Terminal.NONE);
        assertThat(new Terminal(false, true).coloured(Severity.CRITICAL, "x")).isEqualTo("\u001B[31mx\u001B[0m");
        assertThat(Terminal.NONE.coloured(Severity.CRITICAL, "x")).isEqualTo("x");
        assertThat(Progress.bar(15, 30, 4))
                .isEqualTo("█".repeat(15) + "░".repeat(15) + " 15 of 30 analyses, 4 running");
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
        assertThat(err()).isEqualTo("reviewing note.txt: 1 analysis\n".repeat(2));
    }

    private int run(Analyzer analyzer, String... args) {
        return run(Analyzers.of(List.of(analyzer)), InputStream.nullInputStream(), args);
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
        return run(Analyzers.installed(), InputStream.nullInputStream(), args);
    }

    private int run(Analyzers installed, InputStream in, String... args) {
        return PrismCli.run(
                installed,
                in,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Terminal.NONE,
                args);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
