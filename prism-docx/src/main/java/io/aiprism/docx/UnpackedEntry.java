package io.aiprism.docx;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * The unpacked content of a deflated zip entry, taken straight from the array that holds the archive. Whoever reads large
 * pieces has them unpacked in one call each.
 */
final class UnpackedEntry extends InflaterInputStream {
    // zlib may want a byte behind the end of what has no header of its own; whoever wants more was given too little.
    private static final byte[] BEHIND_THE_END = {0};

    UnpackedEntry(byte[] archive, int offset, int length) {
        super(new ByteArrayInputStream(BEHIND_THE_END), new Inflater(true), BEHIND_THE_END.length);
        inf.setInput(archive, offset, length);
    }

    @Override
    public void close() throws IOException {
        super.close();
        inf.end();
    }
}
