package io.aiprism.document;

import static java.util.Objects.requireNonNull;

/**
 * A range of a document's text, from a position in one block to a position in the same or a later block.
 *
 * @param startBlock id of the block where the range begins
 * @param startOffset in UTF-16 units of the start block's text, inclusive
 * @param endBlock id of the block where the range ends
 * @param endOffset in UTF-16 units of the end block's text, exclusive
 */
public record Span(String startBlock, int startOffset, String endBlock, int endOffset) {
    public Span {
        requireNonNull(startBlock, "startBlock");
        requireNonNull(endBlock, "endBlock");
        if (startOffset < 0 || endOffset < 0) {
            throw new IllegalArgumentException(
                    "offsets must not be negative, were %d and %d".formatted(startOffset, endOffset));
        }
        if (startBlock.equals(endBlock) && endOffset < startOffset) {
            throw new IllegalArgumentException("a span cannot end before it starts: %d to %d in block %s"
                    .formatted(startOffset, endOffset, startBlock));
        }
    }

    /** A range within one block. */
    public static Span within(String block, int startOffset, int endOffset) {
        return new Span(block, startOffset, block, endOffset);
    }
}
