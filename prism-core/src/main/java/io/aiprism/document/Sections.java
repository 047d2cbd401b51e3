package io.aiprism.document;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Cuts blocks into sections: at every heading of the body outside tables, and long sections again at block borders. Blocks
 * before the first heading form a section of level 0, headers and footers the last one. All blocks are covered, each once.
 */
public final class Sections {
    private final int maxTokens;
    private final List<Section> sections = new ArrayList<>();
    private final Deque<Block> openHeadings = new ArrayDeque<>();
    private final BlockIds ids = new BlockIds();

    private Sections(int maxTokens) {
        this.maxTokens = maxTokens;
    }

    /**
     * Cuts a document's blocks.
     *
     * @param blocks in reading order, headers and footers last
     * @param maxTokens bound on a section's length, by {@link #estimateTokens}; a single longer block is left whole
     */
    public static List<Section> of(List<Block> blocks, int maxTokens) {
        var cutter = new Sections(maxTokens);
        int start = 0;
        for (int i = 1; i <= blocks.size(); i++) {
            if (i == blocks.size() || cuts(blocks.get(i), blocks.get(i - 1))) {
                cutter.add(blocks.subList(start, i));
                start = i;
            }
        }
        return List.copyOf(cutter.sections);
    }

    /** How many tokens a text has, roughly: a token for every four UTF-16 units, rounded up. */
    public static int estimateTokens(CharSequence text) {
        return (text.length() + 3) / 4;
    }

    private static boolean cuts(Block block, Block previous) {
        boolean heading = block.kind() == BlockKind.HEADING && block.place().cutsSections();
        return heading || (isPageFurniture(block) && !isPageFurniture(previous));
    }

    private static boolean isPageFurniture(Block block) {
        return block.place().story() == Story.HEADER || block.place().story() == Story.FOOTER;
    }

    private void add(List<Block> blocks) {
        if (blocks.isEmpty()) {
            return;
        }
        Block first = blocks.getFirst();
        String title = "";
        int level = 0;
        if (first.kind() == BlockKind.HEADING && first.place().cutsSections()) {
            title = first.text();
            level = levelOf(first);
            while (!openHeadings.isEmpty() && levelOf(openHeadings.getLast()) >= level) {
                openHeadings.removeLast();
            }
            openHeadings.addLast(first);
        } else {
            openHeadings.clear();
        }
        List<String> path = openHeadings.stream().map(Block::text).toList();
        List<List<Block>> parts = split(blocks);
        for (int i = 0; i < parts.size(); i++) {
            String id = "s"
                    + ids.next(first.place().story(), String.join("\n", path) + "\n#" + i)
                            .substring(1);
            sections.add(new Section(id, title, level, path, i + 1, parts.size(), parts.get(i)));
        }
    }

    private static int levelOf(Block heading) {
        return heading.heading().orElseThrow().level();
    }

    private List<List<Block>> split(List<Block> blocks) {
        List<List<Block>> parts = new ArrayList<>();
        int start = 0;
        long tokens = 0;
        for (int i = 0; i < blocks.size(); i++) {
            int length = estimateTokens(blocks.get(i).text());
            if (i > start && tokens + length > maxTokens) {
                parts.add(blocks.subList(start, i));
                start = i;
                tokens = 0;
            }
            tokens += length;
        }
        parts.add(blocks.subList(start, blocks.size()));
        return parts;
    }
}
