package io.aiprism.markdown;

import java.util.Arrays;

/** The lines of a source. */
final class SourceLines {
    private final String source;
    private int[] starts = new int[64];
    private int size = 1;

    SourceLines(String source) {
        this.source = source;
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '\n' || (c == '\r' && !source.startsWith("\n", i + 1))) {
                if (size == starts.length) {
                    starts = Arrays.copyOf(starts, 2 * size);
                }
                starts[size++] = i + 1;
            }
        }
    }

    /** Where the text of a line ends, without its line break. */
    int end(int line) {
        int end = line + 1 < size ? starts[line + 1] : source.length();
        while (end > starts[line] && isBreak(source.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    /** Where the line break after an offset ends. */
    int next(int offset) {
        int line = Arrays.binarySearch(starts, 0, size, offset);
        int following = (line < 0 ? -line - 2 : line) + 1;
        return following < size ? starts[following] : source.length();
    }

    /** Where the line break after an offset begins. */
    int lineEnd(int offset) {
        int line = Arrays.binarySearch(starts, 0, size, offset);
        return end(line < 0 ? -line - 2 : line);
    }

    /**
     * Text that the parser has taken line by line from the ends of source lines: what it left out, and tabs that it made
     * spaces, stand at the beginnings.
     */
    MappedText mapped(String literal, int firstLine) {
        var text = new MappedText.Builder();
        int line = firstLine;
        int start = 0;
        while (start < literal.length()) {
            int newline = literal.indexOf('\n', start);
            int stop = newline < 0 ? literal.length() : newline;
            int end = end(line);
            int same = suffix(literal, start, stop, line, end);
            if (stop - same > start) {
                int at = end - same;
                text.append(literal.substring(start, stop - same), Math.max(starts[line], at - 1), at);
            }
            text.append(literal.substring(stop - same, stop), end - same, end);
            if (newline >= 0) {
                text.append("\n", end, next(end));
            }
            start = stop + 1;
            line++;
        }
        return text.build();
    }

    private int suffix(String literal, int start, int stop, int line, int end) {
        int same = 0;
        while (stop - same > start
                && end - same > starts[line]
                && literal.charAt(stop - same - 1) == source.charAt(end - same - 1)) {
            same++;
        }
        return same;
    }

    private static boolean isBreak(char c) {
        return c == '\n' || c == '\r';
    }
}
