package io.aiprism.docx;

import static io.aiprism.docx.WordFile.paragraph;
import static io.aiprism.docx.WordFile.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.document.Comment;
import io.aiprism.document.Document;
import io.aiprism.document.ReadOptions;
import io.aiprism.document.Span;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExistingCommentsTest {
    private static String start(int id) {
        return "<w:commentRangeStart w:id=\"%d\"/>".formatted(id);
    }

    private static String end(int id) {
        return "<w:commentRangeEnd w:id=\"%1$d\"/><w:r><w:commentReference w:id=\"%1$d\"/></w:r>".formatted(id);
    }

    private static Document read(WordFile file) throws IOException {
        return new DocxReader().read(file.source(), ReadOptions.DEFAULT);
    }

    @Test
    void comments_are_read_with_author_date_text_and_words() throws IOException {
        Document document =
                read(WordFile.of("<w:p>" + run("one ") + start(4) + run("two") + end(4) + run(" three") + "</w:p>")
                        .part(
                                "comments",
                                "comments",
                                "<w:comment w:id=\"4\" w:author=\"Ada\" w:date=\"2026-01-02T03:04:05Z\">"
                                        + paragraph("First") + paragraph("Second") + "</w:comment>"));
        String block = document.blocks().getFirst().id();
        assertThat(document.comments())
                .containsExactly(new Comment(
                        "4",
                        Optional.empty(),
                        "Ada",
                        Optional.of(Instant.parse("2026-01-02T03:04:05Z")),
                        false,
                        "First\nSecond",
                        Optional.of(Span.within(block, 4, 7))));
    }

    @Test
    void ranges_cross_paragraphs_and_stand_between_them() throws IOException {
        Document document = read(
                WordFile.of(
                                "<w:p>" + run("a") + start(1) + run("b") + "</w:p>",
                                start(2),
                                "<w:p/>",
                                paragraph("cd"),
                                "<w:p>" + run("e") + end(1) + run("f") + "</w:p>",
                                end(2).substring(0, end(2).indexOf("<w:r>")),
                                "<w:p><w:r><w:commentReference w:id=\"2\"/></w:r>" + run("g") + "</w:p>",
                                "<w:p>" + run("h") + "<w:r><w:commentReference w:id=\"3\"/></w:r>" + run("i")
                                        + "</w:p>")
                        .part(
                                "comments",
                                "comments",
                                "<w:comment w:id=\"1\"/><w:comment w:id=\"2\"/><w:comment w:id=\"3\"/><w:comment w:id=\"9\"/>"));
        assertThat(document.comments().subList(0, 3))
                .extracting(comment -> document.text(comment.span().orElseThrow()))
                .containsExactly("b\ncd\ne", "cd\nef", "");
        assertThat(document.comments().getLast().span()).isEmpty();
    }

    @Test
    void threads_are_told_by_the_last_paragraph_of_each_comment() throws IOException {
        String comment =
                "<w:comment w:id=\"%d\" w:author=\"A\"><w:p w14:paraId=\"%s\">" + run("text") + "</w:p></w:comment>";
        Document document = read(WordFile.of(paragraph("Text"))
                .part("comments", "comments", comment.formatted(1, "0000000A") + comment.formatted(2, "0000000B"))
                .part(
                        "commentsExtended",
                        "commentsExtended",
                        "<w:commentEx w:paraId=\"0000000A\" w:done=\"1\"/>"
                                + "<w:commentEx w:paraId=\"0000000B\" w:paraIdParent=\"0000000A\" w:done=\"0\"/>"));
        assertThat(document.comments()).extracting(Comment::resolved).containsExactly(true, false);
        assertThat(document.comments())
                .extracting(Comment::replyTo)
                .containsExactly(Optional.empty(), Optional.of("1"));
    }

    @Test
    void comments_are_not_part_of_the_text() throws IOException {
        Document document = read(WordFile.of(paragraph("Text"))
                .part("comments", "comments", "<w:comment w:id=\"1\">" + paragraph("note") + "</w:comment>"));
        assertThat(document.blocks()).hasSize(1);
    }
}
