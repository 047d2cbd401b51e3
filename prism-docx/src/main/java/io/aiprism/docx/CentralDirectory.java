package io.aiprism.docx;

import io.aiprism.document.DocumentException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * The directory at the end of a zip archive. Its entries are counted before anything is made of them; the number that the archive
 * states about itself is not trusted. Of an archive as every office program writes it they are read here: a library that is used for the
 * first time takes long for it, as it reads dates, and looks for extensions of the format.
 */
final class CentralDirectory {
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int ZIP64_LOCATOR_SIGNATURE = 0x07064b50;
    private static final int ZIP64_LOCATOR_LENGTH = 20;
    private static final int ENTRY_SIGNATURE = 0x02014b50;
    private static final int ENTRY_LENGTH = 46;
    private static final int LONGEST_COMMENT = 0xFFFF;

    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int LOCAL_LENGTH = 30;
    private static final int ENCRYPTED = 1;

    private CentralDirectory() {}

    /**
     * An entry, deflated or stored.
     *
     * @param header where its local header begins in the archive
     * @param length of its packed content, in bytes
     */
    record Entry(String name, boolean encrypted, boolean deflated, int header, int length) {
        /** Where its content begins in the archive; negative if that is not told, or not all of it is there. */
        int content(byte[] archive) {
            ByteBuffer bytes = littleEndian(archive);
            if (header > archive.length - LOCAL_LENGTH || bytes.getInt(header) != LOCAL_SIGNATURE) {
                return -1;
            }
            int start = header + LOCAL_LENGTH + unsigned(bytes, header + 26) + unsigned(bytes, header + 28);
            return start > archive.length - length ? -1 : start;
        }
    }

    /**
     * Reads all entries in order.
     *
     * @return {@code null} if something about the archive is unusual, so that a library has to read it
     */
    static @Nullable List<Entry> read(String document, byte[] archive, int maxEntries) throws DocumentException {
        ByteBuffer bytes = littleEndian(archive);
        int end = findEnd(bytes);
        if (end < 0) {
            throw Refusal.damaged(document, "its zip archive has no directory; the file may be cut off", null);
        }
        long position = directoryStart(bytes, end);
        boolean usual = isWhole(bytes, end);
        List<Entry> entries = new ArrayList<>();
        int count = 0;
        while (position >= 0
                && position + ENTRY_LENGTH <= archive.length
                && bytes.getInt((int) position) == ENTRY_SIGNATURE) {
            if (++count > maxEntries) {
                throw Refusal.overLimit(document, "more entries in its archive", "maxEntries", maxEntries);
            }
            int at = (int) position;
            Entry entry = usual ? entry(bytes, at) : null;
            if (entry == null) {
                usual = false;
            } else {
                entries.add(entry);
            }
            position += ENTRY_LENGTH + unsigned(bytes, at + 28) + unsigned(bytes, at + 30) + unsigned(bytes, at + 32);
        }
        return usual && position == end && count == unsigned(bytes, end + 10) ? entries : null;
    }

    /** Whether the directory is of one part, stands right before its end, and has no extension. */
    private static boolean isWhole(ByteBuffer bytes, int end) {
        int locator = end - ZIP64_LOCATOR_LENGTH;
        return (locator < 0 || bytes.getInt(locator) != ZIP64_LOCATOR_SIGNATURE)
                && bytes.getInt(end + 4) == 0
                && Integer.toUnsignedLong(bytes.getInt(end + 12)) + Integer.toUnsignedLong(bytes.getInt(end + 16))
                        == end;
    }

    /** The entry at a place; {@code null} if it is not stored or deflated, is too large for this, or has no name in ASCII. */
    private static @Nullable Entry entry(ByteBuffer bytes, int at) {
        int flags = unsigned(bytes, at + 8);
        int method = unsigned(bytes, at + 10);
        int length = bytes.getInt(at + 20);
        int header = bytes.getInt(at + 42);
        int nameLength = unsigned(bytes, at + 28);
        if ((method != ZipEntry.STORED && method != ZipEntry.DEFLATED)
                || length < 0
                || header < 0
                || at + ENTRY_LENGTH + nameLength > bytes.capacity()) {
            return null;
        }
        byte[] name = new byte[nameLength];
        bytes.get(at + ENTRY_LENGTH, name);
        for (byte character : name) {
            if (character <= 0) {
                return null;
            }
        }
        return new Entry(
                new String(name, StandardCharsets.US_ASCII),
                (flags & ENCRYPTED) != 0,
                method == ZipEntry.DEFLATED,
                header,
                length);
    }

    private static ByteBuffer littleEndian(byte[] archive) {
        return ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int unsigned(ByteBuffer bytes, int at) {
        return Short.toUnsignedInt(bytes.getShort(at));
    }

    private static int findEnd(ByteBuffer archive) {
        int last = archive.capacity() - END_LENGTH;
        for (int i = last; i >= 0 && i >= last - LONGEST_COMMENT; i--) {
            if (archive.getInt(i) == END_SIGNATURE) {
                return i;
            }
        }
        return -1;
    }

    private static long directoryStart(ByteBuffer archive, int end) {
        int locator = end - ZIP64_LOCATOR_LENGTH;
        if (locator >= 0 && archive.getInt(locator) == ZIP64_LOCATOR_SIGNATURE) {
            long zip64End = archive.getLong(locator + 8);
            if (zip64End >= 0 && zip64End + 56 <= archive.capacity()) {
                return archive.getLong((int) zip64End + 48);
            }
        }
        return Integer.toUnsignedLong(archive.getInt(end + 16));
    }
}
