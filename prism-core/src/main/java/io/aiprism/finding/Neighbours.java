package io.aiprism.finding;

import java.util.List;
import java.util.Optional;

/**
 * What is said to stand right before and after quoted words, for telling places of the same words apart: by how many words, from the
 * quoted ones outwards, are the same there. Immutable.
 */
final class Neighbours {
    /** How much is looked at on each side, in characters. */
    static final int LENGTH = 200;

    private final String text;
    private final List<Word> before;
    private final List<Word> after;

    /**
     * Neighbours in a text.
     *
     * @param text as {@link NormalizedText} gives it
     * @param before what is said to stand before
     * @param after what is said to stand after
     */
    Neighbours(String text, String before, String after) {
        this.text = text;
        String left = NormalizedText.of(before).text();
        String right = NormalizedText.of(after).text();
        this.before = Word.in(left.substring(Math.max(0, left.length() - LENGTH))).reversed();
        this.after = Word.in(right.substring(0, Math.min(right.length(), LENGTH)));
    }

    /** The place with more such words than any other one; empty if there is none. */
    Optional<TextRange> mostLike(List<TextRange> places, Steps steps) {
        if (before.isEmpty() && after.isEmpty()) {
            return Optional.empty();
        }
        TextRange best = places.getFirst();
        int most = 0;
        boolean alone = false;
        for (TextRange place : places) {
            steps.add(QuoteFinder.STEPS_PER_PLACE);
            String left = text.substring(Math.max(0, place.start() - LENGTH), place.start());
            String right = text.substring(place.end(), Math.min(text.length(), place.end() + LENGTH));
            int same = same(Word.in(left).reversed(), before) + same(Word.in(right), after);
            if (same > most) {
                best = place;
                most = same;
                alone = true;
            } else if (same == most) {
                alone = false;
            }
        }
        return alone ? Optional.of(best) : Optional.empty();
    }

    private static int same(List<Word> there, List<Word> said) {
        int count = 0;
        while (count < Math.min(there.size(), said.size())
                && there.get(count).text().equals(said.get(count).text())) {
            count++;
        }
        return count;
    }
}
