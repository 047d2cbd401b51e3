package io.aiprism.languagetool;

import io.aiprism.document.Block;
import io.aiprism.document.BlockKind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The stretches of a section's text that are checked, each by itself. */
final class Segments {
    /**
     * A part of a block.
     *
     * @param start offset in the block's text
     * @param text as long as what stands there; only no-break hyphens are plain ones
     */
    record Segment(Block block, int start, String text) {}

    private static final Pattern CONTENTS_LINE = Pattern.compile("(?:\\t|\\.{4,}|…{2,})\\s*[0-9ivxlc]{1,5}\\s*$");

    private Segments() {}

    /** The readable blocks, cut at tabs: what stands between tabs are columns, not sentences. */
    static List<Segment> of(List<Block> blocks) {
        List<Segment> segments = new ArrayList<>();
        for (Block block : blocks) {
            if (isReadable(block)) {
                add(segments, block);
            }
        }
        return segments;
    }

    private static boolean isReadable(Block block) {
        return block.kind() != BlockKind.CODE
                && !block.place().hidden()
                && !CONTENTS_LINE.matcher(block.text()).find();
    }

    private static void add(List<Segment> segments, Block block) {
        String text = block.text().replace('\u2011', '-');
        int start = 0;
        while (start <= text.length()) {
            int tab = text.indexOf('\t', start);
            int end = tab < 0 ? text.length() : tab;
            String segment = text.substring(start, end);
            if (!segment.isBlank()) {
                segments.add(new Segment(block, start, segment));
            }
            start = end + 1;
        }
    }
}
