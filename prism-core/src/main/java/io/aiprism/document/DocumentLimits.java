package io.aiprism.document;

/**
 * How large a document may be. A document over a limit is refused with {@link DocumentException.Kind#LIMIT_EXCEEDED} and
 * a message that names the limit and its value, before more than the limit was read.
 *
 * @param maxBytes size of the file
 * @param maxExpandedBytes size of all that is read from a container after decompression
 * @param maxEntries number of entries of a container
 * @param maxDepth nesting of elements
 * @param maxBlocks number of blocks
 * @param maxCharacters UTF-16 units of text in all blocks together
 */
public record DocumentLimits(
        long maxBytes, long maxExpandedBytes, int maxEntries, int maxDepth, int maxBlocks, long maxCharacters) {
    /**
     * 64 MiB of file, 256 MiB expanded, 10,000 entries, nesting of 256 (the deepest real document known has 69), 250,000
     * blocks, 50 million characters. A text of 2,000 pages has about a tenth of these. Whatever is within them is read in
     * a heap of 512 MiB, and within five seconds of one processor of today.
     */
    public static final DocumentLimits DEFAULT =
            new DocumentLimits(64L << 20, 256L << 20, 10_000, 256, 250_000, 50_000_000);

    public DocumentLimits {
        positive("maxBytes", maxBytes);
        positive("maxExpandedBytes", maxExpandedBytes);
        positive("maxEntries", maxEntries);
        positive("maxDepth", maxDepth);
        positive("maxBlocks", maxBlocks);
        positive("maxCharacters", maxCharacters);
    }

    private static void positive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException("%s must be positive, was %d".formatted(name, value));
        }
    }
}
