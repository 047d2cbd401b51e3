package io.aiprism.docx;

import io.aiprism.document.DocumentException;
import io.aiprism.document.DocumentException.Kind;
import io.aiprism.document.DocumentLimits;
import io.aiprism.document.DocumentSource;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * The zip archive around a document. What is read from it counts against the limits, what is skipped does not: a large
 * picture never makes a document too large.
 */
final class Container implements Closeable {
    // Unpacking is quicker in pieces of this size than in small ones, but a buffer for them is a waste for what is
    // small.
    private static final int LARGE = 1 << 16;

    private final String document;
    private final byte[] bytes;
    /** The names of all parts as the archive spells them; part names do not distinguish case. */
    private final Map<String, String> spelled = new HashMap<>();
    /** Those that are read without a library. */
    private final Map<String, CentralDirectory.Entry> usual = new HashMap<>();

    private final BoundedNames names = new BoundedNames();
    private final ReadBudget budget;
    private @Nullable ZipFile library;

    private Container(String document, byte[] bytes, DocumentLimits limits) {
        this.document = document;
        this.bytes = bytes;
        this.budget = new ReadBudget(document, limits.maxExpandedBytes());
    }

    static Container open(DocumentSource source, DocumentLimits limits) throws IOException {
        byte[] bytes = source.bytes(limits);
        Signature.check(source.name(), bytes);
        var container = new Container(source.name(), bytes, limits);
        try {
            container.readDirectory(limits.maxEntries());
            return container;
        } catch (IOException | RuntimeException e) {
            container.close();
            throw e;
        }
    }

    private void readDirectory(int maxEntries) throws IOException {
        List<CentralDirectory.Entry> directory = CentralDirectory.read(document, bytes, maxEntries);
        if (directory == null) {
            for (ZipArchiveEntry entry : entries()) {
                add(entry.getName());
            }
        } else {
            for (CentralDirectory.Entry entry : directory) {
                if (add(entry.name())) {
                    usual.put(key(entry.name()), entry);
                }
            }
        }
    }

    private boolean add(String name) throws DocumentException {
        if (name.endsWith("/")) {
            return false;
        }
        if (spelled.put(key(name), name) != null) {
            throw Refusal.damaged(document, "its archive has two entries named " + name, null);
        }
        return true;
    }

    private ZipFile library() throws IOException {
        ZipFile opened = library;
        if (opened == null) {
            try {
                opened = ZipFile.builder()
                        .setSeekableByteChannel(new SeekableInMemoryByteChannel(bytes))
                        .setIgnoreLocalFileHeader(true)
                        .get();
            } catch (IOException | RuntimeException e) {
                throw Refusal.damaged(document, "its zip archive cannot be opened (" + e.getMessage() + ")", e);
            }
            library = opened;
        }
        return opened;
    }

    String document() {
        return document;
    }

    /** The names in its parts that have been parsed. */
    BoundedNames names() {
        return names;
    }

    /** SHA-256 of the whole file, in hexadecimal. */
    String hash() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** All entries in the order of the archive's directory, with all that is to be copied of them. */
    List<ZipArchiveEntry> entries() throws IOException {
        return Collections.list(library().getEntries());
    }

    boolean has(String part) {
        return spelled.containsKey(key(part));
    }

    /** The name of the part as the archive spells it. */
    String spelled(String part) {
        return spelled.getOrDefault(key(part), part);
    }

    /**
     * The expanded content of a part, counted against the limits.
     *
     * @throws DocumentException if there is no such part, or it is packed in a way that cannot be read
     */
    InputStream open(String part) throws IOException {
        String name = spelled.get(key(part));
        if (name == null) {
            throw Refusal.damaged(document, "the part %s is missing".formatted(part), null);
        }
        CentralDirectory.Entry entry = usual.get(key(part));
        boolean encrypted =
                entry == null ? library().getEntry(name).getGeneralPurposeBit().usesEncryption() : entry.encrypted();
        if (encrypted) {
            throw new DocumentException(
                    Kind.ENCRYPTED, "%s is protected by a password (zip entry %s)".formatted(document, part));
        }
        int content = entry == null ? -1 : entry.content(bytes);
        return new TokenGuard(
                budget.count(entry != null && content >= 0 ? unpacked(content, entry) : unpacked(part, name)),
                document,
                part);
    }

    private InputStream unpacked(int content, CentralDirectory.Entry entry) {
        if (!entry.deflated()) {
            return new ByteArrayInputStream(bytes, content, entry.length());
        }
        InputStream stream = new UnpackedEntry(bytes, content, entry.length());
        return entry.length() < LARGE ? stream : new BufferedInputStream(stream, LARGE);
    }

    private InputStream unpacked(String part, String name) throws IOException {
        ZipFile zip = library();
        try {
            InputStream stream = zip.getInputStream(zip.getEntry(name));
            return stream == null ? InputStream.nullInputStream() : stream;
        } catch (IOException | RuntimeException e) {
            throw Refusal.damaged(document, "the part %s cannot be unpacked (%s)".formatted(part, e.getMessage()), e);
        }
    }

    /** Lets all parts be read once more: the limits count from here. */
    void rewind() {
        budget.reset();
    }

    /**
     * The packed content of an entry as it stands in the archive.
     *
     * @throws DocumentException if it is not in the archive
     */
    InputStream raw(ZipArchiveEntry entry) throws IOException {
        InputStream stream;
        try {
            stream = library().getRawInputStream(entry);
        } catch (IOException | RuntimeException e) {
            throw Refusal.damaged(
                    document, "the entry %s cannot be copied (%s)".formatted(entry.getName(), e.getMessage()), e);
        }
        if (stream == null) {
            throw Refusal.damaged(document, "the entry %s cannot be found".formatted(entry.getName()), null);
        }
        return stream;
    }

    /** Whether a file holds exactly this document. */
    boolean isSameAs(Path file) throws IOException {
        return Files.isRegularFile(file)
                && Files.size(file) == bytes.length
                && Arrays.equals(Files.readAllBytes(file), bytes);
    }

    @Override
    public void close() throws IOException {
        if (library != null) {
            library.close();
        }
    }

    private static String key(String name) {
        String slashed = name.replace('\\', '/');
        return (slashed.startsWith("/") ? slashed.substring(1) : slashed).toLowerCase(Locale.ROOT);
    }
}
