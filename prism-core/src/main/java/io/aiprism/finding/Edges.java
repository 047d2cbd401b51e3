package io.aiprism.finding;

import java.util.Optional;

/**
 * Where words, numbers and graphemes of a text begin and end. Immutable.
 *
 * @param original the text
 * @param normal the same as it reads
 * @param plain the text of that
 */
record Edges(String original, NormalizedText normal, String plain) {
    /** What stands between the digits of one number, date, time, range or version. */
    private static final String SEPARATORS = ".,:/'·٫٬-^";

    /** What stands before a number and belongs to it; also the hyphen of a name such as "A-4". */
    private static final String SIGNS = "-+±";

    private static final int THOUSAND = 3;

    Edges(String original, NormalizedText normal) {
        this(original, normal, normal.text());
    }

    /** What a range of the original text is. */
    enum Kind {
        /** It begins and ends where words do. */
        WHOLE,
        /** It begins or ends within a word. */
        PART_OF_WORD,
        /** It begins or ends within a number or a grapheme. */
        PART_OF_NUMBER
    }

    /** What a range of the original text is. */
    Kind of(TextRange range) {
        Optional<TextRange> read = normal.read(range);
        if (read.isEmpty()) {
            return Kind.WHOLE;
        }
        int start = read.get().start();
        int end = read.get().end();
        if (normal.start(start) < range.start() || normal.end(end) > range.end()) {
            return Kind.PART_OF_NUMBER;
        }
        return worse(at(start), at(end));
    }

    /** Whether a range of the text as it reads begins and ends where words do. */
    boolean areWhole(TextRange range) {
        return worse(at(range.start()), at(range.end())) == Kind.WHOLE;
    }

    private static Kind worse(Kind a, Kind b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private Kind at(int place) {
        if (!normal.isBorder(place)) {
            return Kind.PART_OF_NUMBER;
        }
        if (place == 0 || place == plain.length()) {
            return Kind.WHOLE;
        }
        if (isWithinNumber(place)) {
            return Kind.PART_OF_NUMBER;
        }
        return isWithinWord(place) ? Kind.PART_OF_WORD : Kind.WHOLE;
    }

    private boolean isWithinNumber(int at) {
        int left = plain.codePointBefore(at);
        int right = plain.codePointAt(at);
        boolean digitLeft = Word.isDigit(left);
        boolean digitRight = Word.isDigit(right);
        if (digitLeft && digitRight) {
            return true;
        }
        if (digitRight) {
            return (SIGNS.indexOf(left) >= 0 && !isLongDash(at - 1))
                    || (SEPARATORS.indexOf(left) >= 0 && hasDigitBefore(at - 1) && !isLongDash(at - 1))
                    || isThousands(at - 1);
        }
        return digitLeft
                && ((SEPARATORS.indexOf(right) >= 0 && hasDigitAfter(at + 1) && !isLongDash(at)) || isThousands(at));
    }

    private boolean isWithinWord(int at) {
        int left = plain.codePointBefore(at);
        int right = plain.codePointAt(at);
        boolean partLeft = Word.isPart(left) && !isBreakable(left);
        boolean partRight = Word.isPart(right) && !isBreakable(right);
        if (partLeft && partRight) {
            return true;
        }
        if (partRight) {
            return (isHyphen(at - 1) && hasPartBefore(at - 1)) || (left == '\'' && isElidedNot(at - 1));
        }
        return partLeft
                && ((isHyphen(at) && hasPartAfter(at + 1)) || (right == '\'' && isContractedNot(at + 1)));
    }

    /** Whether words may begin and end beside a character, because they are not set apart or take endings. */
    private static boolean isBreakable(int point) {
        return Word.isUnspaced(point) || Character.UnicodeScript.of(point) == Character.UnicodeScript.HANGUL;
    }

    /** Whether a blank stands between the groups of a number such as "12 500"; not between two lines or cells. */
    private boolean isThousands(int blank) {
        if (plain.charAt(blank) != ' ' || hasBreak(blank)) {
            return false;
        }
        int before = 0;
        while (before <= THOUSAND && hasDigitBefore(blank - before)) {
            before++;
        }
        int after = 0;
        while (after <= THOUSAND && hasDigitAfter(blank + 1 + after)) {
            after++;
        }
        return before >= 1 && before <= THOUSAND && after == THOUSAND;
    }

    private boolean hasBreak(int blank) {
        for (int at = normal.start(blank); at < normal.end(blank + 1); at++) {
            char next = original.charAt(at);
            if (next == '\n' || next == '\t' || next == '\r') {
                return true;
            }
        }
        return false;
    }

    private boolean hasDigitBefore(int at) {
        return at > 0 && Word.isDigit(plain.codePointBefore(at));
    }

    private boolean hasDigitAfter(int at) {
        return at < plain.length() && Word.isDigit(plain.codePointAt(at));
    }

    private boolean hasPartBefore(int at) {
        return at > 0 && Word.isPart(plain.codePointBefore(at));
    }

    private boolean hasPartAfter(int at) {
        return at < plain.length() && Word.isPart(plain.codePointAt(at));
    }

    private boolean isHyphen(int at) {
        int point = original.codePointAt(normal.start(at));
        return point == '-' || point == '\u2010' || point == '\u2011';
    }

    /** Whether a dash stands between words rather than in front of a number. */
    private boolean isLongDash(int at) {
        int point = original.codePointAt(normal.start(at));
        return point == '\u2014' || point == '\u2015';
    }

    /** Whether the apostrophe here is that of "n'est". */
    private boolean isElidedNot(int apostrophe) {
        return apostrophe > 0
                && plain.charAt(apostrophe - 1) == 'n'
                && !hasPartBefore(apostrophe - 1);
    }

    /** Whether the "t" of "can't" stands here. */
    private boolean isContractedNot(int at) {
        return at < plain.length() && plain.charAt(at) == 't' && !hasPartAfter(at + 1);
    }
}
