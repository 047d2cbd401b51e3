package io.aiprism.docx;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.aiprism.document.Document;
import io.aiprism.document.DocumentException;
import io.aiprism.document.DocumentLimits;
import io.aiprism.document.DocumentSource;
import io.aiprism.document.ReadOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * Whatever the bytes are, the end is a document, or a typed error. A build runs the inputs that are kept as test resources;
 * {@code ci/docx/fuzz} looks for new ones.
 */
class DocxFuzzTest {
    // Within these, no input takes long enough to be in the way.
    private static final ReadOptions SMALL =
            ReadOptions.DEFAULT.withLimits(new DocumentLimits(1 << 20, 4 << 20, 500, 256, 10_000, 1_000_000));

    @FuzzTest
    void a_main_part_of_any_bytes_is_read_or_refused(byte[] main) throws IOException {
        readAndAnnotate(WordFile.of().raw("word/document.xml", main).bytes());
    }

    @FuzzTest
    void a_file_of_any_bytes_is_read_or_refused(byte[] file) throws IOException {
        readAndAnnotate(file);
    }

    private static void readAndAnnotate(byte[] file) throws IOException {
        DocumentSource source = DocumentSource.of("x.docx", file);
        try {
            Document document = new DocxReader().read(source, SMALL);
            if (document.blocks().isEmpty()) {
                return;
            }
            var comment = new DocxComment(document.blocks().getLast().span(), "A", "", Instant.EPOCH, List.of("c"));
            var copy = new ByteArrayOutputStream();
            new DocxAnnotator(SMALL).annotate(source, List.of(comment), copy);
            Document again =
                    new DocxReader().read(DocumentSource.of("x.docx", copy.toByteArray()), ReadOptions.DEFAULT);
            assertThat(again.blocks()).hasSameSizeAs(document.blocks());
        } catch (DocumentException expected) {
            assertThat(expected.getMessage()).startsWith("x.docx");
        }
    }
}
