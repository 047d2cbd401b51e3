package io.aiprism.docx;

import static io.aiprism.docx.WordFile.paragraph;
import static io.aiprism.docx.WordFile.run;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.aiprism.document.Comment;
import io.aiprism.document.Document;
import io.aiprism.document.DocumentSource;
import io.aiprism.document.ReadOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** New comments in documents with parts for the threads, lasting ids, dates and authors of comments. */
class CommentCompanionsTest {
    private static final String W15 = "http://schemas.microsoft.com/office/word/2012/wordml";
    private static final String CID = "http://schemas.microsoft.com/office/word/2016/wordml/cid";
    private static final String CEX = "http://schemas.microsoft.com/office/word/2018/wordml/cex";
    private static final String MARKED = "<w:p><w:commentRangeStart w:id=\"3\"/>" + run("one")
            + "<w:commentRangeEnd w:id=\"3\"/><w:r><w:commentReference w:id=\"3\"/></w:r></w:p>";

    /** A document with one comment, whose paragraph is given. */
    private static WordFile file(String paragraph) {
        return WordFile.of(MARKED, paragraph("two"))
                .part("comments", "comments", "<w:comment w:id=\"3\" w:author=\"Ada\">" + paragraph + "</w:comment>");
    }

    static WordFile file() {
        return file("<w:p w14:paraId=\"00000007\">" + run("text") + "</w:p>");
    }

    private static String root(String prefix, String namespace, String name, String content) {
        return "<%1$s:%3$s xmlns:%1$s=\"%2$s\">%4$s</%1$s:%3$s>".formatted(prefix, namespace, name, content);
    }

    /** The file with all parts that can stand beside the comments. */
    static WordFile withAll(WordFile file, String paragraphId, String durableId) {
        return file.part("commentsExtended", "w", "")
                .raw(
                        "word/commentsExtended.xml",
                        root(
                                "w15",
                                W15,
                                "commentsEx",
                                "<w15:commentEx w15:paraId=\"" + paragraphId + "\" w15:done=\"1\"/>"))
                .part("commentsIds", "w", "")
                .raw(
                        "word/commentsIds.xml",
                        root(
                                "w16cid",
                                CID,
                                "commentsIds",
                                "<w16cid:commentId w16cid:paraId=\"%s\" w16cid:durableId=\"%s\"/>"
                                        .formatted(paragraphId, durableId)))
                .part("commentsExtensible", "w", "")
                .raw(
                        "word/commentsExtensible.xml",
                        root(
                                "w16cex",
                                CEX,
                                "commentsExtensible",
                                "<w16cex:commentExtensible w16cex:durableId=\"" + durableId
                                        + "\" w16cex:dateUtc=\"2026-01-01T00:00:00Z\"/>"))
                .part("people", "w", "")
                .raw("word/people.xml", root("w15", W15, "people", "<w15:person w15:author=\"Ada\"/>"));
    }

    private static byte[] annotate(WordFile file, String... authors) throws IOException {
        Document document = new DocxReader().read(file.source(), ReadOptions.DEFAULT);
        List<DocxComment> comments = List.of(authors).stream()
                .map(author -> new DocxComment(
                        document.blocks().getLast().span(),
                        author,
                        "X",
                        Instant.parse("2026-11-02T12:00:00.5Z"),
                        List.of("First", "Second")))
                .toList();
        var target = new ByteArrayOutputStream();
        new DocxAnnotator().annotate(file.source(), comments, target);
        return target.toByteArray();
    }

    private static String part(byte[] file, String part) throws IOException {
        return new String(CommentChecks.entries(file).get(part), UTF_8);
    }

