package io.aiprism.report;

/**
 * Text as it may stand in a line of Markdown. Every character that can begin markup is escaped. Backslashes do not stop GitHub
 * from linking bare addresses, people and issues, so these are broken up by a character of no width.
 */
final class MarkdownText {
    private static final String ALWAYS = "\\`*_[]<>|~&$";
    private static final char NOTHING = '\u2060';

    private MarkdownText() {}

    /** The text in one line; white space at its ends is left out. */
    static String of(String text) {
        var out = new StringBuilder();
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            char before = i == 0 ? ' ' : line.charAt(i - 1);
            if (markup(c, before, i)) {
                out.append('\\');
            }
            out.append(c);
            if (linked(line, i)) {
                out.append(NOTHING);
            }
        }
        return out.toString();
    }

    /** At most so many UTF-16 units of a text, and an ellipsis if there is more. */
    static String shortened(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end).strip() + "…";
    }

    /** Points, hyphens and the like are markup only where a block may begin, after a number or in a row of their own kind. */
    private static boolean markup(char c, char before, int index) {
        return switch (c) {
            case '.', ')' -> Character.isDigit(before);
            case '-', '+', '=' -> index == 0 || before == c;
            case '#' -> true;
            default -> ALWAYS.indexOf(c) >= 0;
        };
    }

    private static boolean linked(String line, int at) {
        return switch (line.charAt(at)) {
            case '@', '#' -> true;
            case '.' -> at >= 3 && line.regionMatches(true, at - 3, "www", 0, 3);
            case ':' -> line.startsWith("//", at + 1);
            default -> false;
        };
    }
}
