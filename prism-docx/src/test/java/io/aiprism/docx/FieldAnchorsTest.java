package io.aiprism.docx;

import static io.aiprism.docx.WordFile.paragraph;
import static io.aiprism.docx.WordFile.run;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.document.Block;
import io.aiprism.document.Document;
import io.aiprism.document.DocumentSource;
import io.aiprism.document.ReadOptions;
import io.aiprism.document.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Comments on words that a field shows: programs lose those whose marks stand within the field. */
class FieldAnchorsTest {
    private static final String START = "<w:commentRangeStart w:id=\"0\"/>";
    private static final String END = "<w:commentRangeEnd w:id=\"0\"/>";

    private byte[] annotated = new byte[0];

    private static String character(String type) {
        return "<w:r><w:fldChar w:fldCharType=\"" + type + "\"/></w:r>";
    }

    private static String begin(String instruction) {
        return character("begin") + "<w:r><w:instrText>" + instruction + "</w:instrText></w:r>" + character("separate");
    }

    private static String field(String instruction, String result) {
        return begin(instruction) + result + character("end");
    }

    private static Document read(byte[] file) throws IOException {
        return new DocxReader().read(DocumentSource.of("test.docx", file), ReadOptions.DEFAULT);
    }

    /** Comments on some words and returns what the comment covers, after checking that the file says the same. */
    private String covered(String words, String... body) throws IOException {
        byte[] file = WordFile.of(body).bytes();
        Document document = read(file);
        Block block = document.blocks().stream()
                .filter(each -> each.text().contains(words))
                .findFirst()
                .orElseThrow();
        int at = block.text().indexOf(words);
        Span span = Span.within(block.id(), at, at + words.length());
        var target = new ByteArrayOutputStream();
        AnnotationResult result = new DocxAnnotator()
                .annotate(
                        DocumentSource.of("test.docx", file),
                        List.of(new DocxComment(span, "Prism", "P", Instant.EPOCH, List.of("?"))),
                        target);
        annotated = target.toByteArray();
        Document again = read(annotated);
        assertThat(again.blocks()).isEqualTo(document.blocks());
        Span covered = ((Anchoring.Anchored) result.anchorings().getFirst()).covered();
        assertThat(again.comments().getFirst().span()).contains(covered);
        assertThat(CommentChecks.quotesOf(annotated).values()).containsExactly(document.text(covered));
        assertThat(result.widened()).hasSize(covered.equals(span) ? 0 : 1);
        return document.text(covered);
    }

    private String mainPart() throws IOException {
        return new String(CommentChecks.entries(annotated).get("word/document.xml"), UTF_8);
    }

    @Test
    void marks_at_the_whole_result_go_around_the_field() throws IOException {
        String field = field("MERGEFIELD Owner", run("Owner name"));

        assertThat(covered("Owner name", "<w:p>" + run("a ") + field + run(" b") + "</w:p>"))
                .isEqualTo("Owner name");
        assertThat(mainPart()).contains(START + field + END);
    }

    @Test
    void a_comment_on_a_part_of_the_result_covers_all_of_it() throws IOException {
        assertThat(covered("two", "<w:p>" + run("a ") + field("REF x", run("one ") + run("two three")) + "</w:p>"))
                .isEqualTo("one two three");
        assertThat(covered("a one", "<w:p>" + run("a ") + field("REF x", run("one two")) + "</w:p>"))
                .isEqualTo("a one two");
        assertThat(covered("two b", "<w:p>" + field("REF x", run("one two")) + run(" b c") + "</w:p>"))
                .isEqualTo("one two b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HYPERLINK \"x\"", " hyperlink \\l \"y\""})
    void a_link_takes_comments_on_exact_words(String instruction) throws IOException {
        assertThat(covered("two", "<w:p>" + field(instruction, run("one two three")) + "</w:p>"))
                .isEqualTo("two");
    }

    @Test
    void an_instruction_in_several_runs_is_one() throws IOException {
        String link = character("begin") + "<w:r><w:instrText> HYPER</w:instrText></w:r>"
                + "<w:r><w:rPr><w:b/></w:rPr><w:instrText>LINK \"x\"</w:instrText></w:r>" + character("separate")
                + run("one two") + character("end");

        assertThat(covered("two", "<w:p>" + link + "</w:p>")).isEqualTo("two");
    }

    @Test
    void the_outermost_field_that_is_no_link_counts() throws IOException {
        String inner = field("PAGEREF x", run("12"));

        assertThat(covered("1", "<w:p>" + field("HYPERLINK x", run("see ") + inner) + "</w:p>"))
                .isEqualTo("12");
        assertThat(mainPart()).contains(START + inner + END);
        assertThat(covered("1", "<w:p>" + field("IF x", run("see ") + inner) + "</w:p>"))
                .isEqualTo("see 12");
    }

    @Test
    void a_field_over_several_paragraphs_takes_comments_within() throws IOException {
        assertThat(covered(
                        "two",
                        "<w:p>" + begin("TOC") + run("one") + "</w:p>",
                        paragraph("two three"),
                        "<w:p>" + character("end") + "</w:p>"))
                .isEqualTo("two");
        assertThat(covered(
                        "one",
                        "<w:p>" + begin("TOC") + run("one two") + "</w:p>",
                        "<w:p>" + run("three") + character("end") + "</w:p>"))
                .isEqualTo("one");
    }

    @Test
    void marks_leave_the_insertions_that_hold_the_ends_of_a_field() throws IOException {
        String field = "<w:ins w:id=\"7\">" + begin("REF x") + "</w:ins>" + run("one") + "<w:ins w:id=\"8\">"
                + character("end") + "</w:ins>";

        assertThat(covered("one", "<w:p>" + run("a") + field + run("b") + "</w:p>"))
                .isEqualTo("one");
        assertThat(mainPart()).contains("<w:commentRangeStart w:id=\"9\"/><w:ins w:id=\"7\">");
    }

    @Test
    void text_that_shares_a_run_with_the_field_is_covered() throws IOException {
        String all = "<w:r><w:t>before</w:t><w:fldChar w:fldCharType=\"begin\"/><w:instrText>REF x</w:instrText>"
                + "<w:fldChar w:fldCharType=\"separate\"/><w:t>one</w:t><w:fldChar w:fldCharType=\"end\"/>"
                + "<w:t>after</w:t></w:r>";

        assertThat(covered("one", "<w:p>" + run("x ") + all + "</w:p>")).isEqualTo("beforeoneafter");
    }

    @Test
    void marks_go_around_a_simple_field() throws IOException {
        String field = "<w:fldSimple w:instr=\"REF x\">" + run("one ") + run("two") + "</w:fldSimple>";

        assertThat(covered("two", "<w:p>" + run("a ") + field + "</w:p>")).isEqualTo("one two");
        assertThat(mainPart()).contains(START + field + END);
    }
}
