package io.aiprism.document;

import java.io.IOException;
import java.util.Set;

/**
 * Reads one format. Implementations are stateless and thread-safe, have a public no-argument constructor, and are
 * registered as a {@link java.util.ServiceLoader} service.
 */
public interface DocumentReader {
    /** The format's short name, for example {@code "docx"}. */
    String format();

    /** File name extensions in lower case, without the dot. */
    Set<String> extensions();

    /**
     * Whether the first bytes are surely of this format, whatever the file is called.
     *
     * @param head up to 4,096 bytes from the beginning
     */
    boolean recognizes(byte[] head);

    /**
     * Reads a whole document.
     *
     * @throws DocumentException if it cannot be read, with the kind that fits
     * @throws IOException if the source itself fails
     */
    Document read(DocumentSource source, ReadOptions options) throws IOException;
}
