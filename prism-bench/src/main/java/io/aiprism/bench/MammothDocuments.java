package io.aiprism.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.zwobble.mammoth.DocumentConverter;

/** mammoth, asked for the text without HTML. */
final class MammothDocuments implements Documents {
    @Override
    public long read(byte[] file) throws IOException {
        return new DocumentConverter()
                .extractRawText(new ByteArrayInputStream(file))
                .getValue()
                .length();
    }
}
