package io.aiprism.finding;

import static java.util.Objects.requireNonNull;

import io.aiprism.document.Section;
import io.aiprism.document.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the words that somebody says stand in a section, for example a language model. Immutable and thread-safe; making one costs
 * about as much as reading the section once, so one serves all quotes.
 *
 * <p>Words are looked for letter by letter; if they do not stand there so, as they read ({@link NormalizedText}); else, from ten words on,
 * with at most one word in ten inserted, left out or replaced, if that leaves numbers, units, negations and opposites alone. What is
 * found begins and ends where words, numbers and graphemes do: neither "5 euros" is found in "15 euros", nor "cat" in "concatenate",
 * nor "compliant" in "non-compliant", since those say something else. Scripts without blanks between words, and endings of Korean
 * words, are excepted.
 *
 * <p>If words stand there more than once, the place is taken that shares more words with what is said to stand right before and after
 * them than any other place does. If there is none, the match is {@linkplain QuoteMatch.Ambiguous ambiguous}, and no place is chosen.
 *
 * <p>The work is bounded, in steps of comparing two characters or two words: looking for words takes at most four
 * steps for each character of text and quote, as it stands there or as it reads, looking at what stands beside them {@value #STEPS_PER_PLACE} for each of the first
 * {@value #MAX_PLACES} places (more are ambiguous without that), and looking for words that are almost the same at most
 * {@value #MAX_WORD_STEPS}, or {@link QuoteMatch.Reason#TOO_LONG} is told.
 *
 * {@snippet file="io/aiprism/finding/Snippets.java" region="quotes"}
 */
public final class QuoteFinder {
    /** Of words that stand there more often, this many places are looked at. */
    public static final int MAX_PLACES = 1_000;

    static final int STEPS_PER_PLACE = 4 * Neighbours.LENGTH;
    static final int MAX_WORD_STEPS = 4_000_000;

    private final SectionText section;
    private final NormalizedText text;
    private final String plain;
    private final Edges edges;

    private QuoteFinder(Section section) {
        this.section = new SectionText(section);
        this.text = NormalizedText.of(this.section.text());
        this.plain = text.text();
        this.edges = new Edges(this.section.text(), text);
    }

    /** A finder of words in a section. */
    public static QuoteFinder in(Section section) {
        return new QuoteFinder(requireNonNull(section, "section"));
    }

    /** Looks for words of which nothing else is known. */
    public QuoteMatch find(String quote) {
        return find(quote, "", "");
    }

    /**
     * Looks for words.
     *
     * @param quote the words
     * @param before words that stand right before them; may be empty
     * @param after words that stand right after them; may be empty
     */
    public QuoteMatch find(String quote, String before, String after) {
        return find(quote, before, after, new Steps());
    }

    QuoteMatch find(String quote, String before, String after, Steps steps) {
        String words = quote.strip();
        String wanted = NormalizedText.of(words).text().strip();
        if (wanted.isEmpty()) {
            return new QuoteMatch.Missed(QuoteMatch.Reason.NOTHING_QUOTED);
        }
        var neighbours = new Neighbours(plain, before, after);
        Occurrences all = Occurrences.of(plain, wanted, steps);
        List<TextRange> whole = all.ranges().stream().filter(edges::areWhole).toList();
        if (!whole.isEmpty()) {
            List<TextRange> exact = letterByLetter(whole, words, steps);
            return exact.isEmpty()
                    ? match(whole, QuoteMatch.Likeness.NORMALISED, neighbours, steps)
                    : match(exact, QuoteMatch.Likeness.EXACT, neighbours, steps);
        }
        return switch (SimilarWords.find(plain, wanted, edges, steps)) {
            case SimilarWords.Result.Found(var ranges) ->
                match(ranges, QuoteMatch.Likeness.FUZZY, neighbours, steps);
            case SimilarWords.Result.None(var reason) ->
                new QuoteMatch.Missed(all.ranges().isEmpty() ? reason : QuoteMatch.Reason.WITHIN_OTHERS);
        };
    }

    private QuoteMatch match(
            List<TextRange> ranges, QuoteMatch.Likeness likeness, Neighbours neighbours, Steps steps) {
        if (ranges.size() == 1) {
            return new QuoteMatch.Once(span(ranges.getFirst()), likeness);
        }
        List<TextRange> seen = ranges.subList(0, Math.min(ranges.size(), MAX_PLACES));
        if (seen.size() == ranges.size()) {
            var meant = neighbours.mostLike(seen, steps);
            if (meant.isPresent()) {
                return new QuoteMatch.ByContext(span(meant.get()), likeness, ranges.size());
            }
        }
        List<Span> places = new ArrayList<>();
        seen.forEach(range -> places.add(span(range)));
        return new QuoteMatch.Ambiguous(places, likeness);
    }

    private List<TextRange> letterByLetter(List<TextRange> ranges, String words, Steps steps) {
        Set<TextRange> exact = new HashSet<>(Occurrences.of(section.text(), words, steps).ranges());
        return ranges.stream()
                .filter(range -> exact.contains(new TextRange(text.start(range.start()), text.end(range.end()))))
                .toList();
    }

    private Span span(TextRange range) {
        return section.span(text.start(range.start()), text.end(range.end()));
    }
}
