package io.aiprism.finding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds words that were quoted almost right: runs of the text's words that take the fewest insertions, deletions and replacements of
 * words to become the quote (Sellers' algorithm), if that is at most one in ten, and {@link Meaning} finds no difference that matters.
 * The fewest decide between places; several that are equally near are all given. Only for texts in Latin and Cyrillic letters, since
 * for others it is not known which words say no.
 *
 * @see <a href="https://doi.org/10.1016/0196-6774(80)90016-4">Sellers, The theory and computation of evolutionary distances</a>
 */
final class SimilarWords {
    private static final int WORDS_PER_EDIT = 10;

    /** What came of looking. */
    sealed interface Result {
        /**
         * They stand there.
         *
         * @param ranges equally near, in order, none overlapping another
         */
        record Found(List<TextRange> ranges) implements Result {
            public Found {
                ranges = List.copyOf(ranges);
            }
        }

        /**
         * They do not.
         *
         * @param reason why
         */
        record None(QuoteMatch.Reason reason) implements Result {}
    }

    private record Run(int first, int end, int edits) {}

    private final List<Word> words;
    private final List<Word> wanted;
    private final int allowed;

    private SimilarWords(List<Word> words, List<Word> wanted) {
        this.words = words;
        this.wanted = wanted;
        this.allowed = wanted.size() / WORDS_PER_EDIT;
    }

    /**
     * Looks for words.
     *
     * @param text as {@link NormalizedText} gives it
     * @param quote likewise
     * @param edges of the text
     */
    static Result find(String text, String quote, Edges edges, Steps steps) {
        List<Word> words = Word.in(text);
        List<Word> wanted = Word.in(quote);
        if (wanted.size() < WORDS_PER_EDIT || words.isEmpty() || !quote.codePoints().allMatch(Meaning::isKnownScript)) {
            return new Result.None(QuoteMatch.Reason.ABSENT);
        }
        if ((long) words.size() * wanted.size() > QuoteFinder.MAX_WORD_STEPS) {
            return new Result.None(QuoteMatch.Reason.TOO_LONG);
        }
        steps.add((long) words.size() * wanted.size());
        return new SimilarWords(words, wanted).nearest(text, quote, edges);
    }

    private Result nearest(String text, String quote, Edges edges) {
        List<Run> runs = runs();
        if (runs.isEmpty()) {
            return new Result.None(QuoteMatch.Reason.ABSENT);
        }
        List<TextRange> found = new ArrayList<>();
        int fewest = allowed;
        for (Run run : runs) {
            var range = new TextRange(
                    words.get(run.first()).start(), words.get(run.end() - 1).end());
            if (run.edits() > fewest
                    || !edges.areWhole(range)
                    || !Meaning.isSame(text.substring(range.start(), range.end()), quote)) {
                continue;
            }
            if (run.edits() < fewest) {
                found.clear();
                fewest = run.edits();
            }
            found.add(range);
        }
        return found.isEmpty() ? new Result.None(QuoteMatch.Reason.OTHERWISE) : new Result.Found(found);
    }

    /** The runs that take no more edits than are allowed; of those that overlap the one that takes the fewest, of equal ones the first. */
    private List<Run> runs() {
        // edits[j]: the fewest that make the quote so far of words that end before word j; from[j]: where these begin.
        int[] edits = new int[words.size() + 1];
        int[] from = new int[words.size() + 1];
        int[] nextEdits = new int[words.size() + 1];
        int[] nextFrom = new int[words.size() + 1];
        for (int j = 0; j <= words.size(); j++) {
            from[j] = j;
        }
        Map<String, Integer> numbers = new HashMap<>();
        int[] text = numbered(words, numbers);
        for (int word : numbered(wanted, numbers)) {
            nextEdits[0] = edits[0] + 1;
            nextFrom[0] = 0;
            for (int j = 1; j <= text.length; j++) {
                nextEdits[j] = edits[j - 1] + (word == text[j - 1] ? 0 : 1);
                nextFrom[j] = from[j - 1];
                if (edits[j] + 1 < nextEdits[j]) {
                    nextEdits[j] = edits[j] + 1;
                    nextFrom[j] = from[j];
                }
                if (nextEdits[j - 1] + 1 < nextEdits[j]) {
                    nextEdits[j] = nextEdits[j - 1] + 1;
                    nextFrom[j] = nextFrom[j - 1];
                }
            }
            int[] swap = edits;
            edits = nextEdits;
            nextEdits = swap;
            swap = from;
            from = nextFrom;
            nextFrom = swap;
        }
        return nearestOfOverlapping(edits, from);
    }

    private List<Run> nearestOfOverlapping(int[] edits, int[] from) {
        List<Run> runs = new ArrayList<>();
        for (int j = 1; j < edits.length; j++) {
            if (edits[j] > allowed || from[j] == j) {
                continue;
            }
            var run = new Run(from[j], j, edits[j]);
            if (runs.isEmpty() || runs.getLast().end() <= run.first()) {
                runs.add(run);
            } else if (run.edits() < runs.getLast().edits()) {
                runs.set(runs.size() - 1, run);
            }
        }
        return runs;
    }

    private static int[] numbered(List<Word> words, Map<String, Integer> numbers) {
        return words.stream()
                .mapToInt(word -> numbers.computeIfAbsent(word.text(), text -> numbers.size()))
                .toArray();
    }
}
