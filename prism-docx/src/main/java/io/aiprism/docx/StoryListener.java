package io.aiprism.docx;

import java.io.IOException;

/** Is told where in the XML the text of paragraphs comes from, while a part is read. */
interface StoryListener {
    /** Listens to nothing. */
    StoryListener NONE = new StoryListener() {};

    /** An element has started; the cursor stands on it. */
    default void started(XmlCursor xml) throws IOException {}

    /** An element has ended; the cursor stands on its end. */
    default void ended(XmlCursor xml) throws IOException {}

    /** A paragraph has started, with the element that {@link #started} was told before; the cursor stands on it. */
    default void paragraphStarted(Paragraph paragraph, XmlCursor xml) throws IOException {}

    /** A paragraph has ended; its element has not been told to {@link #ended} yet. */
    default void paragraphEnded(Paragraph paragraph) throws IOException {}

    /** The innermost open element is a character of a complex field, of this type, in the paragraph. */
    default void field(Paragraph paragraph, String type) {}

    /**
     * The innermost open element has given text to a paragraph.
     *
     * @param hidden whether it went to the hidden text
     * @param start where it begins in the shown or hidden text
     */
    default void text(Paragraph paragraph, boolean hidden, int start) throws IOException {}

    /** The innermost open element is a text box, or refers to a note, that hangs on the paragraph. */
    default void referred(Paragraph paragraph) throws IOException {}
}
