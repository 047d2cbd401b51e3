package io.aiprism.finding;

import java.util.ArrayList;
import java.util.List;

/**
 * All places at which words stand in a text, overlapping ones included, in linear time whatever repeats itself (Knuth, Morris, Pratt).
 *
 * @param ranges in order
 * @see <a href="https://doi.org/10.1137/0206024">Knuth, Morris and Pratt, Fast Pattern Matching in Strings</a>
 */
record Occurrences(List<TextRange> ranges) {
    Occurrences {
        ranges = List.copyOf(ranges);
    }

    /**
     * Looks for words.
     *
     * @param words not empty
     */
    static Occurrences of(String text, String words, Steps steps) {
        int[] borders = borders(words, steps);
        List<TextRange> ranges = new ArrayList<>();
        int matched = 0;
        for (int at = 0; at < text.length(); at++) {
            steps.add(1);
            while (matched > 0 && (matched == words.length() || words.charAt(matched) != text.charAt(at))) {
                steps.add(1);
                matched = borders[matched - 1];
            }
            if (words.charAt(matched) == text.charAt(at)) {
                matched++;
            }
            if (matched == words.length()) {
                ranges.add(new TextRange(at + 1 - matched, at + 1));
            }
        }
        return new Occurrences(ranges);
    }

    /** For each beginning of the words how long the longest shorter one is that it also ends with. */
    private static int[] borders(String words, Steps steps) {
        int[] borders = new int[words.length()];
        int length = 0;
        for (int at = 1; at < words.length(); at++) {
            steps.add(1);
            while (length > 0 && words.charAt(length) != words.charAt(at)) {
                steps.add(1);
                length = borders[length - 1];
            }
            if (words.charAt(length) == words.charAt(at)) {
                length++;
            }
            borders[at] = length;
        }
        return borders;
    }
}
