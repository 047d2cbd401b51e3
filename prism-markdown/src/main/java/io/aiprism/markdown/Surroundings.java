package io.aiprism.markdown;

import io.aiprism.document.BlockKind;
import io.aiprism.document.ListItem;
import io.aiprism.document.Place;
import io.aiprism.document.Story;
import java.util.Optional;

/**
 * What a block stands in.
 *
 * @param quoted whether that is a quotation
 * @param item the innermost list item
 * @param depth how deep it is nested
 */
record Surroundings(boolean quoted, Optional<ListItem> item, int depth) {
    static final Surroundings NONE = new Surroundings(false, Optional.empty(), 0);

    Surroundings inQuote() {
        return new Surroundings(true, item, depth + 1);
    }

    /** Within an item of a list that stands here. */
    Surroundings inItem(String label) {
        int level = item.map(outer -> outer.level() + 1).orElse(0);
        return new Surroundings(quoted, Optional.of(new ListItem(level, label)), depth + 2);
    }

    /** The same item behind its first block, which alone carries the label. */
    Surroundings afterLabel() {
        return new Surroundings(quoted, item.map(first -> new ListItem(first.level(), "")), depth);
    }

    Place place() {
        return new Place(Story.BODY, Optional.empty(), item, false);
    }

    /** The kind of running text. */
    BlockKind textKind() {
        if (quoted) {
            return BlockKind.QUOTE;
        }
        return item.isPresent() ? BlockKind.LIST_ITEM : BlockKind.PARAGRAPH;
    }
}
