package io.aiprism.bench;

import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import org.docx4j.TextUtils;
import org.docx4j.openpackaging.packages.WordprocessingMLPackage;

/** docx4j, with its own way to the text: the main part and what hangs on it as JAXB objects, walked for text. */
final class Docx4jDocuments implements Documents {
    @Override
    public long read(byte[] file) throws Exception {
        var document = WordprocessingMLPackage.load(new ByteArrayInputStream(file));
        var text = new StringWriter();
        TextUtils.extractText(document.getMainDocumentPart().getJaxbElement(), text);
        var notes = document.getMainDocumentPart().getFootnotesPart();
        if (notes != null) {
            TextUtils.extractText(notes.getJaxbElement(), text);
        }
        return text.getBuffer().length();
    }
}
