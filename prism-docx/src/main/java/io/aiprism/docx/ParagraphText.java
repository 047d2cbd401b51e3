package io.aiprism.docx;

/**
 * The text of one paragraph, built from the pieces that its runs hold. Reading and anchoring both take their offsets from
 * here, so they cannot disagree.
 *
 * <p>Hidden pieces do not belong to the text of a paragraph in which anything else is visible. A paragraph whose text is
 * hidden as a whole has that text, and says so.
 */
final class ParagraphText {
    private static final int WORTH_KEEPING = 1 << 16;

    private StringBuilder shown = new StringBuilder();
    private StringBuilder hidden = new StringBuilder();

    /** Makes this an empty paragraph again. */
    void clear() {
        shown = cleared(shown);
        hidden = cleared(hidden);
    }

    private static StringBuilder cleared(StringBuilder text) {
        if (text.capacity() > WORTH_KEEPING) {
            return new StringBuilder();
        }
        text.setLength(0);
        return text;
    }

    /** Appends character data. A line break within it is what white space is in XML, not one that a reader sees. */
    void append(boolean isHidden, char[] buffer, int start, int length) {
        StringBuilder text = isHidden ? hidden : shown;
        int from = start;
        int end = start + length;
        for (int i = start; i < end; i++) {
            if (buffer[i] == '\n' || buffer[i] == '\r') {
                text.append(buffer, from, i - from).append(' ');
                from = i + 1;
            }
        }
        text.append(buffer, from, end - from);
    }

    void append(boolean isHidden, char character) {
        (isHidden ? hidden : shown).append(character);
    }

    /** How much shown or hidden text there is so far. */
    int length(boolean isHidden) {
        return (isHidden ? hidden : shown).length();
    }

    /** What was appended from an offset on. */
    String since(boolean isHidden, int offset) {
        return (isHidden ? hidden : shown).substring(offset);
    }

    /** Takes white space away from both ends of what was appended from an offset on. */
    void strip(boolean isHidden, int offset) {
        StringBuilder text = isHidden ? hidden : shown;
        int end = text.length();
        while (end > offset && isSpace(text.charAt(end - 1))) {
            end--;
        }
        text.setLength(end);
        int start = offset;
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        text.delete(offset, start);
    }

    /** Whether there is anything to see in the text from an offset on that is not hidden. */
    boolean isVisible(int offset) {
        return isVisible(shown, offset);
    }

    /** Whether a reader of the file, but not of the page, sees anything. */
    boolean isHidden() {
        return !isVisible(0) && isVisible(hidden, 0);
    }

    /** Whether there is nothing to see, not even if hidden text were shown. */
    boolean isBlank() {
        return !isVisible(0) && !isVisible(hidden, 0);
    }

    /** The text of the block. */
    String text() {
        return (isHidden() ? hidden : shown).toString();
    }

    private static boolean isVisible(CharSequence text, int offset) {
        for (int i = offset; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > ' ' && !isInvisible(c)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInvisible(char c) {
        return switch (Character.getType(c)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL,
                    Character.FORMAT -> true;
            default -> false;
        };
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}
