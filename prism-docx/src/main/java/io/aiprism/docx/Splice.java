package io.aiprism.docx;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Copies the text of a part while it is parsed, and puts edits in. The parser reads from here; what it has read is kept
 * until it is known where the next edit may fall. All that is not edited is copied unit for unit, whatever way of writing
 * XML it uses.
 */
final class Splice extends Reader {
    private static final int WORTH_WRITING = 1 << 15;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Reader source;
    private final Writer target;
    private char[] held = new char[2 * WORTH_WRITING];
    private int length;
    private long base;
    private int written;
    private boolean begun;

    Splice(Reader source, Writer target) {
        this.source = source;
        this.target = target;
    }

    /**
     * Replaces a range by other text.
     *
     * @param from in UTF-16 units from the beginning, inclusive
     * @param to exclusive; equal to {@code from} for an insertion
     */
    record Edit(long from, long to, String text) {}

    @Override
    public int read(char[] buffer, int offset, int atMost) throws IOException {
        int count = source.read(buffer, offset, atMost);
        if (!begun && count > 0) {
            begun = true;
            // Offsets count from behind the mark, as the parser's do.
            if (buffer[offset] == BYTE_ORDER_MARK) {
                target.write(BYTE_ORDER_MARK);
                System.arraycopy(buffer, offset + 1, buffer, offset, --count);
                if (count == 0) {
                    return read(buffer, offset, atMost);
                }
            }
        }
        if (count > 0) {
            hold(buffer, offset, count);
        }
        return count;
    }

    private void hold(char[] buffer, int offset, int count) {
        if (length + count > held.length) {
            held = Arrays.copyOf(held, Math.max(length + count, 2 * held.length));
        }
        System.arraycopy(buffer, offset, held, length, count);
        length += count;
    }

    /** The text of a range that has been read and not yet been written. */
    String text(long from, long to) {
        return new String(held, index(from), index(to) - index(from));
    }

    /** Nothing before this offset will be edited: a good time to write it, if there is much of it. */
    void passed(long offset) throws IOException {
        if (offset - base >= WORTH_WRITING) {
            copyTo(offset);
            compact();
        }
    }

    /** Writes everything up to the end of the last edit, with the edits. They must not overlap. */
    void apply(List<Edit> edits) throws IOException {
        List<Edit> ordered = edits.stream()
                .sorted(Comparator.comparingLong(Edit::from).thenComparingLong(Edit::to))
                .toList();
        for (Edit edit : ordered) {
            copyTo(edit.from());
            target.write(edit.text());
            written = index(edit.to());
        }
        if (written >= WORTH_WRITING) {
            compact();
        }
    }

    /** Writes all that is left. */
    void finish() throws IOException {
        copyTo(base + length);
        source.transferTo(target);
    }

    private void copyTo(long offset) throws IOException {
        int end = index(offset);
        target.write(held, written, end - written);
        written = end;
    }

    private int index(long offset) {
        return Math.toIntExact(offset - base);
    }

    private void compact() {
        length -= written;
        System.arraycopy(held, written, held, 0, length);
        base += written;
        written = 0;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
