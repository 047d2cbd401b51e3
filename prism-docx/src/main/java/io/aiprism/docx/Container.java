package io.aiprism.docx;

import io.aiprism.document.DocumentException;
import io.aiprism.document.DocumentException.Kind;
import io.aiprism.document.DocumentLimits;
import io.aiprism.document.DocumentSource;
import java.io.BufferedInputStream;
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
import java.util.zip.ZipEntry;
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
    private final ZipFile zip;
    private final List<ZipArchiveEntry> entries;
    private final Map<String, ZipArchiveEntry> parts = new HashMap<>();
    private final BoundedNames names = new BoundedNames();
    private final ReadBudget budget;

    private Container(String document, byte[] bytes, ZipFile zip, DocumentLimits limits) throws IOException {
        this.document = document;
        this.bytes = bytes;
        this.zip = zip;
        this.entries = Collections.list(zip.getEntries());
        this.budget = new ReadBudget(document, limits.maxExpandedBytes());
        for (ZipArchiveEntry entry : entries) {
            if (!entry.isDirectory() && parts.put(key(entry.getName()), entry) != null) {
                throw Refusal.damaged(document, "its archive has two entries named " + entry.getName(), null);
            }
        }
    }

    static Container open(DocumentSource source, DocumentLimits limits) throws IOException {
        byte[] bytes = readAll(source, limits);
        Signature.check(source.name(), bytes);
        CentralDirectory.checkEntries(source.name(), bytes, limits.maxEntries());
        ZipFile zip;
        try {
            zip = ZipFile.builder()
                    .setSeekableByteChannel(new SeekableInMemoryByteChannel(bytes))
                    .setIgnoreLocalFileHeader(true)
                    .get();
        } catch (IOException | RuntimeException e) {
            throw Refusal.damaged(source.name(), "its zip archive cannot be opened (" + e.getMessage() + ")", e);
        }
        try {
            return new Container(source.name(), bytes, zip, limits);
        } catch (IOException e) {
            zip.close();
            throw e;
        }
    }

    private static byte[] readAll(DocumentSource source, DocumentLimits limits) throws IOException {
        int atMost = (int) Math.min(limits.maxBytes(), Integer.MAX_VALUE - 16);
        try (InputStream stream = source.open()) {
            // What the source says of its size saves collecting the bytes in pieces, and is not relied on.
            byte[] bytes = new byte[Math.clamp(source.size(), 0, atMost)];
            int count = stream.readNBytes(bytes, 0, bytes.length);
            int next = stream.read();
            if (next >= 0 && count < atMost) {
                byte[] more = stream.readNBytes(atMost - count - 1);
                bytes = Arrays.copyOf(bytes, count + 1 + more.length);
                bytes[count] = (byte) next;
                System.arraycopy(more, 0, bytes, count + 1, more.length);
                count = bytes.length;
                next = stream.read();
            }
            if (next >= 0) {
                throw Refusal.overLimit(source.name(), "more bytes", "maxBytes", limits.maxBytes());
            }
            return count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
        }
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

    /** All entries in the order of the archive's directory. */
    List<ZipArchiveEntry> entries() {
        return Collections.unmodifiableList(entries);
    }

    boolean has(String part) {
        return parts.containsKey(key(part));
    }

    /** The entry that holds a part; part names do not distinguish case. */
    @Nullable
    ZipArchiveEntry entry(String part) {
        return parts.get(key(part));
    }

    /** The name of the part as the archive spells it. */
    String spelled(String part) {
        ZipArchiveEntry entry = entry(part);
        return entry == null ? part : entry.getName();
    }

    /**
     * The expanded content of a part, counted against the limits.
     *
     * @throws DocumentException if there is no such part, or it is packed in a way that cannot be read
     */
    InputStream open(String part) throws IOException {
        ZipArchiveEntry entry = entry(part);
        if (entry == null) {
            throw Refusal.damaged(document, "the part %s is missing".formatted(part), null);
        }
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            throw new DocumentException(
                    Kind.ENCRYPTED, "%s is protected by a password (zip entry %s)".formatted(document, part));
        }
        try {
            return new TokenGuard(budget.count(unpacked(entry)), document, part);
        } catch (IOException | RuntimeException e) {
            throw Refusal.damaged(document, "the part %s cannot be unpacked (%s)".formatted(part, e.getMessage()), e);
        }
    }

    private InputStream unpacked(ZipArchiveEntry entry) throws IOException {
        if (entry.getMethod() == ZipEntry.DEFLATED && zip.getRawInputStream(entry) != null) {
            int offset = (int) Math.min(entry.getDataOffset(), bytes.length);
            int length = (int) Math.min(entry.getCompressedSize(), bytes.length - offset);
            InputStream stream = new UnpackedEntry(bytes, offset, length);
            return length < LARGE ? stream : new BufferedInputStream(stream, LARGE);
        }
        InputStream stream = zip.getInputStream(entry);
        return stream == null ? InputStream.nullInputStream() : stream;
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
            stream = zip.getRawInputStream(entry);
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
        zip.close();
    }

    private static String key(String name) {
        String slashed = name.replace('\\', '/');
        return (slashed.startsWith("/") ? slashed.substring(1) : slashed).toLowerCase(Locale.ROOT);
    }
}
