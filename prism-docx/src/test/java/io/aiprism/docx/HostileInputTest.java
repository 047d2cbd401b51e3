package io.aiprism.docx;

import static io.aiprism.docx.WordFile.paragraph;
import static io.aiprism.docx.WordFile.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aiprism.document.Block;
import io.aiprism.document.Document;
import io.aiprism.document.DocumentException;
import io.aiprism.document.DocumentException.Kind;
import io.aiprism.document.DocumentLimits;
import io.aiprism.document.DocumentSource;
import io.aiprism.document.ReadOptions;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files made to do harm end in a typed error or in a document, within bounded time and memory. */
@Timeout(120)
class HostileInputTest {
    private static final String OPEN = "<w:document xmlns:w=\"" + WordFile.TRANSITIONAL + "\"><w:body><w:p><w:r><w:t>";

    private static Document read(byte[] file) throws IOException {
        return new DocxReader().read(DocumentSource.of("x.docx", file), ReadOptions.DEFAULT);
    }

    private static DocumentException refused(byte[] file) {
        return catchThrowableOfType(DocumentException.class, () -> read(file));
    }

    /** A document whose main part repeats something many times; it is never whole in memory. */
    private static byte[] bomb(String before, String repeated, int times) throws IOException {
        return bomb(before, repeated, times, "");
    }

