package io.aiprism.bench;

/** What a library does with Word documents. */
interface Documents {
    /**
     * Reads all text.
     *
     * @return how much, in UTF-16 units; roughly the same for all
     */
    long read(byte[] file) throws Exception;

    /**
     * Reads the text and writes a copy with comments, each at a few words in another paragraph.
     *
     * @return the size of the copy in bytes
     * @throws UnsupportedOperationException if it only reads
     */
    default long readAndAnnotate(byte[] file, int comments) throws Exception {
        throw new UnsupportedOperationException("only reads");
    }
}
