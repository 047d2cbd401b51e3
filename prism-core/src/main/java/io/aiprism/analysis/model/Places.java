package io.aiprism.analysis.model;

import io.aiprism.document.Block;
import io.aiprism.document.Section;
import io.aiprism.document.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the words that a model quoted: letter by letter, or else as {@link PlainWords} compares them, or else as
 * {@link LikeWords} does. Of several places the one is
 * taken whose neighbours are most like what the model says stands before and after, of equal ones the first.
 */
final class Places {
    private static final int CONTEXT = 100;

    private Places() {}

    /** Words that were found, and how: {@code "exact"}, {@code "normalised"} or {@code "fuzzy"}. */
    record Match(Span span, String kind) {}

    private record Hit(int start, int end) {}

    static Optional<Match> find(Section section, String quote, String before, String after) {
        String text = section.text();
        List<Hit> exact = quote.isBlank() ? List.of() : hits(text, quote);
        if (!exact.isEmpty()) {
            return Optional.of(new Match(span(section, best(text, exact, before, after)), "exact"));
        }
        PlainWords words = PlainWords.of(text);
        String plain = PlainWords.of(quote).text().strip();
        if (plain.isEmpty()) {
            return Optional.empty();
        }
        List<Hit> hits = hits(words.text(), plain).stream()
                .map(hit -> new Hit(words.start(hit.start()), words.end(hit.end())))
                .toList();
        if (!hits.isEmpty()) {
            return Optional.of(new Match(span(section, best(text, hits, before, after)), "normalised"));
        }
        return LikeWords.find(words.text(), plain)
                .map(run -> new Hit(words.start(run.start()), words.end(run.end())))
                .map(hit -> new Match(span(section, hit), "fuzzy"));
    }

    private static List<Hit> hits(String text, String words) {
        List<Hit> hits = new ArrayList<>();
        for (int at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
            hits.add(new Hit(at, at + words.length()));
        }
        return hits;
    }

    private static Hit best(String text, List<Hit> hits, String before, String after) {
        String wantedBefore = PlainWords.of(before).text().strip();
        String wantedAfter = PlainWords.of(after).text().strip();
        Hit best = hits.getFirst();
        int most = -1;
        for (Hit hit : hits) {
            String left = PlainWords.of(text.substring(Math.max(0, hit.start() - CONTEXT), hit.start()))
                    .text()
                    .strip();
            String right = PlainWords.of(text.substring(hit.end(), Math.min(text.length(), hit.end() + CONTEXT)))
                    .text()
                    .strip();
            int like = commonEnd(left, wantedBefore) + commonStart(right, wantedAfter);
            if (like > most) {
                most = like;
                best = hit;
            }
        }
        return best;
    }

    private static int commonEnd(String a, String b) {
        int count = 0;
        while (count < Math.min(a.length(), b.length())
                && a.charAt(a.length() - 1 - count) == b.charAt(b.length() - 1 - count)) {
            count++;
        }
        return count;
    }

    private static int commonStart(String a, String b) {
        int count = 0;
        while (count < Math.min(a.length(), b.length()) && a.charAt(count) == b.charAt(count)) {
            count++;
        }
        return count;
    }

    /** The span of a range of the section's text, in which one line feed stands between blocks. */
    private static Span span(Section section, Hit hit) {
        Span span = section.blocks().getFirst().span();
        int offset = 0;
        boolean begun = false;
        for (Block block : section.blocks()) {
            int length = block.text().length();
            if (!begun && hit.start() <= offset + length) {
                begun = true;
                span = new Span(block.id(), Math.max(0, hit.start() - offset), block.id(), length);
            }
            if (begun && hit.end() <= offset + length) {
                return new Span(span.startBlock(), span.startOffset(), block.id(), Math.max(0, hit.end() - offset));
            }
            offset += length + 1;
        }
        throw new IllegalStateException("no block of section %s ends after %d".formatted(section.id(), hit.end()));
    }
}
