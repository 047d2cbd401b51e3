package io.aiprism.docx;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Stops a part that consists of one endless name or attribute. A parser hands text on in pieces, but must hold a name as a
 * whole, and has no limit for it.
 */
final class TokenGuard extends FilterInputStream {
    /** Pictures of old drawings stand in attributes, of some megabytes at times. */
    static final int LONGEST = 16 << 20;

    // In UTF-16 the bytes of the delimiters are part of other characters too, so there the whole part is bounded.
    private static final int LONGEST_UTF_16 = 4 * LONGEST;

    private final String document;
    private final String part;
    private boolean begun;
    private boolean utf16;
    private long sinceDelimiter;

    TokenGuard(InputStream stream, String document, String part) {
        super(stream);
        this.document = document;
        this.part = part;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count <= 0) {
            return count;
        }
        if (!begun) {
            begun = true;
            utf16 = buffer[offset] == 0 || (buffer[offset] & 0xFE) == 0xFE || (count > 1 && buffer[offset + 1] == 0);
        }
        int last = utf16 ? -1 : lastDelimiter(buffer, offset, offset + count);
        sinceDelimiter = last < 0 ? sinceDelimiter + count : offset + count - last;
        if (sinceDelimiter > (utf16 ? LONGEST_UTF_16 : LONGEST)) {
            throw Refusal.overLimit(document, "a longer name or value in " + part, "bytes", LONGEST);
        }
        return count;
    }

    private static int lastDelimiter(byte[] buffer, int from, int to) {
        for (int i = to - 1; i >= from; i--) {
            byte b = buffer[i];
            if (b == '<' || b == '>' || b == '"' || b == '\'' || b == ' ') {
                return i;
            }
        }
        return -1;
    }
}