    @Test
    void new_comments_are_known_to_every_part_that_is_there() throws IOException {
        byte[] annotated = annotate(withAll(file(), "00000007", "00000008"), "Ada", "Prism & Co", "Prism & Co");

        assertThat(CommentChecks.quotesOf(annotated)).hasSize(4);
        assertThat(part(annotated, "word/people.xml"))
                .containsOnlyOnce("w15:author=\"Ada\"")
                .containsOnlyOnce("w15:author=\"Prism &amp; Co\"");
        assertThat(part(annotated, "word/commentsExtensible.xml")).contains("w16cex:dateUtc=\"2026-11-02T12:00:00Z\"");
        assertThat(new DocxReader()
                        .read(DocumentSource.of("test.docx", annotated), ReadOptions.DEFAULT)
                        .comments())
                .extracting(Comment::text, Comment::resolved, Comment::replyTo)
                .containsExactly(
                        tuple("text", true, Optional.empty()),
                        tuple("First\nSecond", false, Optional.empty()),
                        tuple("First\nSecond", false, Optional.empty()),
                        tuple("First\nSecond", false, Optional.empty()));
    }

    @Test
    void a_copy_of_a_copy_holds_as_well() throws IOException {
        byte[] once = annotate(withAll(file(), "00000007", "00000008"), "Prism");
        Document document = new DocxReader().read(DocumentSource.of("once.docx", once), ReadOptions.DEFAULT);
        var twice = new ByteArrayOutputStream();
        var comment = new DocxComment(document.blocks().getFirst().span(), "Prism", "P", Instant.EPOCH, List.of("?"));
        new DocxAnnotator().annotate(DocumentSource.of("once.docx", once), List.of(comment), twice);

        assertThat(CommentChecks.quotesOf(twice.toByteArray())).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40000001", "40000002"})
    void numbers_that_are_taken_are_left_out(String taken) throws IOException {
        WordFile file = withAll(file("<w:p w14:paraId=\"" + taken + "\"/>"), taken, taken);

        assertThat(CommentChecks.quotesOf(annotate(file, "Prism"))).hasSize(2);
    }

    @Test
    void ids_of_paragraphs_may_be_ignored_wherever_they_stand() throws IOException {
        String declared = root("w", WordFile.TRANSITIONAL, "comments", "")
                .replace(
                        "\">",
                        "\" xmlns:x=\"%s\" xmlns:m=\"%s\" m:Ignorable=\"x\">"
                                .formatted(Ooxml.WORD_2010, Ooxml.COMPATIBILITY));
        for (String comments : List.of(declared, root("w", WordFile.TRANSITIONAL, "comments", ""))) {
            WordFile file = WordFile.of(paragraph("two"))
                    .part("comments", "comments", "")
                    .raw("word/comments.xml", comments)
                    .part("commentsExtended", "w", "")
                    .raw("word/commentsExtended.xml", root("w15", W15, "commentsEx", ""));

            byte[] annotated = annotate(file, "Prism");

            assertThat(CommentChecks.quotesOf(annotated)).hasSize(1);
            assertThat(part(annotated, "word/comments.xml"))
                    .contains(comments.equals(declared) ? "<w:p x:paraId=" : "<w:p w14:paraId=");
        }
    }

    @Test
    void parts_that_are_not_there_are_not_made() throws IOException {
        byte[] annotated = annotate(file(), "Prism");

        assertThat(CommentChecks.entries(annotated).keySet())
                .containsExactlyElementsOf(CommentChecks.entries(file().bytes()).keySet());
        assertThat(part(annotated, "word/comments.xml")).containsOnlyOnce("paraId");
    }

    @Test
    void a_part_whose_elements_have_no_prefix_is_extended_too() throws IOException {
        WordFile file = file().part("people", "w", "").raw("word/people.xml", "<people xmlns=\"" + W15 + "\"/>");

        assertThat(part(annotate(file, "Prism"), "word/people.xml"))
                .isEqualTo("<people xmlns=\"" + W15 + "\"><p:person xmlns:p=\"" + W15 + "\" p:author=\"Prism\">"
                        + "<p:presenceInfo xmlns:p=\"" + W15
                        + "\" p:providerId=\"None\" p:userId=\"Prism\"/></p:person></people>");
    }
}
