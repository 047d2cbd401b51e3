package io.aiprism.docx;

import io.aiprism.document.DocumentException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Counts the entries of a zip archive by walking its central directory, before a library makes an object of each. The
 * count that the archive states about itself is not trusted.
 */
final class CentralDirectory {
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int ZIP64_LOCATOR_SIGNATURE = 0x07064b50;
    private static final int ZIP64_LOCATOR_LENGTH = 20;
    private static final int ENTRY_SIGNATURE = 0x02014b50;
    private static final int ENTRY_LENGTH = 46;
    private static final int LONGEST_COMMENT = 0xFFFF;

    private CentralDirectory() {}

    static void checkEntries(String document, byte[] bytes, int maxEntries) throws DocumentException {
        ByteBuffer archive = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int end = findEnd(archive);
        if (end < 0) {
            throw Refusal.damaged(document, "its zip archive has no directory; the file may be cut off", null);
        }
        long position = directoryStart(archive, end);
        int entries = 0;
        while (position >= 0
                && position + ENTRY_LENGTH <= bytes.length
                && archive.getInt((int) position) == ENTRY_SIGNATURE) {
            if (++entries > maxEntries) {
                throw Refusal.overLimit(document, "more entries in its archive", "maxEntries", maxEntries);
            }
            int at = (int) position;
            position += ENTRY_LENGTH
                    + Short.toUnsignedInt(archive.getShort(at + 28))
                    + Short.toUnsignedInt(archive.getShort(at + 30))
                    + Short.toUnsignedInt(archive.getShort(at + 32));
        }
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
