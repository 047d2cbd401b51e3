package io.aiprism.markdown;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A text that knows where in the source it comes from. It is kept as runs: either each character of a run is one character
 * of the source, or the run as a whole stands for a stretch of another length, as one character does for a reference to it.
 */
final class MappedText {
    static final MappedText EMPTY = new Builder().build();

    private static final int FIELDS = 3;

    private final String text;
    // Of each run: where it begins in the text, where in the source, and its length in the source.
    private final int[] runs;

    private MappedText(String text, int[] runs) {
        this.text = text;
        this.runs = runs;
    }

    String text() {
        return text;
    }

    /** A part of this text. */
    MappedText slice(int from, int to) {
        var slice = new Builder();
        slice.append(this, from, to);
        return slice.build();
    }

    /** This text without white space at both ends. */
    MappedText strip() {
        int to = text.stripTrailing().length();
        int from = Math.min(text.length() - text.stripLeading().length(), to);
        return from == 0 && to == text.length() ? this : slice(from, to);
    }

    /** Where a part of the text stands in the source, in order; stretches that touch each other are one. */
    List<SourceRange> ranges(int from, int to) {
        List<SourceRange> ranges = new ArrayList<>();
        for (int run = 0; run < runs.length; run += FIELDS) {
            int start = Math.max(from, runs[run]);
            int end = Math.min(to, end(run));
            boolean covered = start < end || (from == to && start == end);
            if (covered && (from < to || ranges.isEmpty())) {
                add(ranges, range(run, start, end));
            }
        }
        return List.copyOf(ranges);
    }

    private SourceRange range(int run, int from, int to) {
        int source = runs[run + 1];
        int length = runs[run + 2];
        if (length != end(run) - runs[run]) {
            return from == to && from == runs[run]
                    ? new SourceRange(source, source)
                    : new SourceRange(from == to ? source + length : source, source + length);
        }
        return new SourceRange(source + from - runs[run], source + to - runs[run]);
    }

    private int end(int run) {
        return run + FIELDS < runs.length ? runs[run + FIELDS] : text.length();
    }

    private static void add(List<SourceRange> ranges, SourceRange next) {
        if (!ranges.isEmpty() && ranges.getLast().end() == next.start()) {
            ranges.add(new SourceRange(ranges.removeLast().start(), next.end()));
        } else {
            ranges.add(next);
        }
    }

    /** Puts a text together from the left to the right. */
    static final class Builder {
        private final StringBuilder text = new StringBuilder();
        private int[] runs = new int[2 * FIELDS];
        private int size;

        /** Adds text that stands for a stretch of the source. */
        void append(CharSequence piece, int sourceStart, int sourceEnd) {
            if (piece.isEmpty()) {
                return;
            }
            boolean linear = piece.length() == sourceEnd - sourceStart;
            if (!linear || !continues(sourceStart)) {
                if (size == runs.length) {
                    runs = Arrays.copyOf(runs, 2 * size);
                }
                runs[size] = text.length();
                runs[size + 1] = sourceStart;
                size += FIELDS;
                runs[size - 1] = 0;
            }
            runs[size - 1] += sourceEnd - sourceStart;
            text.append(piece);
        }

        /** Adds a part of another text. */
        void append(MappedText other, int from, int to) {
            for (int run = 0; run < other.runs.length; run += FIELDS) {
                int start = Math.max(from, other.runs[run]);
                int end = Math.min(to, other.end(run));
                if (start < end) {
                    SourceRange range = other.range(run, start, end);
                    append(other.text.substring(start, end), range.start(), range.end());
                }
            }
        }

        private boolean continues(int sourceStart) {
            if (size == 0) {
                return false;
            }
            int run = size - FIELDS;
            return text.length() - runs[run] == runs[run + 2] && runs[run + 1] + runs[run + 2] == sourceStart;
        }

        boolean endsWithSpace() {
            return text.isEmpty() || Character.isWhitespace(text.charAt(text.length() - 1));
        }

        MappedText build() {
            return new MappedText(text.toString(), Arrays.copyOf(runs, size));
        }
    }
}
