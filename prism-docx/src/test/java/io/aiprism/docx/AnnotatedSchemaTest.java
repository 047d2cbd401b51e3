package io.aiprism.docx;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.document.Block;
import io.aiprism.document.Document;
import io.aiprism.document.DocumentSource;
import io.aiprism.document.ReadOptions;
import io.aiprism.document.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.xml.sax.SAXException;

/** Copies with comments and suggestions break no rule of the schema that the original keeps. */
class AnnotatedSchemaTest {
    private static final List<String> PARTS = List.of("word/document.xml", "word/comments.xml");

    @Test
    void copies_of_random_documents_are_as_valid_as_the_originals() throws IOException, SAXException {
        var schema = new WordSchema();
        for (long seed = 1; seed <= 60; seed++) {
            byte[] original = CoverageTest.randomFile(new RandomBody(seed)).bytes();
            assertAsValid(schema, original, "seed " + seed);
        }
    }

    @Test
    void a_copy_is_as_valid_where_comments_have_companion_parts() throws IOException, SAXException {
        byte[] original = CommentCompanionsTest.withAll(CommentCompanionsTest.file(), "00000007", "00000008")
                .bytes();
        assertAsValid(new WordSchema(), original, "with companions");
    }

    private static void assertAsValid(WordSchema schema, byte[] original, String what) throws IOException {
        Map<String, byte[]> before = CommentChecks.entries(original);
        Map<String, byte[]> after = CommentChecks.entries(annotated(original));
        for (String part : PARTS) {
            List<String> known = before.containsKey(part) ? schema.errors(before.get(part)) : List.of();
            assertThat(schema.errors(after.get(part))).as("%s, %s", what, part).isSubsetOf(known);
        }
    }

    /** Every block has a comment on its second half; every other one suggests something else for it. */
    private static byte[] annotated(byte[] original) throws IOException {
        DocumentSource source = DocumentSource.of("test.docx", original);
        Document document = new DocxReader().read(source, ReadOptions.DEFAULT);
        List<DocxComment> comments = new ArrayList<>();
        for (Block block : document.blocks()) {
            int length = block.text().length();
            Span span = Span.within(block.id(), length / 2, length);
            var comment = new DocxComment(span, "Prism", "P", Instant.EPOCH, List.of("One", "Two"));
            comments.add(comments.size() % 2 == 0 ? comment.suggesting("something else") : comment);
        }
        var target = new ByteArrayOutputStream();
        AnnotationResult result = new DocxAnnotator().annotate(source, comments, target);
        assertThat(result.anchorings()).hasAtLeastOneElementOfType(Anchoring.Anchored.class);
        return target.toByteArray();
    }
}
