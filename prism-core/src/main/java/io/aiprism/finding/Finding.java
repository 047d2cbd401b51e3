package io.aiprism.finding;

import static java.util.Objects.requireNonNull;

import io.aiprism.document.Section;
import io.aiprism.document.Span;
import java.util.List;
import java.util.Optional;

/**
 * One thing to be said about exact words of a document.
 *
 * <p>What is not known is empty: no component has a default that stands for a missing value. Made with
 * {@link #in(Section, Span, Provenance)}, which takes the quote and derives the id; the canonical constructor is for reading a
 * finding back.
 *
 * @param id derived from analyzer, rule, place and quoted words: the same finding has the same id when the same text is
 *     analysed again, also after edits to other paragraphs. Unique within a review
 * @param sectionId the section in which the span begins
 * @param span the words, never an empty range
 * @param quote the text of the span, with one line feed between blocks
 * @param severity how much it matters
 * @param category what kind of thing it is, for grouping; never blank
 * @param title a few words; never blank
 * @param description what is wrong and why; never blank
 * @param replacement what the words could be replaced with; may be the empty text
 * @param questions to the author
 * @param checkpoints ids of the checklist's checkpoints that it belongs to
 * @param confidence from 0 to 1, where the analyzer states one
 * @param provenance who found it
 */
public record Finding(
        String id,
        String sectionId,
        Span span,
        String quote,
        Severity severity,
        String category,
        String title,
        String description,
        Optional<String> replacement,
        List<String> questions,
        List<String> checkpoints,
        Optional<Double> confidence,
        Provenance provenance) {
    public Finding {
        requireText("id", id);
        requireText("sectionId", sectionId);
        requireNonNull(span, "span");
        requireNonNull(quote, "quote");
        requireNonNull(severity, "severity");
        requireText("category", category);
        requireText("title", title);
        requireText("description", description);
        requireNonNull(replacement, "replacement");
        questions = List.copyOf(questions);
        checkpoints = List.copyOf(checkpoints);
        requireNonNull(confidence, "confidence");
        requireNonNull(provenance, "provenance");
        if (quote.isEmpty()) {
            throw new IllegalArgumentException("finding '%s' quotes no words (%s)".formatted(title, span));
        }
        if (confidence.isPresent() && !(confidence.get() >= 0 && confidence.get() <= 1)) {
            throw new IllegalArgumentException(
                    "confidence must be from 0 to 1, was %s (finding '%s')".formatted(confidence.get(), title));
        }
    }

    /**
     * Begins a finding.
     *
     * @param section where the words stand
     * @param span the words; must lie within the section and not be empty
     * @param provenance who found it
     * @throws IllegalArgumentException if the span does not lie within the section, or covers no text
     */
    public static FindingBuilder in(Section section, Span span, Provenance provenance) {
        return new FindingBuilder(section, span, provenance);
    }

    /** Whether the words stand in a section: it has the finding's section id, and the span there covers the quote. */
    public boolean standsIn(Section section) {
        return section.id().equals(sectionId)
                && Quotes.blocks(section, span)
                        .filter(blocks -> Quotes.quote(span, blocks).equals(quote))
                        .isPresent();
    }

    /** This finding with another id, for where two would share one. */
    public Finding withId(String id) {
        return placedAt(id, sectionId, span, quote);
    }

    /**
     * This finding about the same words at another place, under the same id.
     *
     * @return empty if the span does not lie within the section, or covers other words than the quote
     */
    public Optional<Finding> movedTo(Section section, Span span) {
        return Optional.of(placedAt(id, section.id(), span, quote)).filter(moved -> moved.standsIn(section));
    }

    /** What this finding says, about the words of another one: with its id, section, span and quote. */
    public Finding inPlaceOf(Finding other) {
        return placedAt(other.id, other.sectionId, other.span, other.quote);
    }

    private Finding placedAt(String id, String sectionId, Span span, String quote) {
        return new Finding(
                id,
                sectionId,
                span,
                quote,
                severity,
                category,
                title,
                description,
                replacement,
                questions,
                checkpoints,
                confidence,
                provenance);
    }

    private static void requireText(String name, String value) {
        if (requireNonNull(value, name).isBlank()) {
            throw new IllegalArgumentException("a finding needs a non-blank %s, was '%s'".formatted(name, value));
        }
    }
}
