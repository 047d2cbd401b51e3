package io.aiprism.finding;

import static java.util.Objects.requireNonNull;

import java.text.BreakIterator;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A text as it reads, for comparing it with what somebody says stands there: quotation marks, dashes and minus signs made equal,
 * runs of white space one blank, lower case, compatibility forms such as ligatures and full-width letters spelt out, and nothing
 * that readers do not see; with the place of each of its characters in the text. Immutable and thread-safe.
 *
 * <p>It is made of one {@linkplain BreakIterator#getCharacterInstance grapheme} after the other, so that letters with accents are the
 * same whether they are written as one character or as several. Superscripts, subscripts, fractions and other numbers that are not
 * written with digits stay as they are: 10² is not 102. An accent on a blank is passed over. A grapheme of more than {@value #LONGEST_GRAPHEME} characters is no writing
 * and is compared as it is, because normalising it could take long.
 *
 * @see <a href="https://unicode.org/reports/tr15/">UAX #15, Unicode Normalization Forms</a>
 * @see <a href="https://unicode.org/reports/tr29/">UAX #29, Unicode Text Segmentation</a>
 */
public final class NormalizedText {
    private static final int LONGEST_GRAPHEME = 32;

    private final StringBuilder normal = new StringBuilder();
    private int[] starts = new int[64];
    private int[] ends = new int[64];

    private NormalizedText() {}

    /** Normalises a text. */
    public static NormalizedText of(String text) {
        var normalized = new NormalizedText();
        BreakIterator graphemes = BreakIterator.getCharacterInstance(Locale.ROOT);
        graphemes.setText(requireNonNull(text, "text"));
        int start = graphemes.first();
        for (int end = graphemes.next(); end != BreakIterator.DONE; end = graphemes.next()) {
            normalized.add(form(text, start, end), start, end);
            start = end;
        }
        return normalized;
    }

    /**
     * Whether readers do not see a character, so that comparing passes over it: those that Unicode ignores by default, such as
     * zero-width spaces, soft hyphens, marks that turn the direction of writing, tags, joiners and variation selectors.
     */
    public static boolean isUnseen(int codePoint) {
        return switch (codePoint) {
            // Signs of number, year and verse, which are of the category "format" and seen all the same.
            case 0x0600, 0x0601, 0x0602, 0x0603, 0x0604, 0x0605, 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD ->
                false;
            case 0x034F, 0x17B4, 0x17B5, 0x3164, 0xFFA0 -> true;
            default -> isVariationSelector(codePoint) || Character.getType(codePoint) == Character.FORMAT;
        };
    }

    /** Whether a character chooses a form of the one before it. */
    public static boolean isVariationSelector(int codePoint) {
        return (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
                || (codePoint >= 0xE0100 && codePoint <= 0xE01EF)
                || (codePoint >= 0x180B && codePoint <= 0x180F && codePoint != 0x180E);
    }

    /** The text as it reads. */
    public String text() {
        return normal.toString();
    }

    /**
     * Where in the original text a character begins, in UTF-16 units.
     *
     * @param index of a character of {@link #text()}
     */
    public int start(int index) {
        return starts[index];
    }

    /**
     * Where in the original text the character before a place ends, in UTF-16 units.
     *
     * @param index in {@link #text()}, from 1 to its length
     */
    public int end(int index) {
        return ends[index - 1];
    }

    /**
     * Whether a place does not lie within what is one grapheme in the original text.
     *
     * @param index in {@link #text()}, from 0 to its length
     */
    public boolean isBorder(int index) {
        return index == 0 || index == normal.length() || starts[index] != starts[index - 1];
    }

    /** The range that a range of the original text gives here; empty if it gives nothing. */
    Optional<TextRange> read(TextRange range) {
        int first = firstEndingAfter(range.start());
        int last = first;
        while (last < normal.length() && starts[last] < range.end()) {
            last++;
        }
        return first < last ? Optional.of(new TextRange(first, last)) : Optional.empty();
    }

    private int firstEndingAfter(int offset) {
        int low = 0;
        int high = normal.length();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends[middle] <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void add(String form, int start, int end) {
        for (int i = 0; i < form.length(); i++) {
            char next = form.charAt(i);
            int length = normal.length();
            if (next == ' ' && length > 0 && normal.charAt(length - 1) == ' ') {
                ends[length - 1] = end;
                continue;
            }
            if (length == starts.length) {
                starts = Arrays.copyOf(starts, 2 * length);
                ends = Arrays.copyOf(ends, 2 * length);
            }
            starts[length] = start;
            ends[length] = end;
            normal.append(next);
        }
    }

    private static String form(String text, int start, int end) {
        if (end - start == 1 && text.charAt(start) < 0x80) {
            return spelling(text.charAt(start)).toLowerCase(Locale.ROOT);
        }
        if (spelling(text.codePointAt(start)).equals(" ")) {
            return " ";
        }
        var spelt = new StringBuilder();
        boolean alone = text.codePointCount(start, end) > LONGEST_GRAPHEME;
        Normalizer.Form form = Normalizer.Form.NFKC;
        for (int at = start; at < end; at += Character.charCount(text.codePointAt(at))) {
            int point = text.codePointAt(at);
            if (!isUnseen(point)) {
                spelt.append(spelling(point));
                form = hasMeaningfulForm(point) ? Normalizer.Form.NFC : form;
            }
        }
        String same = alone ? spelt.toString() : Normalizer.normalize(spelt, form);
        String lower = same.toLowerCase(Locale.ROOT).replace('ς', 'σ');
        return alone ? lower : Normalizer.normalize(lower, Normalizer.Form.NFC);
    }

    /** Whether the compatibility form says something else, or is a blank with an accent. */
    private static boolean hasMeaningfulForm(int point) {
        int type = Character.getType(point);
        return type == Character.OTHER_NUMBER
                || type == Character.MODIFIER_SYMBOL
                || (point >= 0x2070 && point <= 0x209F);
    }

    private static String spelling(int point) {
        if (Character.isWhitespace(point) || Character.isSpaceChar(point)) {
            return " ";
        }
        return switch (point) {
            case '‘', '’', '‚', '‛', '‹', '›', '′', '´', '`', 'ʼ' -> "'";
            case '“', '”', '„', '‟', '«', '»', '″' -> "\"";
            case '−' -> "-";
            case '⁄', '∕' -> "/";
            default ->
                switch (Character.getType(point)) {
                    case Character.DASH_PUNCTUATION -> "-";
                    case Character.INITIAL_QUOTE_PUNCTUATION, Character.FINAL_QUOTE_PUNCTUATION -> "\"";
                    default -> Character.toString(point);
                };
        };
    }
}
