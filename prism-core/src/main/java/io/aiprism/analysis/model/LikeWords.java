package io.aiprism.analysis.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds words that a model quoted almost right: the run of the text's words that takes the fewest insertions, deletions and replacements
 * of words to become the quote (Sellers' algorithm), if that is at most one in ten. Quantities (numbers with their sign, currency and
 * unit, and numbers in words) and negations must be the same, and no word may have become its opposite, because a quote with others
 * says something else. If two runs are equally near, neither is taken.
 *
 * @see <a href="https://doi.org/10.1016/0196-6774(80)90016-4">Sellers, The theory and computation of evolutionary distances</a>
 */
final class LikeWords {
    private static final int WORDS_PER_EDIT = 10;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}']+");
    private static final Set<String> NEGATIONS = Set.of(
            "no", "not", "never", "none", "nothing", "nobody", "neither", "nor", "without", "cannot", "nicht", "nichts",
            "nie", "niemals", "kein", "keine", "keinen", "keiner", "ohne", "ne", "pas", "jamais", "sans", "aucun",
            "aucune", "non", "nunca", "sin", "ningún", "ninguna", "nessun", "senza", "mai");

    private static final Set<String> NUMBERS = Set.of(
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
            "half",
            "twice",
            "first",
            "second",
            "third",
            "all",
            "some",
            "few",
            "many",
            "most",
            "ein",
            "eine",
            "zwei",
            "drei",
            "vier",
            "fünf",
            "sechs",
            "sieben",
            "acht",
            "neun",
            "zehn",
            "hundert",
            "tausend",
            "deux",
            "trois",
            "quatre",
            "cinq",
            "dix",
            "cent",
            "mille",
            "dos",
            "tres",
            "cuatro",
            "cinco");

    private static final Pattern QUANTITY =
            Pattern.compile("[-+±]?\\p{Sc}?\\s?\\p{N}+(?:[.,:/]\\p{N}+)*(?:\\s?[\\p{Sc}%‰°])?(?:\\s?\\p{L}+)?");

    /** What turns a word into its opposite, in front of it. */
    private static final List<String> OPPOSITES = List.of("un", "in", "im", "il", "ir", "dis", "non", "mis", "de", "a");

    private record Word(String text, int start, int end) {}

    /**
     * A run of words.
     *
     * @param start offset of the first one's first character
     * @param end offset after the last one's last
     */
    record Run(int start, int end) {}

    private LikeWords() {}

    /**
     * The run of a text that is almost the quote.
     *
     * @param text as {@link PlainWords} gives it
     * @param quote likewise
     */
    static Optional<Run> find(String text, String quote) {
        List<Word> words = words(text);
        List<Word> wanted = words(quote);
        int allowed = wanted.size() / WORDS_PER_EDIT;
        if (allowed == 0 || words.isEmpty()) {
            return Optional.empty();
        }
        // cost[j]: the fewest edits that make the quote so far of words that end before word j; from[j]: where these
        // begin.
        int[] cost = new int[words.size() + 1];
        int[] from = new int[words.size() + 1];
        for (int j = 0; j <= words.size(); j++) {
            from[j] = j;
        }
        for (int i = 1; i <= wanted.size(); i++) {
            int[] nextCost = new int[words.size() + 1];
            int[] nextFrom = new int[words.size() + 1];
            nextCost[0] = i;
            for (int j = 1; j <= words.size(); j++) {
                boolean same = wanted.get(i - 1).text().equals(words.get(j - 1).text());
                nextCost[j] = cost[j - 1] + (same ? 0 : 1);
                nextFrom[j] = from[j - 1];
                if (cost[j] + 1 < nextCost[j]) {
                    nextCost[j] = cost[j] + 1;
                    nextFrom[j] = from[j];
                }
                if (nextCost[j - 1] + 1 < nextCost[j]) {
                    nextCost[j] = nextCost[j - 1] + 1;
                    nextFrom[j] = nextFrom[j - 1];
                }
            }
            cost = nextCost;
            from = nextFrom;
        }
        return nearest(words, cost, from, allowed)
                .filter(run -> saysTheSame(text.substring(run.start(), run.end()), quote));
    }

    private static Optional<Run> nearest(List<Word> words, int[] cost, int[] from, int allowed) {
        int best = 0;
        for (int j = 1; j < cost.length; j++) {
            best = cost[j] < cost[best] ? j : best;
        }
        int end = best;
        if (cost[end] > allowed || from[end] == end) {
            return Optional.empty();
        }
        for (int j = end + 1; j < cost.length; j++) {
            if (cost[j] == cost[end] && from[j] >= end) {
                return Optional.empty();
            }
        }
        List<Word> run = words.subList(from[end], end);
        return Optional.of(new Run(run.getFirst().start(), run.getLast().end()));
    }

    private static boolean saysTheSame(String run, String quote) {
        List<String> found = words(run).stream().map(Word::text).toList();
        List<String> wanted = words(quote).stream().map(Word::text).toList();
        return quantities(run).equals(quantities(quote))
                && kept(found).equals(kept(wanted))
                && without(found, wanted).stream()
                        .noneMatch(one -> without(wanted, found).stream().anyMatch(other -> isOpposite(one, other)));
    }

    private static List<String> quantities(String text) {
        return QUANTITY.matcher(text)
                .results()
                .map(match -> match.group().replaceAll("\\s", ""))
                .toList();
    }

    private static List<String> without(List<String> words, List<String> others) {
        return words.stream().filter(word -> !others.contains(word)).toList();
    }

    private static boolean isOpposite(String one, String other) {
        return OPPOSITES.stream().anyMatch(prefix -> one.equals(prefix + other) || other.equals(prefix + one));
    }

    /** What must not differ, in order. */
    private static List<String> kept(List<String> words) {
        return words.stream()
                .filter(word -> NEGATIONS.contains(word) || NUMBERS.contains(word) || word.endsWith("n't"))
                .toList();
    }

    private static List<Word> words(String text) {
        List<Word> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(new Word(matcher.group(), matcher.start(), matcher.end()));
        }
        return words;
    }
}
