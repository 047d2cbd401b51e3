package io.aiprism.docx;

/**
 * One end of a comment's range in a paragraph.
 *
 * @param start whether it is the beginning
 * @param offset in the text of the block
 */
record Mark(int commentId, boolean start, int offset) {}
