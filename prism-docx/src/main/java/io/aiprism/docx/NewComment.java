package io.aiprism.docx;

/**
 * A comment that is written, with the numbers that it has in the file.
 *
 * @param id in the part of the comments and at its marks
 * @param paragraphId of its last paragraph, by which other parts name it; 0 if there are none that do
 * @param durableId that it keeps in later versions of the file; 0 if it has none
 */
record NewComment(int id, DocxComment comment, int paragraphId, int durableId) {
    static String hexadecimal(int number) {
        return "%08X".formatted(number);
    }
}
