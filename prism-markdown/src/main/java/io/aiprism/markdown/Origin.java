package io.aiprism.markdown;

import java.util.Arrays;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.node.SourceSpan;

/**
 * What the source spans of inline nodes point into. That is the source, but for table cells with escaped pipes: of those the
 * parser has taken the backslashes away, and its spans count what is left.
 */
final class Origin {
    private final String source;
    private final SourceLines lines;
    private final int cellStart;
    // Where the characters of the cell, without those backslashes, begin in the source.
    private final int[] cellOffsets;

    private Origin(String source, SourceLines lines, int cellStart, int[] cellOffsets) {
        this.source = source;
        this.lines = lines;
        this.cellStart = cellStart;
        this.cellOffsets = cellOffsets;
    }

    static Origin of(String source, SourceLines lines) {
        return new Origin(source, lines, 0, new int[0]);
    }

    SourceLines lines() {
        return lines;
    }

    /** The origin of what stands in a table cell. */
    Origin in(TableCell cell) {
        List<SourceSpan> spans = cell.getSourceSpans();
        if (spans.isEmpty()) {
            return this;
        }
        int start = spans.getFirst().getInputIndex();
        int end = start + spans.getFirst().getLength();
        if (source.substring(start, end).contains("\\|")) {
            return new Origin(source, lines, start, withoutEscapes(start, end));
        }
        return this;
    }

    private int[] withoutEscapes(int start, int end) {
        int[] offsets = new int[end - start + 1];
        int size = 0;
        for (int i = start; i < end; i++) {
            offsets[size++] = i;
            if (source.startsWith("\\|", i)) {
                i++;
            }
        }
        offsets[size++] = end;
        return Arrays.copyOf(offsets, size);
    }

    /** Whether the node is one piece of the source, character by character. */
    boolean isPlain(List<SourceSpan> spans, String literal) {
        if (spans.size() != 1 || cellOffsets.length > 0) {
            return false;
        }
        int start = spans.getFirst().getInputIndex();
        return isLiteral(source.substring(start, start + spans.getFirst().getLength()), literal);
    }

    /** Whether a text stands in the source as it is. The parser takes white space at the end of lines away. */
    static boolean isLiteral(String text, String literal) {
        return text.startsWith(literal) && text.substring(literal.length()).isBlank();
    }

    /** The characters under some spans, each with its place in the source; a line feed between lines. */
    View view(List<SourceSpan> spans) {
        var view = new View();
        for (int i = 0; i < spans.size(); i++) {
            SourceSpan span = spans.get(i);
            if (i > 0 && span.getLineIndex() != spans.get(i - 1).getLineIndex()) {
                int end = spans.get(i - 1).getInputIndex() + spans.get(i - 1).getLength();
                view.add('\n', end, lines.next(end));
            }
            for (int j = 0; j < span.getLength(); j++) {
                int start = offset(span.getInputIndex() + j);
                int end = offset(span.getInputIndex() + j + 1);
                view.add(source.charAt(end - 1), start, end);
            }
        }
        return view;
    }

    /** Where a node ends in the source. */
    int end(List<SourceSpan> spans) {
        SourceSpan last = spans.getLast();
        return offset(last.getInputIndex() + last.getLength());
    }

    private int offset(int index) {
        return cellOffsets.length == 0 ? index : cellOffsets[Math.min(index - cellStart, cellOffsets.length - 1)];
    }

    /** Characters with their places in the source. */
    static final class View {
        private final StringBuilder text = new StringBuilder();
        private int[] starts = new int[16];
        private int[] ends = new int[16];

        private void add(char c, int start, int end) {
            if (text.length() == starts.length) {
                starts = Arrays.copyOf(starts, 2 * starts.length);
                ends = Arrays.copyOf(ends, 2 * ends.length);
            }
            starts[text.length()] = start;
            ends[text.length()] = end;
            text.append(c);
        }

        String text() {
            return text.toString();
        }

        int start(int index) {
            return starts[index];
        }

        int end(int index) {
            return ends[index];
        }
    }
}
