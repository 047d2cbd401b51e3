package io.aiprism.docx;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts what is unpacked from one document, over all its parts together. */
final class ReadBudget {
    private final String document;
    private final long limit;
    private long read;

    ReadBudget(String document, long limit) {
        this.document = document;
        this.limit = limit;
    }

    InputStream count(InputStream stream) {
        return new FilterInputStream(stream) {
            @Override
            public int read() throws IOException {
                int value = super.read();
                spend(value < 0 ? 0 : 1);
                return value;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = super.read(buffer, offset, length);
                spend(Math.max(count, 0));
                return count;
            }
        };
    }

    /** Begins to count anew. */
    void reset() {
        read = 0;
    }

    private void spend(int bytes) throws IOException {
        read += bytes;
        if (read > limit) {
            throw Refusal.overLimit(document, "more bytes when unpacked", "maxExpandedBytes", limit);
        }
    }
}
