package io.aiprism.analysis.structure;

import io.aiprism.finding.Severity;
import java.util.Comparator;
import java.util.List;

/** Required sections that come after one that they should precede. Only headings of the uppermost matching level count. */
record SectionOrderRule() implements Rule {
    @Override
    public String name() {
        return "section-order";
    }

    @Override
    public void check(Inspection inspection) {
        List<RequiredSections.Match> candidates = new RequiredSections(inspection)
                .found().stream()
                        .filter(match -> match.required().ordered() && match.fit() != RequiredSections.Fit.BEGINNING)
                        .toList();
        int level = candidates.stream()
                .mapToInt(match -> match.section().level())
                .min()
                .orElse(0);
        // The list is in the checklist's order; stable sorting keeps it for titles that one heading joins.
        List<RequiredSections.Match> found = candidates.stream()
                .filter(match -> match.section().level() == level)
                .sorted(Comparator.comparingInt(RequiredSections.Match::position))
                .toList();
        boolean[] out = Increasing.outOfOrder(found, Comparator.comparingInt(candidates::indexOf));
        for (int i = 0; i < found.size(); i++) {
            if (out[i]) {
                report(inspection, found.get(i), successor(found, out, candidates, i));
            }
        }
    }

    /** The section in order that should have come after the one that is not. */
    private static RequiredSections.Match successor(
            List<RequiredSections.Match> found, boolean[] out, List<RequiredSections.Match> candidates, int misplaced) {
        int rank = candidates.indexOf(found.get(misplaced));
        for (int i = 0; i < found.size(); i++) {
            boolean wrongSide = i < misplaced == candidates.indexOf(found.get(i)) > rank;
            if (!out[i] && i != misplaced && wrongSide) {
                return found.get(i);
            }
        }
        throw new IllegalStateException("nothing is out of order with " + found.get(misplaced));
    }

    private void report(Inspection inspection, RequiredSections.Match match, RequiredSections.Match other) {
        boolean tooLate = match.position() > other.position();
        inspection.add(
                inspection
                        .at(this, match.section().blocks().getFirst().span())
                        .key(match.required().title())
                        .severity(Severity.SUGGESTION)
                        .category("structure")
                        .title("Section out of the usual order")
                        .description("“%s” stands %s “%s”; the checklist “%s” has it the other way round."
                                .formatted(
                                        match.section().title(),
                                        tooLate ? "after" : "before",
                                        other.section().title(),
                                        inspection.checklist().title())),
                "structure");
    }
}
