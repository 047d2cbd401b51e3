package io.aiprism.docx;

import static io.aiprism.docx.WordFile.cell;
import static io.aiprism.docx.WordFile.paragraph;
import static io.aiprism.docx.WordFile.row;
import static io.aiprism.docx.WordFile.run;
import static io.aiprism.docx.WordFile.table;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.document.Block;
import io.aiprism.document.Document;
import io.aiprism.document.DocumentException;
import io.aiprism.document.DocumentSource;
import io.aiprism.document.ReadOptions;
import io.aiprism.document.Span;
import io.aiprism.document.Story;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocxAnnotatorTest {
    private static final Instant NOON = Instant.parse("2026-11-02T12:00:00.5Z");

    private static DocxComment comment(Span span, String... paragraphs) {
        return new DocxComment(span, "Prism", "P", NOON, List.of(paragraphs));
    }

    private static Document read(byte[] file) throws IOException {
        return new DocxReader().read(DocumentSource.of("test.docx", file), ReadOptions.DEFAULT);
    }

    private static byte[] annotate(byte[] file, DocxComment... comments) throws IOException {
        var target = new ByteArrayOutputStream();
        AnnotationResult result =
                new DocxAnnotator().annotate(DocumentSource.of("test.docx", file), List.of(comments), target);
        assertThat(result.notAnchored()).isEmpty();
        return target.toByteArray();
    }

    /** The span of some words, which must stand in one block. */
    private static Span words(Document document, String words) {
        for (Block block : document.blocks()) {
            int at = block.text().indexOf(words);
            if (at >= 0) {
                return Span.within(block.id(), at, at + words.length());
            }
        }
        throw new IllegalArgumentException(words);
    }

    private static String mainPart(byte[] file) throws IOException {
        return new String(CommentChecks.entries(file).get("word/document.xml"), UTF_8);
    }

    @Test
    void a_run_is_split_at_the_exact_words_and_keeps_its_formatting() throws IOException {
        byte[] file = WordFile.of(
                        "<w:p><w:r w:rsidR=\"1\"><w:rPr><w:b/></w:rPr><w:t>one &amp; two three</w:t></w:r></w:p>")
                .bytes();
        byte[] annotated = annotate(file, comment(words(read(file), "& two"), "Which two?"));
        assertThat(mainPart(annotated))
                .contains(
                        "<w:p><w:r w:rsidR=\"1\"><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">one </w:t></w:r>"
                                + "<w:commentRangeStart w:id=\"0\"/>"
                                + "<w:r w:rsidR=\"1\"><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">&amp; two</w:t></w:r>"
                                + "<w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r>"
                                + "<w:r w:rsidR=\"1\"><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\"> three</w:t></w:r></w:p>");
        assertThat(new String(CommentChecks.entries(annotated).get("word/comments.xml"), UTF_8))
                .contains("<w:comment w:id=\"0\" w:author=\"Prism\" w:date=\"2026-11-02T12:00:00Z\" w:initials=\"P\">")
                .contains("Which two?");
        assertThat(CommentChecks.quotesOf(annotated)).containsExactly(Map.entry("0", "& two"));
    }

    @Test
    void marks_go_around_what_begins_and_ends_with_the_words() throws IOException {
        byte[] file = WordFile.of(
                        "<w:p>" + run("See ") + "<w:hyperlink>" + run("the ") + run("link") + "</w:hyperlink></w:p>")
                .bytes();
        byte[] annotated = annotate(file, comment(words(read(file), "the link"), "?"));
        assertThat(mainPart(annotated))
                .contains("<w:commentRangeStart w:id=\"0\"/><w:hyperlink>")
                .contains("</w:hyperlink><w:commentRangeEnd w:id=\"0\"/>");
    }

    @Test
    void comments_may_cross_runs_tabs_cells_and_paragraphs_and_overlap() throws IOException {
        byte[] file = WordFile.of(
                        "<w:p><w:r><w:t>one</w:t><w:tab/><w:t>two</w:t></w:r><w:ins w:id=\"7\">" + run("three")
                                + "</w:ins></w:p>",
                        table(row(cell(paragraph("left")), cell(paragraph("right")))),
                        paragraph("last"))
                .bytes();
        Document document = read(file);
        Span across = new Span(
                document.blocks().get(0).id(), 5, document.blocks().get(2).id(), 3);
        byte[] annotated = annotate(
                file,
                comment(words(document, "ne\ttwothr"), "a"),
                comment(words(document, "\t"), "b"),
                comment(across, "c"),
                comment(words(document, "two"), "d"),
                comment(words(document, "two"), "e"));
        assertThat(CommentChecks.quotesOf(annotated))
                .isEqualTo(Map.of("8", "ne\ttwothr", "9", "\t", "10", "wothree\nleft\nrig", "11", "two", "12", "two"));
        assertThat(read(annotated).blocks()).isEqualTo(document.blocks());
    }

    @Test
    void existing_comments_stay_and_new_ids_are_above_every_annotation() throws IOException {
        byte[] file = WordFile.of("<w:p><w:bookmarkStart w:id=\"41\" w:name=\"b\"/><w:commentRangeStart w:id=\"3\"/>"
                        + run("old") + "<w:commentRangeEnd w:id=\"3\"/><w:r><w:commentReference w:id=\"3\"/></w:r>"
                        + run(" new")
                        + "</w:p>")
                .part(
                        "comments",
                        "comments",
                        "<w:comment w:id=\"3\" w:author=\"A\">" + paragraph("Existing") + "</w:comment>")
                .bytes();
        byte[] annotated = annotate(file, comment(words(read(file), "new"), "First", "Second"));
        assertThat(CommentChecks.quotesOf(annotated)).isEqualTo(Map.of("3", "old", "42", "new"));
        assertThat(new String(CommentChecks.entries(annotated).get("word/comments.xml"), UTF_8))
                .contains("<w:comment w:id=\"3\" w:author=\"A\">" + paragraph("Existing")
                        + "</w:comment><w:comment w:id=\"42\"");
    }

    @Test
    void a_recorded_change_of_formatting_is_not_doubled_with_its_id() throws IOException {
        byte[] file = WordFile.of(
                        "<w:p><w:r><w:rPr><w:b/><w:rPrChange w:author=\"x\" w:id=\"5\"><w:rPr/></w:rPrChange></w:rPr>"
                                + "<w:t>one two</w:t></w:r></w:p>")
                .bytes();
        byte[] annotated = annotate(file, comment(words(read(file), "two"), "?"));
        assertThat(CommentChecks.quotesOf(annotated)).containsExactly(Map.entry("6", "two"));
        assertThat(mainPart(annotated)).contains("w:id=\"5\"").contains("w:id=\"7\"");
    }

    @Test
    void a_span_within_an_equation_takes_the_whole_of_it() throws IOException {
        byte[] file = WordFile.of("<w:p>" + run("E ") + "<m:oMath><m:r><m:t>mc2</m:t></m:r></m:oMath></w:p>")
                .bytes();
        byte[] annotated = annotate(file, comment(words(read(file), "c"), "?"));
        assertThat(mainPart(annotated)).contains("<w:commentRangeStart w:id=\"0\"/><m:oMath>");
        assertThat(read(annotated).blocks()).isEqualTo(read(file).blocks());
    }

    @Test
    void everything_else_is_copied_byte_for_byte_and_in_order() throws IOException {
        byte[] file = WordFile.of(paragraph("Text"))
                .raw("word/media/image1.bin", new byte[] {1, 2, 3})
                .raw("custom/odd name.xml", "<?xml version='1.0'?><a  b = '\n'/>")
                .bytes();
        byte[] annotated = annotate(file, comment(words(read(file), "Text"), "?"));
        Map<String, byte[]> before = CommentChecks.entries(file);
        Map<String, byte[]> after = CommentChecks.entries(annotated);
        assertThat(new ArrayList<>(after.keySet()).subList(0, before.size()))
                .isEqualTo(new ArrayList<>(before.keySet()));
        assertThat(after.keySet())
                .hasSize(before.size() + 2)
                .contains("word/comments.xml", "word/_rels/document.xml.rels");
        for (String name : List.of("_rels/.rels", "word/media/image1.bin", "custom/odd name.xml")) {
            assertThat(after.get(name)).isEqualTo(before.get(name));
        }
    }

    @Test
    void without_comments_the_copy_has_the_same_entries() throws IOException {
        byte[] file = WordFile.of(paragraph("Text")).bytes();
        assertThat(CommentChecks.entries(annotate(file)))
                .usingRecursiveComparison()
                .isEqualTo(CommentChecks.entries(file));
    }

    @Test
    void what_cannot_be_anchored_comes_back_with_its_reason() throws IOException {
        DocumentSource source = WordFile.of(paragraph("body")).source();
        String body = new DocxReader()
                .read(source, ReadOptions.DEFAULT)
                .blocks()
                .getFirst()
                .id();
        AnnotationResult result = new DocxAnnotator()
                .annotate(
                        source,
                        List.of(
                                comment(Span.within("nowhere", 0, 1), "a"),
                                comment(Span.within(body, 0, 9), "b"),
                                comment(Span.within(body, 4, 4), "c")),
                        new ByteArrayOutputStream());
        assertThat(result.notAnchored())
                .extracting(Anchoring.NotAnchored::reason)
                .containsExactly(Anchoring.Reason.UNKNOWN_BLOCK, Anchoring.Reason.OUTSIDE_TEXT);
        assertThat(result.anchorings()).hasSize(3);
        assertThat(result.anchorings().getLast()).isInstanceOf(Anchoring.Anchored.class);
    }

    @Test
    void comments_on_boxes_notes_and_headers_move_to_what_leads_there() throws IOException {
        byte[] file = WordFile.of(
                        paragraph("first"),
                        "<w:p>" + run("body") + "<w:r><w:pict><v:textbox><w:txbxContent>" + paragraph("box")
                                + "</w:txbxContent></v:textbox></w:pict></w:r>" + run("more")
                                + "<w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>",
                        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId2\"/></w:sectPr>")
                .part("footnotes", "footnotes", "<w:footnote w:id=\"2\">" + paragraph("note") + "</w:footnote>")
                .part("header", "header1", "hdr", paragraph("head"))
                .bytes();
        Document document = read(file);
        var target = new ByteArrayOutputStream();
        AnnotationResult result = new DocxAnnotator()
                .annotate(
                        DocumentSource.of("test.docx", file),
                        List.of(
                                comment(words(document, "box"), "a"),
                                comment(words(document, "note"), "b"),
                                comment(words(document, "head"), "c")),
                        target);
        assertThat(result.anchorings())
                .extracting(anchoring -> ((Anchoring.Moved) anchoring).story())
                .containsExactly(Story.TEXT_BOX, Story.FOOTNOTE, Story.HEADER);
        assertThat(mainPart(target.toByteArray()))
                .contains("<w:commentRangeStart w:id=\"3\"/><w:r><w:pict>")
                .contains("<w:commentRangeStart w:id=\"4\"/><w:r><w:footnoteReference w:id=\"2\"/></w:r>"
                        + "<w:commentRangeEnd w:id=\"4\"/>");
        assertThat(CommentChecks.quotesOf(target.toByteArray())).containsEntry("5", "first");
        assertThat(read(target.toByteArray()).blocks()).isEqualTo(document.blocks());
    }

    @Test
    void a_range_within_an_insertion_stands_between_two_halves_of_it() throws IOException {
        byte[] file = WordFile.of("<w:p><w:ins w:author=\"x\" w:id=\"5\">" + run("one two three") + "</w:ins></w:p>")
                .bytes();
        byte[] annotated = annotate(file, comment(words(read(file), "two"), "?"));
        assertThat(mainPart(annotated))
                .contains("</w:r></w:ins><w:commentRangeStart w:id=\"6\"/><w:ins w:author=\"x\" w:id=\"7\"><w:r>")
                .contains("<w:commentReference w:id=\"6\"/></w:r><w:ins w:author=\"x\" w:id=\"8\">");
        assertThat(read(annotated).blocks()).isEqualTo(read(file).blocks());
        assertThat(CommentChecks.quotesOf(annotated)).containsExactly(Map.entry("6", "two"));
    }

    @Test
    void written_comments_are_read_back_at_the_same_words() throws IOException {
        byte[] file = WordFile.of(paragraph("one two three"), paragraph("four")).bytes();
        Span span = words(read(file), "two");
        byte[] annotated = annotate(file, comment(span, "First", "Second"));
        assertThat(read(annotated).comments()).singleElement().satisfies(comment -> {
            assertThat(comment.span()).contains(span);
            assertThat(comment.text()).isEqualTo("First\nSecond");
            assertThat(comment.author()).isEqualTo("Prism");
            assertThat(comment.date()).contains(NOON.truncatedTo(ChronoUnit.SECONDS));
        });
    }

    @Test
    void text_that_is_not_utf_8_stays_in_its_encoding() throws IOException {
        String xml = WordFile.of().root("document", "<w:body>" + paragraph("Grüße an alle") + "</w:body>");
        byte[] utf16 = xml.replace("UTF-8", "UTF-16").getBytes(StandardCharsets.UTF_16);
        byte[] bom = ("\uFEFF" + xml).getBytes(UTF_8);
        for (byte[] part : List.of(utf16, bom)) {
            byte[] file = WordFile.of().raw("word/document.xml", part).bytes();
            byte[] annotated = annotate(file, comment(words(read(file), "an"), "?"));
            assertThat(CommentChecks.quotesOf(annotated)).containsExactly(Map.entry("0", "an"));
            assertThat(CommentChecks.entries(annotated).get("word/document.xml"))
                    .startsWith(part[0], part[1]);
        }
    }

    @Test
    void documents_whose_elements_have_no_prefix_get_marks_that_fit() throws IOException {
        byte[] file = WordFile.of()
                .raw(
                        "word/document.xml",
                        "<document xmlns=\"" + WordFile.TRANSITIONAL
                                + "\"><body><p><r><t>one two</t></r></p></body></document>")
                .bytes();
        byte[] annotated = annotate(file, comment(words(read(file), "two"), "?"));
        assertThat(CommentChecks.quotesOf(annotated)).containsExactly(Map.entry("0", "two"));
    }

    @Test
    void the_copy_appears_whole_and_never_over_its_original(@TempDir Path folder) throws IOException {
        Path original = folder.resolve("original.docx");
        Files.write(original, WordFile.of(paragraph("Text")).bytes());
        DocumentSource source = DocumentSource.of(original);
        var comments = List.of(
                comment(read(Files.readAllBytes(original)).blocks().getFirst().span(), "?"));
        assertThatThrownBy(() -> new DocxAnnotator().annotate(source, comments, original))
                .isInstanceOf(FileAlreadyExistsException.class);
        Path copy = folder.resolve("copy.docx");
        new DocxAnnotator().annotate(source, comments, copy);
        new DocxAnnotator().annotate(source, comments, copy);
        assertThat(CommentChecks.quotesOf(Files.readAllBytes(copy))).containsExactly(Map.entry("0", "Text"));
        Path damaged = folder.resolve("damaged.docx");
        Files.write(damaged, new byte[10]);
        assertThatThrownBy(() -> new DocxAnnotator().annotate(DocumentSource.of(damaged), comments, copy))
                .isInstanceOf(DocumentException.class);
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void in_random_documents_comments_hold_exactly_their_words_and_nothing_else_changes() throws IOException {
        for (long seed = 1; seed <= 100; seed++) {
            byte[] file = CoverageTest.randomFile(new RandomBody(seed)).bytes();
            Document document = read(file);
            List<DocxComment> comments = randomComments(document, new Random(seed));
            if (comments.isEmpty()) {
                continue;
            }
            var target = new ByteArrayOutputStream();
            AnnotationResult result =
                    new DocxAnnotator().annotate(DocumentSource.of("test.docx", file), comments, target);
            byte[] annotated = target.toByteArray();
            List<Span> covered = result.anchorings().stream()
                    .map(anchoring -> ((Anchoring.Anchored) anchoring).covered())
                    .toList();
            Document again = read(annotated);
            assertThat(again.blocks()).as("seed %d", seed).isEqualTo(document.blocks());
            assertThat(again.comments())
                    .as("seed %d", seed)
                    .extracting(comment -> comment.span().orElseThrow())
                    .containsExactlyElementsOf(covered);
            assertThat(CommentChecks.quotesOf(annotated).values())
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(
                            covered.stream().map(document::text).toList());
            for (int i = 0; i < covered.size(); i++) {
                Span span = comments.get(i).span();
                assertThat(covered.get(i).startOffset()).isLessThanOrEqualTo(span.startOffset());
                assertThat(covered.get(i).endOffset()).isGreaterThanOrEqualTo(span.endOffset());
            }
        }
    }

    /** Comments on random words of the body, without cutting characters in half. */
    private static List<DocxComment> randomComments(Document document, Random random) {
        List<Block> body = document.blocks().stream()
                .filter(block -> block.place().story() == Story.BODY)
                .toList();
        List<DocxComment> comments = new ArrayList<>();
        for (int i = 0; i < Math.min(body.size(), 8); i++) {
            String text = body.get(random.nextInt(body.size())).text();
            Block block = body.stream()
                    .filter(each -> each.text().equals(text))
                    .findFirst()
                    .orElseThrow();
            int start = random.nextInt(text.length());
            int end = start + 1 + random.nextInt(text.length() - start);
            boolean cuts = Character.isLowSurrogate(text.charAt(start))
                    || (end < text.length() && Character.isLowSurrogate(text.charAt(end)));
            if (!cuts) {
                comments.add(comment(Span.within(block.id(), start, end), "c" + i));
            }
        }
        return comments;
    }
}
