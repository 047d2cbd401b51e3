package io.aiprism.analysis.model;

import static java.util.Objects.requireNonNull;

import io.aiprism.finding.NormalizedText;
import java.util.List;

/**
 * A text without characters that nobody sees, such as zero-width spaces, soft hyphens, marks that turn the direction of writing,
 * and tags. Those without which readers would see something else stay: joiners in emoji, joiners and non-joiners between letters of
 * scripts that join them, one variation selector after a character that has variants, and the tags of the flags of England, Scotland
 * and Wales.
 *
 * @param text what is left
 */
public record ReadableText(String text) {
    private static final int NON_JOINER = 0x200C;
    private static final int JOINER = 0x200D;
    private static final int BLACK_FLAG = 0x1F3F4;
    private static final List<String> FLAGS = List.of(tags("gbeng"), tags("gbsct"), tags("gbwls"));

    public ReadableText {
        requireNonNull(text, "text");
    }

    /** Takes them out. */
    public static ReadableText of(String text) {
        var readable = new StringBuilder(text.length());
        int last = -1;
        int picture = -1;
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            int next = at + Character.charCount(point);
            int flag = point == BLACK_FLAG ? flagEnd(text, next) : next;
            if (flag > next) {
                readable.append(text, at, flag);
                next = flag;
            } else if (!NormalizedText.isUnseen(point)
                    || changesWhatIsSeen(last, picture, point, next < text.length() ? text.codePointAt(next) : -1)) {
                readable.appendCodePoint(point);
                picture = isShade(point) ? picture : point;
                last = point;
            }
            at = next;
        }
        return new ReadableText(readable.toString());
    }

    /**
     * Whether readers would see something else without an unseen character.
     *
     * @param last the last one that stays; -1 if there is none
     * @param picture the same, but for variants and shades of emoji
     * @param after the next one of the text; -1 if there is none
     */
    private static boolean changesWhatIsSeen(int last, int picture, int point, int after) {
        if (last < 0) {
            return false;
        }
        if (NormalizedText.isVariationSelector(point)) {
            return hasVariants(last);
        }
        return switch (point) {
            case JOINER -> (isPicture(picture) && isPicture(after)) || joins(last);
            case NON_JOINER -> joins(last) && joins(after);
            default -> false;
        };
    }

    /** A variation selector after an emoji, or the colour of its skin. */
    private static boolean isShade(int point) {
        return NormalizedText.isVariationSelector(point) || Character.isEmojiModifier(point);
    }

    private static boolean isPicture(int point) {
        return point >= 0 && Character.isExtendedPictographic(point);
    }

    private static boolean hasVariants(int point) {
        int type = Character.getType(point);
        return !NormalizedText.isUnseen(point)
                && (Character.isEmoji(point)
                        || isPicture(point)
                        || Character.isIdeographic(point)
                        || type == Character.OTHER_SYMBOL
                        || type == Character.MATH_SYMBOL
                        || Character.UnicodeScript.of(point) == Character.UnicodeScript.MONGOLIAN);
    }

    /** Whether a character is a letter, or the mark of one, of a script whose letters take other forms beside others. */
    private static boolean joins(int point) {
        if (point < 0 || !(Character.isLetter(point) || isMark(point)) || NormalizedText.isUnseen(point)) {
            return false;
        }
        return switch (Character.UnicodeScript.of(point)) {
            case ARABIC,
                    SYRIAC,
                    NKO,
                    MANDAIC,
                    MONGOLIAN,
                    PHAGS_PA,
                    ADLAM,
                    DEVANAGARI,
                    BENGALI,
                    GURMUKHI,
                    GUJARATI,
                    ORIYA,
                    TAMIL,
                    TELUGU,
                    KANNADA,
                    MALAYALAM,
                    SINHALA,
                    KHMER,
                    MYANMAR,
                    JAVANESE,
                    BALINESE ->
                true;
            default -> false;
        };
    }

    private static boolean isMark(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    /**
     * Whether a flag and tags are one of the three flags that are written so.
     *
     * @param flag the character before the tags
     * @param tags all that follow it
     */
    static boolean isFlag(int flag, String tags) {
        return flag == BLACK_FLAG && FLAGS.contains(tags);
    }

    /** Where the tags end that make the flag before this place one of the three that there are; this place if there are none. */
    private static int flagEnd(String text, int start) {
        return FLAGS.stream()
                .filter(tags -> text.startsWith(tags, start))
                .mapToInt(tags -> start + tags.length())
                .findFirst()
                .orElse(start);
    }

    private static String tags(String country) {
        var tags = new StringBuilder();
        country.chars().forEach(letter -> tags.appendCodePoint(0xE0000 + letter));
        return tags.appendCodePoint(0xE007F).toString();
    }
}
