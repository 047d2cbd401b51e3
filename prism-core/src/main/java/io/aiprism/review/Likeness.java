package io.aiprism.review;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Whether a text was changed only slightly: at least four in five words are the same, as often as they occur, all numbers and
 * negations are, and no word was turned into its opposite by a prefix. Measured as twice the common words in proportion to all
 * (Dice's coefficient).
 */
final class Likeness {
    private static final double ENOUGH = 0.8;
    private static final Set<String> NEGATIONS =
            Set.of("no", "not", "none", "never", "nobody", "nothing", "neither", "nor", "without", "cannot", "hardly");
    private static final Set<String> QUANTITIES = Set.of(
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
            "thirty",
            "forty",
            "fifty",
            "sixty",
            "seventy",
            "eighty",
            "ninety",
            "hundred",
            "thousand",
            "million",
            "billion",
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "half",
            "quarter",
            "once",
            "twice",
            "thrice",
            "double",
            "single",
            "dozen",
            "all",
            "some",
            "both",
            "only");
    private static final List<String> OPPOSITES =
            List.of("un", "in", "im", "il", "ir", "non", "non-", "dis", "mis", "de", "under", "over", "anti", "anti-");

    private Likeness() {}

    static boolean of(String a, String b) {
        List<String> wordsA = words(a);
        List<String> wordsB = words(b);
        Map<String, Integer> countsA = counts(wordsA);
        Map<String, Integer> countsB = counts(wordsB);
        int common = 0;
        for (Map.Entry<String, Integer> entry : countsA.entrySet()) {
            common += Math.min(entry.getValue(), countsB.getOrDefault(entry.getKey(), 0));
        }
        return 2.0 * common >= ENOUGH * (wordsA.size() + wordsB.size())
                && particulars(wordsA).equals(particulars(wordsB))
                && !oppose(countsA.keySet(), countsB.keySet())
                && !oppose(countsB.keySet(), countsA.keySet());
    }

    /** Whether a word that only the one text has, with a prefix, is one that only the other has. */
    private static boolean oppose(Set<String> a, Set<String> b) {
        return a.stream()
                .filter(word -> !b.contains(word))
                .anyMatch(word -> OPPOSITES.stream()
                        .map(prefix -> prefix + word)
                        .anyMatch(opposite -> b.contains(opposite) && !a.contains(opposite)));
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{M}\\p{N}'’%€$£.,/:-]+", -1)) {
            String bare = word.replaceAll("^[.,:'’-]+|[.,:'’-]+$", "");
            if (!bare.isEmpty()) {
                words.add(bare);
            }
        }
        return words;
    }

    private static Map<String, Integer> counts(List<String> words) {
        Map<String, Integer> counts = new HashMap<>();
        words.forEach(word -> counts.merge(word, 1, Integer::sum));
        return counts;
    }

    /** In order, what must not differ. */
    private static List<String> particulars(List<String> words) {
        return words.stream()
                .filter(word -> NEGATIONS.contains(word)
                        || QUANTITIES.contains(word)
                        || word.endsWith("n't")
                        || word.endsWith("n’t")
                        || word.chars().anyMatch(Character::isDigit))
                .toList();
    }
}
