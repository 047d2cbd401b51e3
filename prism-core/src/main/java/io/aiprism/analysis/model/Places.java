package io.aiprism.analysis.model;

import io.aiprism.document.Block;
import io.aiprism.document.Section;
import io.aiprism.document.Span;
import java.util.Optional;

/** Finds quotes. */
final class Places {
    private Places() {}

    record Match(Span span, String kind) {}

    static Optional<Match> find(Section section, String quote, String before, String after) {
        for (Block block : section.blocks()) {
            int at = block.text().indexOf(quote);
            if (at >= 0) {
                return Optional.of(new Match(Span.within(block.id(), at, at + quote.length()), "exact"));
            }
        }
        return Optional.empty();
    }
}
