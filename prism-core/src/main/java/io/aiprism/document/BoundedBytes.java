package io.aiprism.document;

import java.io.IOException;
import java.io.InputStream;

/** Reads whole sources without ever holding more than the limit allows. */
final class BoundedBytes {
    private BoundedBytes() {}

    static byte[] readAll(String name, InputStream stream, DocumentLimits limits) throws IOException {
        int atMost = (int) Math.min(limits.maxBytes(), Integer.MAX_VALUE - 16);
        byte[] bytes = stream.readNBytes(atMost);
        if (bytes.length == atMost && stream.read() >= 0) {
            throw new DocumentException(
                    DocumentException.Kind.LIMIT_EXCEEDED,
                    "%s is larger than the limit of %,d bytes (maxBytes)".formatted(name, limits.maxBytes()));
        }
        return bytes;
    }

    static byte[] readAll(DocumentSource source, DocumentLimits limits) throws IOException {
        try (InputStream stream = source.open()) {
            return readAll(source.name(), stream, limits);
        }
    }
}
