package io.aiprism.finding;

import io.aiprism.document.Block;
import io.aiprism.document.Section;
import io.aiprism.document.Span;
import java.util.List;
import java.util.Optional;

/** The words of a span that lies within one section. */
final class Quotes {
    private Quotes() {}

    /** The blocks from the span's first to its last; empty if the span does not lie within the section. */
    static Optional<List<Block>> blocks(Section section, Span span) {
        int start = -1;
        int end = -1;
        List<Block> all = section.blocks();
        for (int i = 0; i < all.size(); i++) {
            start = all.get(i).id().equals(span.startBlock()) ? i : start;
            end = all.get(i).id().equals(span.endBlock()) ? i : end;
        }
        boolean inside = start >= 0
                && end >= start
                && span.startOffset() <= all.get(start).text().length()
                && span.endOffset() <= all.get(end).text().length();
        return inside ? Optional.of(all.subList(start, end + 1)) : Optional.empty();
    }

    static String quote(Span span, List<Block> blocks) {
        var text = new StringBuilder();
        for (int i = 0; i < blocks.size(); i++) {
            String block = blocks.get(i).text();
            int from = i == 0 ? span.startOffset() : 0;
            int to = i == blocks.size() - 1 ? span.endOffset() : block.length();
            text.append(i == 0 ? "" : "\n").append(block, from, to);
        }
        return text.toString();
    }
}
