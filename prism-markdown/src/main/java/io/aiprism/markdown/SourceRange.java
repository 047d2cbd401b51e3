package io.aiprism.markdown;

/**
 * A range of a source text.
 *
 * @param start in UTF-16 units from the beginning of the source, without byte order mark; inclusive
 * @param end exclusive
 */
public record SourceRange(int start, int end) {
    public SourceRange {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException(
                    "a range must not begin before 0 or end before it begins, was %d to %d".formatted(start, end));
        }
    }
}
