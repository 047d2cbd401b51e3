package io.aiprism.document;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The bytes of a document and what they are called. A source can be opened any number of times and always gives the same
 * bytes; implementations are thread-safe.
 */
public interface DocumentSource {
    /** The file name, for messages and for telling the format. */
    String name();

    /** The number of bytes. */
    long size() throws IOException;

    /** Opens the bytes from the beginning. The caller closes the stream. */
    InputStream open() throws IOException;

    /**
     * All bytes. The array may be the source's own and must not be changed.
     *
     * @param limits at most {@link DocumentLimits#maxBytes()} are read
     * @throws DocumentException of kind {@link DocumentException.Kind#LIMIT_EXCEEDED} if there are more
     */
    default byte[] bytes(DocumentLimits limits) throws IOException {
        return BoundedBytes.readAll(this, limits);
    }

    /** A file. It is not read before {@link #open()}. */
    static DocumentSource of(Path file) {
        requireNonNull(file, "file");
        return new DocumentSource() {
            @Override
            public String name() {
                Path last = file.getFileName();
                return (last == null ? file : last).toString();
            }

            @Override
            public long size() throws IOException {
                return Files.size(file);
            }

            @Override
            public InputStream open() throws IOException {
                return Files.newInputStream(file);
            }
        };
    }

    /** Bytes in memory. The array is not copied and must not be changed afterwards. */
    static DocumentSource of(String name, byte[] bytes) {
        requireNonNull(name, "name");
        requireNonNull(bytes, "bytes");
        return new DocumentSource() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }

            @Override
            public byte[] bytes(DocumentLimits limits) throws DocumentException {
                BoundedBytes.requireSize(name, bytes.length, limits);
                return bytes;
            }
        };
    }

    /**
     * The rest of a stream, read into memory. Does not close it.
     *
     * @param limits at most {@link DocumentLimits#maxBytes()} are read
     * @throws DocumentException of kind {@link DocumentException.Kind#LIMIT_EXCEEDED} if there is more
     */
    static DocumentSource read(String name, InputStream stream, DocumentLimits limits) throws IOException {
        return of(name, BoundedBytes.readAll(name, stream, limits));
    }
}
