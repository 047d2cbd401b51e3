package io.aiprism.finding;

import static java.util.Objects.requireNonNull;

import io.aiprism.document.Span;
import java.util.List;
import java.util.Optional;

/** Where quoted words stand in a section, as a {@link QuoteFinder} has found them. */
public sealed interface QuoteMatch {
    /** The words' place: the only one, the one that is meant, or the first of several; empty if they stand nowhere. */
    default Optional<Span> span() {
        return switch (this) {
            case Once once -> Optional.of(once.place());
            case ByContext told -> Optional.of(told.place());
            case Ambiguous ambiguous -> Optional.of(ambiguous.places().getFirst());
            case Missed missed -> Optional.empty();
        };
    }

    /**
     * The words stand there once.
     *
     * @param place of the words
     * @param likeness how like the quote they are
     */
    record Once(Span place, Likeness likeness) implements QuoteMatch {
        public Once {
            requireNonNull(place, "place");
            requireNonNull(likeness, "likeness");
        }
    }

    /**
     * The words stand there more than once, and what stands beside them tells which place is meant.
     *
     * @param place of the words that are meant
     * @param likeness how like the quote they are
     * @param count at how many places they stand
     */
    record ByContext(Span place, Likeness likeness, int count) implements QuoteMatch {
        public ByContext {
            requireNonNull(place, "place");
            requireNonNull(likeness, "likeness");
            requireSeveral(count);
        }
    }

    /**
     * The words stand there more than once, and nothing tells which place is meant.
     *
     * @param places of the words in reading order, at least two and at most {@link QuoteFinder#MAX_PLACES}
     * @param likeness how like the quote they are
     */
    record Ambiguous(List<Span> places, Likeness likeness) implements QuoteMatch {
        public Ambiguous {
            places = List.copyOf(places);
            requireNonNull(likeness, "likeness");
            requireSeveral(places.size());
        }
    }

    /**
     * The words do not stand there, or not so that it is certain that they are meant.
     *
     * @param reason why they were not found
     */
    record Missed(Reason reason) implements QuoteMatch {
        public Missed {
            requireNonNull(reason, "reason");
        }
    }

    /** How like the quote the words are. */
    enum Likeness {
        /** Letter by letter. */
        EXACT("exact"),
        /** As they read: see {@link NormalizedText}. */
        NORMALISED("normalised"),
        /** But for one word in ten, and with the same numbers and negations. */
        FUZZY("fuzzy");

        private final String label;

        Likeness(String label) {
            this.label = label;
        }

        /** The name in lower case, as it stands in details of findings. */
        public String label() {
            return label;
        }
    }

    /** Why words were not found. */
    enum Reason {
        /** The quote holds nothing that could be looked for. */
        NOTHING_QUOTED("nothing is quoted"),
        /** They stand nowhere, also not with a word in ten changed. */
        ABSENT("the words do not stand there"),
        /** They stand only within longer words or numbers, as "5 euros" does within "15 euros". */
        WITHIN_OTHERS("the words stand there only as parts of longer words or numbers"),
        /** Almost the same words stand there, with other numbers or negations, or with a word turned into its opposite. */
        OTHERWISE("almost the same words stand there, with other numbers, negations or opposites"),
        /** They do not stand there as they read, and text and quote are too long for looking for words that are almost the same. */
        TOO_LONG("the words do not stand there as quoted, and are too many to look for similar ones");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** For people, as part of a sentence. */
        public String text() {
            return text;
        }
    }

    private static void requireSeveral(int count) {
        if (count < 2) {
            throw new IllegalArgumentException("words that stand there more than once have two places, had " + count);
        }
    }
}
