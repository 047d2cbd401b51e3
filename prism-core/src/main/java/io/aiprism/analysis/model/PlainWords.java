package io.aiprism.analysis.model;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * A text as it is compared with what a model quoted: compatibility forms, quotation marks and dashes made equal, white space one blank,
 * lower case, and nothing that readers do not see; with the place of each of its characters in the text.
 */
final class PlainWords {
    private final StringBuilder plain = new StringBuilder();
    private int[] starts = new int[64];
    private int[] ends = new int[64];

    private PlainWords() {}

    static PlainWords of(String text) {
        var words = new PlainWords();
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            int next = at + Character.charCount(point);
            if (Character.getType(point) != Character.FORMAT) {
                words.add(simple(point), at, next);
            }
            at = next;
        }
        return words;
    }

    String text() {
        return plain.toString();
    }

    /** Where in the text the character at this place begins. */
    int start(int index) {
        return starts[index];
    }

    /** Where in the text the character before this place ends. */
    int end(int index) {
        return ends[index - 1];
    }

    private void add(String simple, int start, int end) {
        for (int i = 0; i < simple.length(); i++) {
            char next = simple.charAt(i);
            int length = plain.length();
            if (next == ' ' && length > 0 && plain.charAt(length - 1) == ' ') {
                ends[length - 1] = end;
                continue;
            }
            if (length == starts.length) {
                starts = Arrays.copyOf(starts, 2 * length);
                ends = Arrays.copyOf(ends, 2 * length);
            }
            starts[length] = start;
            ends[length] = end;
            plain.append(next);
        }
    }

    private static String simple(int point) {
        if (Character.isWhitespace(point) || Character.isSpaceChar(point)) {
            return " ";
        }
        return switch (Character.getType(point)) {
            case Character.DASH_PUNCTUATION -> "-";
            case Character.INITIAL_QUOTE_PUNCTUATION, Character.FINAL_QUOTE_PUNCTUATION -> quote(point);
            default ->
                point == '„' || point == '‟' || point == '‚'
                        ? quote(point)
                        : Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKC)
                                .toLowerCase(Locale.ROOT);
        };
    }

    private static String quote(int point) {
        return point == '‘' || point == '’' || point == '‚' || point == '‛' || point == '‹' || point == '›'
                ? "'"
                : "\"";
    }
}
