package io.aiprism.report;

import io.aiprism.document.Block;
import io.aiprism.document.Document;
import io.aiprism.document.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * The text of a block, cut wherever the words of a finding begin or end. Findings may overlap, links cannot: each piece leads to
 * the most severe finding that it belongs to.
 */
record Marks(Document document, List<Numbered> findings) {
    /**
     * A piece of a block's text.
     *
     * @param text never empty
     * @param of the findings that it belongs to, the most severe first; empty if there are none
     * @param begins those of them whose words begin with this piece
     * @param ends those of them whose words end with this piece
     */
    record Piece(String text, List<Numbered> of, List<Numbered> begins, List<Numbered> ends) {}

    /** A finding's range within one block. */
    private record Range(Numbered finding, int start, int end, boolean begins, boolean ends) {}

    List<Piece> pieces(Block block) {
        List<Range> ranges = ranges(block);
        TreeSet<Integer> cuts = new TreeSet<>(List.of(0, block.text().length()));
        for (Range range : ranges) {
            cuts.add(range.start());
            cuts.add(range.end());
        }
        List<Piece> pieces = new ArrayList<>();
        int start = cuts.pollFirst();
        for (int end : cuts) {
            pieces.add(piece(block.text(), start, end, ranges));
            start = end;
        }
        return pieces;
    }

    /** The findings whose words begin in a block. */
    List<Numbered> beginningIn(Block block) {
        return findings.stream()
                .filter(finding -> finding.finding().span().startBlock().equals(block.id()))
                .toList();
    }

    boolean touch(Block block) {
        return !ranges(block).isEmpty();
    }

    private static Piece piece(String text, int start, int end, List<Range> ranges) {
        List<Range> over = ranges.stream()
                .filter(range -> range.start() <= start && range.end() >= end)
                .sorted(Comparator.comparing(
                                (Range range) -> range.finding().finding().severity())
                        .thenComparingInt(range -> range.finding().number()))
                .toList();
        return new Piece(
                text.substring(start, end),
                over.stream().map(Range::finding).toList(),
                over.stream()
                        .filter(range -> range.begins() && range.start() == start)
                        .map(Range::finding)
                        .toList(),
                over.stream()
                        .filter(range -> range.ends() && range.end() == end)
                        .map(Range::finding)
                        .toList());
    }

    private List<Range> ranges(Block block) {
        int here = document.indexOf(block.id());
        List<Range> ranges = new ArrayList<>();
        for (Numbered finding : findings) {
            Span span = finding.finding().span();
            int first = document.indexOf(span.startBlock());
            int last = document.indexOf(span.endBlock());
            if (first <= here && here <= last) {
                int start = first == here ? span.startOffset() : 0;
                int end = last == here ? span.endOffset() : block.text().length();
                if (start < end) {
                    ranges.add(new Range(finding, start, end, first == here, last == here));
                }
            }
        }
        return ranges;
    }
}
