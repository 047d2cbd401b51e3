package io.aiprism.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** A set of readers, which picks the one that fits a document. Immutable and thread-safe. */
public final class DocumentReaders {
    private static final int HEAD = 4_096;

    private final List<DocumentReader> readers;

    private DocumentReaders(List<DocumentReader> readers) {
        this.readers = List.copyOf(readers);
    }

    /** The given readers; where two claim a document, the first is taken. */
    public static DocumentReaders of(DocumentReader... readers) {
        return new DocumentReaders(List.of(readers));
    }

    /** All readers that {@link ServiceLoader} finds on the class path or module path. */
    public static DocumentReaders installed() {
        return new DocumentReaders(ServiceLoader.load(DocumentReader.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    /** The readers in this set. */
    public List<DocumentReader> readers() {
        return readers;
    }

    /** Reads a file with {@link ReadOptions#DEFAULT}. */
    public Document read(Path file) throws IOException {
        return read(DocumentSource.of(file), ReadOptions.DEFAULT);
    }

    /**
     * Reads a document with the reader that recognizes its first bytes, else with the one for its file name extension.
     *
     * @throws DocumentException of kind {@link DocumentException.Kind#UNKNOWN_FORMAT} if no reader fits, or as the reader
     *     throws it
     * @throws IOException if the source itself fails
     */
    public Document read(DocumentSource source, ReadOptions options) throws IOException {
        return readerFor(source).read(source, options);
    }

    private DocumentReader readerFor(DocumentSource source) throws IOException {
        byte[] head;
        try (InputStream stream = source.open()) {
            head = stream.readNBytes(HEAD);
        }
        Optional<DocumentReader> byContent =
                readers.stream().filter(reader -> reader.recognizes(head)).findFirst();
        if (byContent.isPresent()) {
            return byContent.get();
        }
        String extension = extension(source.name());
        return readers.stream()
                .filter(reader -> reader.extensions().contains(extension))
                .findFirst()
                .orElseThrow(() -> new DocumentException(
                        DocumentException.Kind.UNKNOWN_FORMAT,
                        "no reader for %s; installed readers: %s".formatted(source.name(), describe())));
    }

    private String describe() {
        return readers.stream()
                .map(reader -> reader.format() + " ("
                        + String.join(
                                ", ", reader.extensions().stream().sorted().toList()) + ")")
                .collect(Collectors.joining(", "));
    }

    private static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
