package io.aiprism.finding;

import java.util.ArrayList;
import java.util.List;

/**
 * A word of a text: a run of letters, marks, digits and apostrophes, or one character of a script that puts no blanks between words.
 *
 * @param text the word
 * @param start where it begins
 * @param end where it ends, exclusive
 */
record Word(String text, int start, int end) {
    /** The words of a text, in order. */
    static List<Word> in(String text) {
        List<Word> words = new ArrayList<>();
        int start = -1;
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            int next = at + Character.charCount(point);
            boolean alone = isUnspaced(point);
            boolean part = isPart(point) || point == '\'';
            if (start >= 0 && (!part || alone)) {
                words.add(new Word(text.substring(start, at), start, at));
                start = -1;
            }
            if (alone) {
                words.add(new Word(text.substring(at, next), at, next));
            } else if (part && start < 0) {
                start = at;
            }
            at = next;
        }
        if (start >= 0) {
            words.add(new Word(text.substring(start), start, text.length()));
        }
        return words;
    }

    /** Whether a character belongs to a word. */
    static boolean isPart(int point) {
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.CONNECTOR_PUNCTUATION ->
                true;
            default -> Character.isLetter(point) || isDigit(point);
        };
    }

    /** Whether a character is written for a number, or a part of one. */
    static boolean isDigit(int point) {
        return switch (Character.getType(point)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
            default -> false;
        };
    }

    /** Whether a character belongs to a script that puts no blanks between words. */
    static boolean isUnspaced(int point) {
        if (point < 0x0E00 || !Character.isLetter(point)) {
            return false;
        }
        return switch (Character.UnicodeScript.of(point)) {
            case HAN, HIRAGANA, KATAKANA, BOPOMOFO, THAI, LAO, KHMER, MYANMAR, TIBETAN -> true;
            // Not the letters, but the marks of long vowels and repetition, which are common to several scripts.
            case COMMON -> point >= 0x3000 && point <= 0x30FF;
            default -> false;
        };
    }
}
