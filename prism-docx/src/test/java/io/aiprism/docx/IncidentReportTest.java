package io.aiprism.docx;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.document.Block;
import io.aiprism.document.Comment;
import io.aiprism.document.Document;
import io.aiprism.document.DocumentSource;
import io.aiprism.document.ReadOptions;
import io.aiprism.document.RevisionView;
import io.aiprism.document.Span;
import io.aiprism.document.Story;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xml.sax.SAXException;

/** The example report: a document as Word writes it, with tables, lists, notes, a text box, changes and a thread. */
class IncidentReportTest {
    private static final DocumentSource REPORT =
            DocumentSource.of(Path.of("..", "examples", "data", "incident-report.docx"));

    private static final List<String> COMPANIONS =
            List.of("word/commentsExtended.xml", "word/commentsIds.xml", "word/people.xml");

    @Test
    void it_is_read_with_everything_that_is_in_it() throws IOException {
        Document report = new DocxReader().read(REPORT, ReadOptions.DEFAULT);
        assertThat(report.sections()).hasSizeGreaterThan(20);
        assertThat(report.blocks())
                .extracting(block -> block.place().story())
                .contains(Story.BODY, Story.TEXT_BOX, Story.FOOTNOTE, Story.HEADER, Story.FOOTER);
        assertThat(report.comments()).anyMatch(comment -> comment.replyTo().isPresent());
        assertThat(report.comments()).extracting(Comment::span).allMatch(span -> span.isPresent());
    }

    @Test
    void a_copy_with_comments_and_suggestions_is_valid_and_holds_the_original() throws IOException, SAXException {
        byte[] original = REPORT.open().readAllBytes();
        Document report = new DocxReader().read(REPORT, ReadOptions.DEFAULT);
        List<DocxComment> comments = new ArrayList<>();
        var random = new Random(1);
        for (Block block : report.blocks()) {
            int start = random.nextInt(block.text().length());
            Span span = Span.within(block.id(), start, block.text().length());
            var comment = new DocxComment(span, "Prism", "P", Instant.EPOCH, List.of("One", "Two"));
            comments.add(random.nextInt(4) == 0 ? comment.suggesting("something else") : comment);
        }
        var target = new ByteArrayOutputStream();
        AnnotationResult result = new DocxAnnotator().annotate(REPORT, comments, target);
        byte[] annotated = target.toByteArray();
        assertThat(result.notAnchored()).isEmpty();
        assertThat(result.anchorings())
                .filteredOn(Anchoring.Anchored.class::isInstance)
                .extracting(anchoring -> ((Anchoring.Anchored) anchoring).suggestion())
                .contains(Suggestion.TRACKED);
        ReadOptions asItWas = ReadOptions.DEFAULT.withView(RevisionView.ORIGINAL);
        assertThat(new DocxReader()
                        .read(DocumentSource.of("a.docx", annotated), asItWas)
                        .blocks())
                .isEqualTo(new DocxReader().read(REPORT, asItWas).blocks());
        assertThat(CommentChecks.quotesOf(annotated))
                .hasSize(comments.size() + report.comments().size());
        Map<String, byte[]> before = CommentChecks.entries(original);
        Map<String, byte[]> after = CommentChecks.entries(annotated);
        assertThat(after.keySet()).containsExactlyElementsOf(before.keySet());
        var schema = new WordSchema();
        for (String part : before.keySet()) {
            if (part.equals("word/document.xml") || part.equals("word/comments.xml")) {
                assertThat(schema.errors(after.get(part))).as(part).isEmpty();
            } else if (COMPANIONS.contains(part)) {
                assertThat(after.get(part).length).as(part).isGreaterThan(before.get(part).length);
            } else {
                assertThat(after.get(part)).as(part).isEqualTo(before.get(part));
            }
        }
    }

    @Test
    void the_schema_sees_marks_at_a_wrong_place() throws IOException, SAXException {
        String wrong = WordFile.of()
                .root("document", "<w:body><w:p><w:r><w:commentRangeStart w:id=\"1\"/></w:r></w:p></w:body>");
        assertThat(new WordSchema().errors(wrong.getBytes(StandardCharsets.UTF_8)))
                .isNotEmpty();
    }
}
