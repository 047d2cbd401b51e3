package io.aiprism.document;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads whole sources without ever holding more than the limit allows. */
final class BoundedBytes {
    private BoundedBytes() {}

    static byte[] readAll(String name, InputStream stream, DocumentLimits limits) throws IOException {
        byte[] bytes = stream.readNBytes(atMost(limits));
        requireEnd(name, stream, bytes.length, limits);
        return bytes;
    }

    /** What the source says of its size saves collecting the bytes in pieces, and is not relied on. */
    static byte[] readAll(DocumentSource source, DocumentLimits limits) throws IOException {
        int atMost = atMost(limits);
        try (InputStream stream = source.open()) {
            byte[] bytes = new byte[Math.clamp(source.size(), 0, atMost)];
            int count = stream.readNBytes(bytes, 0, bytes.length);
            if (count < bytes.length) {
                return Arrays.copyOf(bytes, count);
            }
            int next = count < atMost ? stream.read() : -1;
            if (next >= 0) {
                byte[] more = stream.readNBytes(atMost - count - 1);
                bytes = Arrays.copyOf(bytes, count + 1 + more.length);
                bytes[count] = (byte) next;
                System.arraycopy(more, 0, bytes, count + 1, more.length);
            }
            requireEnd(source.name(), stream, bytes.length, limits);
            return bytes;
        }
    }

    static void requireSize(String name, int length, DocumentLimits limits) throws DocumentException {
        if (length > atMost(limits)) {
            throw tooLarge(name, limits);
        }
    }

    private static void requireEnd(String name, InputStream stream, int length, DocumentLimits limits)
            throws IOException {
        if (length == atMost(limits) && stream.read() >= 0) {
            throw tooLarge(name, limits);
        }
    }

    private static int atMost(DocumentLimits limits) {
        return (int) Math.min(limits.maxBytes(), Integer.MAX_VALUE - 16);
    }

    private static DocumentException tooLarge(String name, DocumentLimits limits) {
        return new DocumentException(
                DocumentException.Kind.LIMIT_EXCEEDED,
                "%s is larger than the limit of %,d bytes (maxBytes)".formatted(name, limits.maxBytes()));
    }
}
