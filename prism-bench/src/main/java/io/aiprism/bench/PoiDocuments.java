package io.aiprism.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import org.apache.poi.xwpf.extractor.XWPFWordExtractor;
import org.apache.poi.xwpf.usermodel.XWPFComment;
import org.apache.poi.xwpf.usermodel.XWPFComments;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTP;

/** POI. It can put a comment around runs; splitting them at words would be the caller's work and is left out. */
final class PoiDocuments implements Documents {
    @Override
    public long read(byte[] file) throws IOException {
        try (var document = new XWPFDocument(new ByteArrayInputStream(file));
                var extractor = new XWPFWordExtractor(document)) {
            return extractor.getText().length();
        }
    }

    @Override
    public long readAndAnnotate(byte[] file, int comments) throws IOException {
        try (var document = new XWPFDocument(new ByteArrayInputStream(file));
                var extractor = new XWPFWordExtractor(document)) {
            if (extractor.getText().isEmpty()) {
                throw new IllegalArgumentException("a document without text");
            }
            List<XWPFParagraph> paragraphs = document.getParagraphs();
            XWPFComments part = document.createComments();
            for (int i = 0; i < comments; i++) {
                BigInteger id = BigInteger.valueOf(i);
                XWPFComment comment = part.createComment(id);
                comment.setAuthor("Reviewer");
                comment.setInitials("R");
                comment.createParagraph().createRun().setText("Say who does this, and by when.");
                CTP paragraph = paragraphs
                        .get((int) ((long) i * paragraphs.size() / comments))
                        .getCTP();
                paragraph.addNewCommentRangeStart().setId(id);
                paragraph.addNewCommentRangeEnd().setId(id);
                paragraph.addNewR().addNewCommentReference().setId(id);
            }
            var target = new ByteArrayOutputStream(file.length);
            document.write(target);
            return target.size();
        }
    }
}
