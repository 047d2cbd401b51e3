package io.aiprism.finding;

import io.aiprism.document.Section;
import io.aiprism.document.Span;
import java.util.Optional;

/** Examples of the documentation. */
final class Snippets {
    private Snippets() {}

    static Optional<Finding> quotes(Section section, String quote, Provenance provenance) {
        // @start region="quotes"
        QuoteMatch match = QuoteFinder.in(section).find(quote);
        return switch (match) {
            case QuoteMatch.Once once -> Optional.of(vague(section, once.place(), provenance));
            case QuoteMatch.ByContext told -> Optional.of(vague(section, told.place(), provenance));
            case QuoteMatch.Ambiguous ambiguous -> Optional.empty();
            case QuoteMatch.Missed missed -> Optional.empty();
        };
        // @end
    }

    private static Finding vague(Section section, Span place, Provenance provenance) {
        return Finding.in(section, place, provenance)
                .severity(Severity.SUGGESTION)
                .category("wording")
                .title("Vague")
                .description("Say how many.")
                .build();
    }
}