    static byte[] bomb(String before, String repeated, int times, String after) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.setLevel(1);
            zip.putNextEntry(new ZipEntry("_rels/.rels"));
            write(
                    zip,
                    "<Relationships><Relationship Id=\"a\" Type=\"http://x/officeDocument\" Target=\"d.xml\"/></Relationships>");
            zip.putNextEntry(new ZipEntry("d.xml"));
            write(zip, before);
            String block = repeated.repeat(1_000);
            for (int i = 0; i < times / 1_000; i++) {
                write(zip, block);
            }
            write(zip, after);
        }
        return bytes.toByteArray();
    }

    private static void write(OutputStream target, String text) throws IOException {
        target.write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_text_that_expands_beyond_the_limit_is_refused() throws IOException {
        DocumentException refused = refused(bomb(OPEN, "    ", 15_000_000));
        assertThat(refused.kind()).isEqualTo(Kind.LIMIT_EXCEEDED);
        assertThat(refused).hasMessageContaining("maxCharacters");
    }

    @Test
    void endless_names_and_attributes_are_refused() throws IOException {
        for (String before : List.of("<", "<w a=\"", "<w:document xmlns:w=\"")) {
            assertThat(refused(bomb(before, "aaaa", 6_000_000)).kind()).isEqualTo(Kind.LIMIT_EXCEEDED);
        }
    }

    @Test
    void very_many_different_names_are_refused() throws IOException {
        var names = new StringBuilder("<w:document xmlns:w=\"" + WordFile.TRANSITIONAL + "\"><w:body>");
        for (int i = 0; i <= BoundedNames.MOST; i++) {
            names.append("<w:n").append(i).append("/>");
        }
        DocumentException refused = refused(bomb(names.toString(), " ", 1_000));
        assertThat(refused.kind()).isEqualTo(Kind.LIMIT_EXCEEDED);
        assertThat(refused).hasMessageContaining("different names limit (20000)");
    }

    @Test
    void the_names_of_one_document_are_not_kept_for_the_next() throws IOException {
        for (int i = 0; i < 3; i++) {
            var names = new StringBuilder();
            for (int j = 0; j < BoundedNames.MOST / 2; j++) {
                names.append("<w:n").append(i).append('x').append(j).append("/>");
            }
            assertThat(read(WordFile.of(names.toString(), paragraph("Text")).bytes())
                            .blocks())
                    .hasSize(1);
        }
    }

    @Test
    void very_many_paragraphs_are_refused() throws IOException {
        String before = "<w:document xmlns:w=\"" + WordFile.TRANSITIONAL + "\"><w:body>";
        DocumentException refused = refused(bomb(before, paragraph("a"), 251_000));
        assertThat(refused.kind()).isEqualTo(Kind.LIMIT_EXCEEDED);
        assertThat(refused).hasMessageContaining("250,000 (maxBlocks)");
    }

    @Test
    void a_document_that_can_be_read_can_be_annotated_within_the_same_limits() throws IOException {
        byte[] file = WordFile.of(paragraph("word ").repeat(2_000)).bytes();
        DocumentSource source = DocumentSource.of("x.docx", file);
        var options = ReadOptions.DEFAULT.withLimits(new DocumentLimits(1 << 20, 130_000, 100, 100, 10_000, 100_000));
        Document document = new DocxReader().read(source, options);
        var comment = new DocxComment(document.blocks().getFirst().span(), "A", "", Instant.EPOCH, List.of("c"));
        AnnotationResult result =
                new DocxAnnotator(options).annotate(source, List.of(comment), new ByteArrayOutputStream());
        assertThat(result.anchorings()).singleElement().isInstanceOf(Anchoring.Anchored.class);
    }

    @Test
    void the_largest_files_are_read_or_refused_in_a_heap_of_512_MiB() throws Exception {
        String path = String.join(
                File.pathSeparator,
                System.getProperty("jdk.module.path", ""),
                System.getProperty("java.class.path"),
                Path.of("target", "classes").toString(),
                Path.of("target", "test-classes").toString());
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        path,
                        LargeFiles.class.getName())
                .redirectErrorStream(true)
                .start();
        List<String> printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("Picked up "))
                .toList();
        assertThat(process.waitFor()).as("%s", printed).isZero();
        assertThat(printed)
                .containsExactly(
                        "three million runs: read",
                        "text of 300 MB: LIMIT_EXCEEDED",
                        "text of 300 MB in paragraphs: LIMIT_EXCEEDED",
                        "text within the limit: read",
                        "250,000 headings: read",
                        "50,000 comments: read",
                        "40 million empty runs: read");
    }

    @Test
    void nesting_of_ten_thousand_is_refused() throws IOException {
        DocumentException refused = refused(bomb(OPEN, "<w:sdt>", 10_000));
        assertThat(refused.kind()).isEqualTo(Kind.LIMIT_EXCEEDED);
        assertThat(refused).hasMessageContaining("256 (maxDepth)");
    }

    @Test
    void very_many_runs_are_only_text() throws IOException {
        String runs = run("ab").repeat(200_000);
        assertThat(read(WordFile.of("<w:p>" + runs + "</w:p>").bytes()).blocks())
                .singleElement()
                .extracting(block -> block.text().length())
                .isEqualTo(400_000);
    }

    @Test
    void an_archive_of_very_many_entries_is_refused() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (int i = 0; i <= 10_000; i++) {
            entries.put("e" + i, new byte[0]);
        }
        assertThat(refused(WordFile.zip(entries))).hasMessageContaining("10,000 (maxEntries)");
    }

    @Test
    void a_large_part_that_is_not_read_does_not_count() throws IOException {
        byte[] picture = new byte[3 << 20];
        byte[] file = WordFile.of(paragraph("Text"))
                .raw("word/media/image.bmp", picture)
                .bytes();
        var limits = new DocumentLimits(1 << 20, 1 << 20, 100, 100, 100, 100);
        assertThat(new DocxReader()
                        .read(DocumentSource.of("x.docx", file), ReadOptions.DEFAULT.withLimits(limits))
                        .blocks())
                .hasSize(1);
    }

    @Test
    void relationships_in_a_circle_and_odd_part_names_do_no_harm() throws IOException {
        byte[] file = WordFile.of(paragraph("Text"), "<w:sectPr><w:headerReference r:id=\"a\"/></w:sectPr>")
                .raw(
                        "word/_rels/document.xml.rels",
                        "<Relationships><Relationship Id=\"a\" Type=\"x/header\" Target=\"../../../word/header.xml\"/>"
                                + "<Relationship Id=\"b\" Type=\"x/footnotes\" Target=\"document.xml\"/>"
                                + "<Relationship Id=\"c\" Type=\"x/styles\" Target=\"%zz//..%2F\"/></Relationships>")
                .raw("word/header.xml", WordFile.of().root("hdr", paragraph("Head")))
                .raw("../../etc/passwd", "x")
                .bytes();
        assertThat(read(file).blocks()).extracting(Block::text).containsExactly("Text", "Head");
    }

    @Test
    void external_relationships_are_not_followed() throws IOException {
        byte[] file = WordFile.of(paragraph("Text"))
                .raw(
                        "word/_rels/document.xml.rels",
                        "<Relationships><Relationship Id=\"a\" Type=\"x/styles\" TargetMode=\"External\""
                                + " Target=\"http://localhost:1/styles.xml\"/></Relationships>")
                .bytes();
        assertThat(read(file).blocks()).hasSize(1);
    }

    @Test
    void bytes_changed_at_random_end_in_a_document_or_a_typed_error() throws IOException {
        byte[] whole = CoverageTest.randomFile(new RandomBody(7))
                .part("comments", "comments", "<w:comment w:id=\"1\">" + paragraph("c") + "</w:comment>")
                .bytes();
        var random = new Random(42);
        for (int i = 0; i < 1_500; i++) {
            byte[] changed = whole.clone();
            int changes = 1 + random.nextInt(4);
            for (int j = 0; j < changes; j++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            readAndAnnotate(changed, i);
        }
    }

    private static void readAndAnnotate(byte[] file, int round) throws IOException {
        DocumentSource source = DocumentSource.of("x.docx", file);
        try {
            Document document = new DocxReader().read(source, ReadOptions.DEFAULT);
            if (!document.blocks().isEmpty()) {
                var comment = new DocxComment(
                        document.blocks().getFirst().span(), "A", "", Instant.EPOCH, List.of("" + round));
                new DocxAnnotator().annotate(source, List.of(comment), new ByteArrayOutputStream());
            }
        } catch (DocumentException expected) {
            assertThat(expected.getMessage()).startsWith("x.docx");
        }
    }
}
