package io.aiprism.finding;

import static java.util.Objects.requireNonNull;

import io.aiprism.document.Block;
import io.aiprism.document.Section;
import io.aiprism.document.Span;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Collects what makes a finding. Severity, category, title and description are required; the rest is left empty unless set.
 * Not thread-safe.
 */
public final class FindingBuilder {
    private final Section section;
    private final Span span;
    private final Provenance provenance;
    private final List<Block> blocks;
    private final String quote;

    private String key = "";
    private @Nullable Severity severity;
    private @Nullable String category;
    private @Nullable String title;
    private @Nullable String description;
    private @Nullable String replacement;
    private List<String> questions = List.of();
    private List<String> checkpoints = List.of();
    private @Nullable Double confidence;

    FindingBuilder(Section section, Span span, Provenance provenance) {
        this.section = requireNonNull(section, "section");
        this.span = requireNonNull(span, "span");
        this.provenance = requireNonNull(provenance, "provenance");
        this.blocks = Quotes.blocks(section, span)
                .orElseThrow(() -> new IllegalArgumentException(
                        "%s does not lie within section %s".formatted(span, section.id())));
        this.quote = Quotes.quote(span, blocks);
        if (quote.isEmpty()) {
            throw new IllegalArgumentException("%s covers no text".formatted(span));
        }
    }

    /** How much it matters. */
    public FindingBuilder severity(Severity severity) {
        this.severity = requireNonNull(severity, "severity");
        return this;
    }

    /** What kind of thing it is. */
    public FindingBuilder category(String category) {
        this.category = requireNonNull(category, "category");
        return this;
    }

    /** A few words. */
    public FindingBuilder title(String title) {
        this.title = requireNonNull(title, "title");
        return this;
    }

    /** What is wrong and why. */
    public FindingBuilder description(String description) {
        this.description = requireNonNull(description, "description");
        return this;
    }

    /** What the words could be replaced with; the empty text if they can go. */
    public FindingBuilder replacement(String replacement) {
        this.replacement = requireNonNull(replacement, "replacement");
        return this;
    }

    /** Questions to the author. */
    public FindingBuilder questions(List<String> questions) {
        this.questions = List.copyOf(questions);
        return this;
    }

    /** Ids of checkpoints that it belongs to. */
    public FindingBuilder checkpoints(List<String> checkpoints) {
        this.checkpoints = List.copyOf(checkpoints);
        return this;
    }

    /** How sure the analyzer is, from 0 to 1. */
    public FindingBuilder confidence(double confidence) {
        this.confidence = confidence;
        return this;
    }

    /** Tells apart findings that one rule may have about the same words, for example the name of a missing section. */
    public FindingBuilder key(String key) {
        this.key = requireNonNull(key, "key");
        return this;
    }

    /**
     * The finding.
     *
     * @throws IllegalStateException if severity, category, title or description was not set
     */
    public Finding build() {
        return new Finding(
                FindingId.derive(provenance, key, section.path(), blocks, span, quote),
                section.id(),
                span,
                quote,
                required("severity", severity),
                required("category", category),
                required("title", title),
                required("description", description),
                Optional.ofNullable(replacement),
                questions,
                checkpoints,
                Optional.ofNullable(confidence),
                provenance);
    }

    private <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw new IllegalStateException(
                    "a finding needs a %s (%s, rule %s)".formatted(name, provenance.analyzer(), provenance.rule()));
        }
        return value;
    }
}
