package io.aiprism.document;

import static java.util.Objects.requireNonNull;

/**
 * What makes a block a heading.
 *
 * @param level 1 (highest) to 9
 * @param source how it was decided
 */
public record Heading(int level, HeadingSource source) {
    public Heading {
        requireNonNull(source, "source");
        if (level < 1 || level > 9) {
            throw new IllegalArgumentException("level must be 1 to 9, was " + level);
        }
    }
}
