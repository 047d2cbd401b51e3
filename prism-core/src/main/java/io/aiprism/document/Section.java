package io.aiprism.document;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A contiguous run of blocks under one heading. The sections of a document cover all its blocks, each exactly once.
 *
 * @param id unique in the document; stable like {@link Block#id()}. Titles are not unique and nothing is keyed by them.
 * @param title the heading's text; empty for text before the first heading and for a document without headings
 * @param level the heading's level; 0 where there is no heading
 * @param path titles from the outermost heading down to this one
 * @param part one-based number of this part where a long section was split, else 1
 * @param parts how many parts the section was split into, 1 if it was not
 * @param blocks in document order, the heading first; never empty
 */
public record Section(String id, String title, int level, List<String> path, int part, int parts, List<Block> blocks) {
    public Section {
        requireNonNull(id, "id");
        requireNonNull(title, "title");
        path = List.copyOf(path);
        blocks = List.copyOf(blocks);
        if (level < 0 || level > 9) {
            throw new IllegalArgumentException("level must be 0 to 9, was " + level);
        }
        if (part < 1 || part > parts) {
            throw new IllegalArgumentException("part must be 1 to %d, was %d".formatted(parts, part));
        }
        if (blocks.isEmpty()) {
            throw new IllegalArgumentException("a section needs at least one block (section %s)".formatted(id));
        }
    }

    /** The texts of all blocks, the heading included, joined by one line feed. */
    public String text() {
        var text = new StringBuilder();
        for (Block block : blocks) {
            if (!text.isEmpty()) {
                text.append('\n');
            }
            text.append(block.text());
        }
        return text.toString();
    }

    /**
     * A hash of what the section says, by which results are reused: it does not depend on ids or on the rest of the
     * document. Computed anew by each call.
     *
     * @return 64 hexadecimal digits (SHA-256)
     */
    public String contentHash() {
        return ContentHash.of(this);
    }
}
