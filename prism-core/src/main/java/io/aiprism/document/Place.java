package io.aiprism.document;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Where a block stands.
 *
 * @param story the text flow
 * @param cell the table cell, if the block is in a table
 * @param listItem level and label, if the block is an item of a list or a numbered heading
 * @param hidden whether the document hides the text from its readers
 */
public record Place(Story story, Optional<Cell> cell, Optional<ListItem> listItem, boolean hidden) {
    /** The place of an ordinary paragraph of the main text. */
    public static final Place BODY = new Place(Story.BODY, Optional.empty(), Optional.empty(), false);

    public Place {
        requireNonNull(story, "story");
        requireNonNull(cell, "cell");
        requireNonNull(listItem, "listItem");
    }

    /** Whether a heading at this place begins a section: only those of the body outside tables do. */
    public boolean cutsSections() {
        return story == Story.BODY && cell.isEmpty();
    }
}
