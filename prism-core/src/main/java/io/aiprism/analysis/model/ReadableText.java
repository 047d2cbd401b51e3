package io.aiprism.analysis.model;

import static java.util.Objects.requireNonNull;

/**
 * A text without characters that nobody sees: those of Unicode's category "format", such as zero-width spaces, soft hyphens, marks
 * that turn the direction of writing, and tags.
 *
 * @param text what is left
 */
public record ReadableText(String text) {
    public ReadableText {
        requireNonNull(text, "text");
    }

    /** Takes them out. */
    public static ReadableText of(String text) {
        var visible = new StringBuilder(text.length());
        text.codePoints()
                .filter(point -> Character.getType(point) != Character.FORMAT)
                .forEach(visible::appendCodePoint);
        return new ReadableText(visible.toString());
    }
}
