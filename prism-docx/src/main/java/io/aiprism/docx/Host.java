package io.aiprism.docx;

/**
 * What a text box or note hangs on: a paragraph in the flow of the part itself.
 *
 * @param ordinal of the paragraph
 * @param reference which of the boxes and notes of that paragraph it is, from 0
 */
record Host(int ordinal, int reference) {}
