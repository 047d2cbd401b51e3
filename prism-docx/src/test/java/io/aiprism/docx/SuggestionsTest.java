package io.aiprism.docx;

import static io.aiprism.docx.WordFile.paragraph;
import static io.aiprism.docx.WordFile.run;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.document.Block;
import io.aiprism.document.Document;
import io.aiprism.document.DocumentSource;
import io.aiprism.document.ReadOptions;
import io.aiprism.document.RevisionView;
import io.aiprism.document.Span;
import io.aiprism.document.Story;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
    private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");

    private static Document read(byte[] file, RevisionView view) throws IOException {
        return new DocxReader().read(DocumentSource.of("test.docx", file), ReadOptions.DEFAULT.withView(view));
    }

    private static DocxComment suggestion(Span span, String replacement) {
        return new DocxComment(span, "Prism", "P", NOON, List.of("Better")).suggesting(replacement);
    }

    /** Suggests something else for the words of the first block, and returns what became of it. */
    private static Suggestion suggest(String body, String words, String replacement, ByteArrayOutputStream target)
            throws IOException {
        byte[] file = WordFile.of(body).bytes();
        Block block = read(file, RevisionView.FINAL).blocks().getFirst();
        int at = block.text().indexOf(words);
        AnnotationResult result = new DocxAnnotator()
                .annotate(
                        DocumentSource.of("test.docx", file),
                        List.of(suggestion(Span.within(block.id(), at, at + words.length()), replacement)),
                        target);
        return ((Anchoring.Anchored) result.anchorings().getFirst()).suggestion();
    }

    @Test
    void words_are_deleted_and_inserted_as_tracked_changes_within_the_comment() throws IOException {
        var target = new ByteArrayOutputStream();
        String body = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>one two three</w:t></w:r></w:p>";
        assertThat(suggest(body, "two", "2\t& more", target)).isEqualTo(Suggestion.TRACKED);
        assertThat(new String(CommentChecks.entries(target.toByteArray()).get("word/document.xml"), UTF_8))
                .contains("<w:commentRangeStart w:id=\"0\"/>"
                        + "<w:del w:id=\"1\" w:author=\"Prism\" w:date=\"2026-11-02T12:00:00Z\"><w:r><w:rPr><w:b/></w:rPr>"
                        + "<w:delText xml:space=\"preserve\">two</w:delText></w:r></w:del>"
                        + "<w:ins w:id=\"2\" w:author=\"Prism\" w:date=\"2026-11-02T12:00:00Z\"><w:r><w:rPr><w:b/></w:rPr>"
                        + "<w:t xml:space=\"preserve\">2</w:t><w:tab/><w:t xml:space=\"preserve\">&amp; more</w:t></w:r></w:ins>"
                        + "<w:commentRangeEnd w:id=\"0\"/>");
        CommentChecks.quotesOf(target.toByteArray());
        assertThat(read(target.toByteArray(), RevisionView.FINAL)
                        .blocks()
                        .getFirst()
                        .text())
                .isEqualTo("one 2\t& more three");
        assertThat(read(target.toByteArray(), RevisionView.ORIGINAL)
                        .blocks()
                        .getFirst()
                        .text())
                .isEqualTo("one two three");
    }

    @Test
    void nothing_is_changed_within_a_tracked_change() throws IOException {
        String body = "<w:p>" + run("one ") + "<w:ins w:id=\"1\" w:author=\"x\">" + run("two") + "</w:ins></w:p>";
        assertThat(suggest(body, "e tw", "x", new ByteArrayOutputStream())).isEqualTo(Suggestion.INSIDE_TRACKED_CHANGE);
    }

    @Test
    void fields_controls_and_equations_are_not_rewritten() throws IOException {
        for (String part : List.of(
                "<w:fldSimple w:instr=\"PAGE\">" + run("two") + "</w:fldSimple>",
                "<w:sdt><w:sdtPr/><w:sdtContent>" + run("two") + "</w:sdtContent></w:sdt>",
                "<m:oMath><m:r><m:t>two</m:t></m:r></m:oMath>",
                "<w:r><w:footnoteReference w:id=\"1\"/><w:t>two</w:t></w:r>",
                "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
                        + run("two") + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>")) {
            assertThat(suggest("<w:p>" + run("one ") + part + "</w:p>", "two", "x", new ByteArrayOutputStream()))
                    .as(part)
                    .isEqualTo(Suggestion.NOT_PLAIN_TEXT);
        }
    }

    @Test
    void of_overlapping_suggestions_the_first_is_made() throws IOException {
        byte[] file = WordFile.of(paragraph("one two three")).bytes();
        String block = read(file, RevisionView.FINAL).blocks().getFirst().id();
        AnnotationResult result = new DocxAnnotator()
                .annotate(
                        DocumentSource.of("test.docx", file),
                        List.of(
                                suggestion(Span.within(block, 0, 7), "x"),
                                suggestion(Span.within(block, 4, 9), "y"),
                                suggestion(Span.within(block, 7, 9), "")),
                        new ByteArrayOutputStream());
        assertThat(result.anchorings())
                .extracting(each -> ((Anchoring.Anchored) each).suggestion())
                .containsExactly(Suggestion.TRACKED, Suggestion.OVERLAPS, Suggestion.TRACKED);
    }

    @Test
    void in_random_documents_the_original_view_is_the_original_and_the_final_view_the_edited_text() throws IOException {
        for (long seed = 1; seed <= 60; seed++) {
            byte[] file = CoverageTest.randomFile(new RandomBody(seed)).bytes();
            Document document = read(file, RevisionView.FINAL);
            List<DocxComment> comments = new ArrayList<>();
            var random = new Random(seed);
            for (Block block : document.blocks()) {
                int at = block.text().indexOf('Q') + 1;
                if (block.place().story() == Story.BODY && random.nextBoolean()) {
                    comments.add(suggestion(Span.within(block.id(), at, at + 1), "NEW"));
                }
            }
            var target = new ByteArrayOutputStream();
            AnnotationResult result =
                    new DocxAnnotator().annotate(DocumentSource.of("test.docx", file), comments, target);
            List<String> expected = document.blocks().stream()
                    .map(block -> edited(block, result))
                    .toList();
            assertThat(read(target.toByteArray(), RevisionView.FINAL).blocks())
                    .as("seed %d", seed)
                    .extracting(Block::text)
                    .isEqualTo(expected);
            assertThat(read(target.toByteArray(), RevisionView.ORIGINAL).blocks())
                    .as("seed %d", seed)
                    .isEqualTo(read(file, RevisionView.ORIGINAL).blocks());
        }
    }

    private static String edited(Block block, AnnotationResult result) {
        String text = block.text();
        for (Anchoring anchoring : result.anchorings()) {
            Span span = anchoring.comment().span();
            if (span.startBlock().equals(block.id())
                    && anchoring instanceof Anchoring.Anchored anchored
                    && anchored.suggestion() == Suggestion.TRACKED) {
                text = text.substring(0, span.startOffset())
                        + anchored.comment().replacement().orElseThrow()
                        + text.substring(span.endOffset());
            }
        }
        return text;
    }
}
