package io.aiprism.bench;

import io.aiprism.document.Block;
import io.aiprism.document.Document;
import io.aiprism.document.DocumentSource;
import io.aiprism.document.ReadOptions;
import io.aiprism.document.Span;
import io.aiprism.docx.DocxAnnotator;
import io.aiprism.docx.DocxComment;
import io.aiprism.docx.DocxReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Prism. The comments stand at words in the middle of paragraphs, so that runs are split. */
final class PrismDocuments implements Documents {
    private static Document document(byte[] file) throws IOException {
        return new DocxReader().read(DocumentSource.of("bench.docx", file), ReadOptions.DEFAULT);
    }

    @Override
    public long read(byte[] file) throws IOException {
        long length = 0;
        for (Block block : document(file).blocks()) {
            length += block.text().length();
        }
        return length;
    }

    @Override
    public long readAndAnnotate(byte[] file, int comments) throws IOException {
        return annotate(file, comments(file, comments));
    }

    /** Writes the copy, of a document that was read before. */
    static long annotate(byte[] file, List<DocxComment> comments) throws IOException {
        var target = new ByteArrayOutputStream(file.length + (file.length >> 1));
        new DocxAnnotator().annotate(DocumentSource.of("bench.docx", file), comments, target);
        return target.size();
    }

    /** Reads the document, and comments on words in as many paragraphs, evenly spread; twice on some if there are fewer. */
    static List<DocxComment> comments(byte[] file, int count) throws IOException {
        List<Block> blocks = document(file).blocks();
        List<DocxComment> comments = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Block block = blocks.get((int) ((long) i * blocks.size() / count));
            int start = block.text().length() / 3;
            var span =
                    new Span(block.id(), start, block.id(), start + block.text().length() / 3 + 1);
            comments.add(
                    new DocxComment(span, "Reviewer", "R", Instant.EPOCH, List.of("Say who does this, and by when.")));
        }
        return comments;
    }
}
