package io.aiprism.document;

import static java.util.Objects.requireNonNull;

/**
 * The place of a block in a list.
 *
 * @param level zero-based nesting depth
 * @param label the number or bullet as a reader sees it, for example {@code "2.1"} or {@code "•"}; empty if there is none
 */
public record ListItem(int level, String label) {
    public ListItem {
        requireNonNull(label, "label");
        if (level < 0) {
            throw new IllegalArgumentException("level must not be negative, was " + level);
        }
    }
}
