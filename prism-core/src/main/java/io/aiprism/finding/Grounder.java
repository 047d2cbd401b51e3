package io.aiprism.finding;

import io.aiprism.document.Document;
import io.aiprism.document.Section;
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

    /**
     * The finding at every place in a section where its quote stands, overlapping ones included: as words of their own, or else as parts
     * of words, but never as a part of a number, which says something else.
     */
    private List<Finding> hits(Section section) {
        var text = new SectionText(section);
        List<TextRange> ranges =
                Occurrences.of(text.text(), finding.quote(), new Steps()).ranges();
        if (ranges.isEmpty()) {
            return List.of();
        }
        var edges = new Edges(text.text(), NormalizedText.of(text.text()));
        List<Finding> whole = new ArrayList<>();
        List<Finding> parts = new ArrayList<>();
        for (TextRange range : ranges) {
            Optional<Finding> hit = finding.movedTo(section, text.span(range.start(), range.end()));
            switch (edges.of(range)) {
                case WHOLE -> hit.ifPresent(whole::add);
                case PART_OF_WORD -> hit.ifPresent(parts::add);
                case PART_OF_NUMBER -> {}
            }
        }
        return whole.isEmpty() ? parts : whole;
    }
}
