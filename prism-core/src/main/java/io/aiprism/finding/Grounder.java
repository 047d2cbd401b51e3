package io.aiprism.finding;

import io.aiprism.document.Block;
import io.aiprism.document.Document;
import io.aiprism.document.Section;
import io.aiprism.document.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks for the words of one finding in a document, nearest first. */
record Grounder(Finding finding, Document document) {

    Grounding ground() {
        Optional<Section> section = document.section(finding.sectionId());
        if (section.filter(finding::standsIn).isPresent()) {
            return new Grounding.Found(finding, finding);
        }
        List<Finding> near = section.map(this::hits).orElse(List.of());
        String block = finding.span().startBlock();
        List<Finding> nearest = near.stream()
                .filter(hit -> hit.span().startBlock().equals(block))
                .toList();
        if (nearest.size() == 1) {
            return found(nearest.getFirst());
        }
        if (near.size() == 1) {
            return found(near.getFirst());
        }
        List<Finding> anywhere = near.isEmpty()
                ? document.sections().stream().flatMap(it -> hits(it).stream()).toList()
                : near;
        return switch (anywhere.size()) {
            case 0 -> new Grounding.Missed(finding, Grounding.Reason.GONE);
            case 1 -> found(anywhere.getFirst());
            default -> new Grounding.Missed(finding, Grounding.Reason.AMBIGUOUS);
        };
    }

    private Grounding found(Finding grounded) {
        return new Grounding.Found(finding, grounded);
    }

    /** The finding at every place in a section where its quote stands, overlapping ones included. */
    private List<Finding> hits(Section section) {
        String text = section.text();
        List<Finding> hits = new ArrayList<>();
        for (int at = text.indexOf(finding.quote()); at >= 0; at = text.indexOf(finding.quote(), at + 1)) {
            Span span = span(section, at, at + finding.quote().length());
            finding.movedTo(section, span).ifPresent(hits::add);
        }
        return hits;
    }

    /** The span of a range of the section's text, in which one line feed stands between blocks. */
    private static Span span(Section section, int start, int end) {
        Block first = section.blocks().getFirst();
        Span span = first.span();
        int offset = 0;
        for (Block block : section.blocks()) {
            int length = block.text().length();
            if (start >= offset && start <= offset + length) {
                span = new Span(block.id(), start - offset, block.id(), length);
            }
            if (end >= offset && end <= offset + length) {
                return new Span(span.startBlock(), span.startOffset(), block.id(), end - offset);
            }
            offset += length + 1;
        }
        throw new IllegalStateException("no block of section %s ends after %d".formatted(section.id(), end));
    }
}
