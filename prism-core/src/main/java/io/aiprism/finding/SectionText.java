package io.aiprism.finding;

import io.aiprism.document.Block;
import io.aiprism.document.Section;
import io.aiprism.document.Span;
import java.util.List;

/** The text of a section, in which one line feed stands between blocks, and the spans of its ranges. Immutable. */
final class SectionText {
    private final Section section;
    private final String text;
    private final int[] starts;

    SectionText(Section section) {
        this.section = section;
        this.text = section.text();
        List<Block> blocks = section.blocks();
        this.starts = new int[blocks.size()];
        for (int i = 1; i < starts.length; i++) {
            starts[i] = starts[i - 1] + blocks.get(i - 1).text().length() + 1;
        }
    }

    String text() {
        return text;
    }

    /** The span of a range. */
    Span span(int start, int end) {
        int first = blockAt(start);
        int last = blockAt(end);
        return new Span(
                section.blocks().get(first).id(),
                start - starts[first],
                section.blocks().get(last).id(),
                end - starts[last]);
    }

    /** The block that a place lies in; the end of a block belongs to it. */
    private int blockAt(int offset) {
        int low = 0;
        int high = starts.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts[middle] <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
