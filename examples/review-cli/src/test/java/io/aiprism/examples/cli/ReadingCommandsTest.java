package io.aiprism.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiprism.analysis.Analyzers;
import io.aiprism.document.Block;
import io.aiprism.document.Document;
import io.aiprism.document.DocumentReaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ReadingCommandsTest {
    private static final Path REPORT = Path.of("..", "data", "incident-report.docx");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @Test
    void the_text_is_printed_block_by_block() throws IOException {
        assertThat(run("text", REPORT.toString())).isZero();

        assertThat(out())
                .isEqualTo(DocumentReaders.installed().read(REPORT).blocks().stream()
                        .map(block -> block.text() + "\n")
                        .reduce("", String::concat));
        assertThat(err()).isEmpty();
    }

    @Test
    void several_documents_are_told_apart() throws IOException {
        Path one = text("one.txt", "First.");
        Path two = text("two.txt", "Second.");

        assertThat(run("text", one.toString(), two.toString())).isZero();
        assertThat(out()).isEqualTo("==> %s <==%nFirst.%n==> %s <==%nSecond.%n".formatted(one, two));
    }

    @Test
    void json_has_every_block_at_its_offsets_in_the_text() throws IOException {
        run("text", REPORT.toString());
        String text = out();
        out.reset();
        assertThat(run("text", "--json", REPORT.toString())).isZero();

        assertThat(out()).containsOnlyOnce("\n");
        JsonNode json = new ObjectMapper().readTree(out());
        Document document = DocumentReaders.installed().read(REPORT);
        assertThat(json.path("sha256").textValue()).isEqualTo(document.hash());
        assertThat(json.path("blocks")).hasSameSizeAs(document.blocks());
        for (int i = 0; i < document.blocks().size(); i++) {
            Block block = document.blocks().get(i);
            JsonNode written = json.path("blocks").get(i);
            assertThat(written.path("id").textValue()).isEqualTo(block.id());
            assertThat(written.path("section").textValue())
                    .isEqualTo(document.sectionOf(block.id()).id());
            assertThat(text.substring(
                            written.path("start").intValue(),
                            written.path("end").intValue()))
                    .isEqualTo(block.text())
                    .isEqualTo(written.path("text").textValue());
        }
        for (int i = 0; i < document.sections().size(); i++) {
            JsonNode written = json.path("sections").get(i);
            assertThat(text.substring(
                            written.path("start").intValue(),
                            written.path("end").intValue()))
                    .isEqualTo(document.sections().get(i).text());
        }
    }

    @Test
    void json_says_what_and_where_a_block_is() throws IOException {
        run("text", "--json", REPORT.toString());

        JsonNode blocks = new ObjectMapper().readTree(out()).path("blocks");
        JsonNode heading = blockWith(blocks, "Executive Summary", "heading");
        assertThat(heading.path("heading").path("level").intValue()).isEqualTo(1);
        assertThat(heading.path("heading").path("source").textValue()).isEqualTo("style-outline-level");
        assertThat(blocks.findValuesAsText("story")).contains("body", "footnote", "header", "text-box");
        assertThat(blocks.findValues("cell"))
                .isNotEmpty()
                .allSatisfy(cell -> assertThat(cell.fieldNames()).toIterable().contains("table", "row", "column"));
        assertThat(blocks.findValuesAsText("label")).contains("1.");
    }

    @Test
    void comments_that_a_document_has_are_in_its_json() throws IOException {
        Path report = Files.copy(REPORT, folder.resolve("report.docx"));
        run("review", "--analyzer", "structure", report.toString());
        out.reset();
        run("text", "--json", folder.resolve("report.reviewed.docx").toString());

        JsonNode json = new ObjectMapper().readTree(out());
        assertThat(json.path("comments")).hasSize(21);
        assertThat(json.path("comments").findValuesAsText("replyTo")).containsExactly("3");
        JsonNode written = json.path("comments").get(20);
        assertThat(written.path("author").textValue()).isEqualTo("Prism");
        assertThat(json.path("blocks").findValuesAsText("id"))
                .contains(written.path("span").path("startBlock").textValue());
    }

    @Test
    void texts_go_to_files_and_what_cannot_be_read_is_listed_with_its_problem() throws IOException {
        Path good = text("good.txt", "All is well.");
        Path damaged = Files.write(folder.resolve("damaged.docx"), new byte[] {'P', 'K', 3, 4, 0});
        Path unknown = text("picture.xyz", "?");
        Path missing = folder.resolve("missing.docx");
        Path subfolder = Files.createDirectory(folder.resolve("sub.txt"));
        Path last = text("last.txt", "At last.");
        Path target = folder.resolve("new").resolve("texts");

        assertThat(run(
                        "text",
                        "--out-dir",
                        target.toString(),
                        good.toString(),
                        damaged.toString(),
                        unknown.toString(),
                        missing.toString(),
                        subfolder.toString(),
                        last.toString()))
                .isEqualTo(4);

        assertThat(target.resolve("good.txt.txt")).hasContent("All is well.\n");
        assertThat(target.resolve("last.txt.txt")).hasContent("At last.\n");
        assertThat(target.toFile().list()).hasSize(2);
        assertThat(err().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("prism: %s: damaged: ".formatted(damaged)),
                        line -> assertThat(line).startsWith("prism: %s: unknown-format: ".formatted(unknown)),
                        line -> assertThat(line).startsWith("prism: %s: missing: ".formatted(missing)),
                        line -> assertThat(line).startsWith("prism: %s: folder: ".formatted(subfolder)));
        assertThat(out()).isEmpty();
    }

    @Test
    void json_files_have_a_name_of_their_own() throws IOException {
        Path file = text("note.txt", "All is well.");

        run("text", "--json", "--out-dir", folder.toString(), file.toString());

        assertThat(new ObjectMapper()
                        .readTree(folder.resolve("note.txt.json").toFile())
                        .path("blocks"))
                .hasSize(1);
    }

    @Test
    void no_text_replaces_a_document_or_another_text() throws IOException {
        Path one = text("note.txt", "One.");
        Path two = text("note.txt.txt", "Two.");
        Path other = Files.createDirectory(folder.resolve("other"));
        Path namesake = Files.copy(one, other.resolve("note.txt"));

        assertThat(run("text", "--out-dir", folder.toString(), one.toString(), two.toString()))
                .isEqualTo(2);
        assertThat(two).hasContent("Two.");
        assertThat(run("text", "--out-dir", other.toString(), one.toString(), namesake.toString()))
                .isEqualTo(2);
        assertThat(err()).contains("would replace the document", "would both be written to");
    }

    @Test
    void texts_that_cannot_be_written_end_with_3() throws IOException {
        Path file = text("note.txt", "One.");

        assertThat(run("text", "--out-dir", file.toString(), file.toString())).isEqualTo(3);
        assertThat(err()).startsWith("prism: cannot make the folder").containsOnlyOnce("\n");
    }

    @Test
    void sections_are_a_tree_that_says_how_each_heading_was_found() {
        assertThat(run("sections", REPORT.toString())).isZero();

        assertThat(out())
                .startsWith("(before the first heading)\n")
                .contains("\nExecutive Summary  [level 1, by the outline level of the style]\n")
                .contains("\n  During the Incident  [level 2, ")
                .contains("\n(headers and footers)\n")
                .endsWith("incident-report.docx: 44 sections, 573 blocks\n");
    }

    @Test
    void the_original_view_is_before_tracked_changes() {
        run("text", REPORT.toString());
        String edited = out();
        out.reset();
        assertThat(run("text", "--view", "original", REPORT.toString())).isZero();
        assertThat(out()).isNotEqualTo(edited);
        assertThat(run("sections", "--view", "ORIGINAL", REPORT.toString())).isZero();
    }

    @Test
    void wrong_usage_ends_with_2() {
        for (List<String> args : List.of(
                List.of("text"),
                List.of("sections"),
                List.of("sections", REPORT.toString(), REPORT.toString()),
                List.of("text", "--view", "draft", REPORT.toString()))) {
            err.reset();
            assertThat(run(args.toArray(String[]::new))).as("%s", args).isEqualTo(2);
            assertThat(err()).containsOnlyOnce("\n");
        }
        assertThat(run("sections", folder.resolve("missing.docx").toString())).isEqualTo(4);
    }

    private static JsonNode blockWith(JsonNode blocks, String text, String kind) {
        for (JsonNode block : blocks) {
            if (block.path("text").textValue().equals(text)
                    && block.path("kind").textValue().equals(kind)) {
                return block;
            }
        }
        throw new AssertionError("no " + kind + " says " + text);
    }

    private Path text(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private int run(String... args) {
        return PrismCli.run(
                Analyzers.installed(),
                InputStream.nullInputStream(),
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
