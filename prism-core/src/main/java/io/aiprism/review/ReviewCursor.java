package io.aiprism.review;

import java.util.Arrays;

/**
 * A place in the events of a review, from which reading can go on, also after a restart or in another process: it holds how
 * many events of each analysis were read. As text it is short and safe in URLs and headers. Immutable.
 *
 * <p>Analyses run side by side and in several processes, so that their events have no common order that all readers could
 * agree on; each reader gets every event of an analysis once and in order, and counts what it got.
 */
public final class ReviewCursor {
    /** Before the first event. */
    public static final ReviewCursor START = new ReviewCursor(new long[0]);

    private final long[] read;

    private ReviewCursor(long[] read) {
        int size = read.length;
        while (size > 0 && read[size - 1] == 0) {
            size--;
        }
        this.read = Arrays.copyOf(read, size);
    }

    /**
     * Reads a cursor as printed by {@link #toString()}.
     *
     * @throws IllegalArgumentException if the text is no cursor
     */
    public static ReviewCursor parse(String text) {
        if (text.equals("0")) {
            return START;
        }
        long[] read = new long[16];
        int size = 0;
        try {
            for (String run : text.split("_", -1)) {
                int times = run.indexOf('x');
                int count = times < 0 ? 1 : Integer.parseInt(run.substring(0, times));
                long value = Long.parseLong(run.substring(times + 1));
                if (count < 1 || value < 0 || size + (long) count > 1_000_000) {
                    throw new NumberFormatException(run);
                }
                read = size + count > read.length ? Arrays.copyOf(read, 2 * (size + count)) : read;
                Arrays.fill(read, size, size + count, value);
                size += count;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'%s' is no review cursor".formatted(text), e);
        }
        return new ReviewCursor(Arrays.copyOf(read, size));
    }

    /** How many events were read up to here. */
    public long sequence() {
        return Arrays.stream(read).sum();
    }

    /** Up to which of its events the analysis with this number was read. */
    long read(int member) {
        return member < read.length ? read[member] : 0;
    }

    ReviewCursor with(int member, long sequence) {
        long[] next = Arrays.copyOf(read, Math.max(member + 1, read.length));
        next[member] = sequence;
        return new ReviewCursor(next);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReviewCursor that && Arrays.equals(read, that.read);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(read);
    }

    /** The cursor as text of digits, {@code x} and {@code _}. */
    @Override
    public String toString() {
        if (read.length == 0) {
            return "0";
        }
        var text = new StringBuilder();
        for (int i = 0; i < read.length; ) {
            int end = i + 1;
            while (end < read.length && read[end] == read[i]) {
                end++;
            }
            text.append(text.isEmpty() ? "" : "_");
            text.append(end - i > 1 ? (end - i) + "x" : "").append(read[i]);
            i = end;
        }
        return text.toString();
    }
}
