package io.aiprism.analysis.structure;

import io.aiprism.document.Heading;
import io.aiprism.document.HeadingSource;
import io.aiprism.document.Section;
import io.aiprism.finding.Severity;
import java.util.HashSet;
import java.util.Set;

/**
 * Headings more than one level below the heading before. A document that never uses the level in between is told so once.
 */
record HeadingLevelRule() implements Rule {
    @Override
    public String name() {
        return "heading-level";
    }

    @Override
    public void check(Inspection inspection) {
        Set<Integer> used = new HashSet<>();
        inspection.headed().forEach(section -> used.add(section.level()));
        Set<Integer> toldOfUnused = new HashSet<>();
        int previous = 0;
        for (Section section : inspection.headed()) {
            Heading heading = section.blocks().getFirst().heading().orElseThrow();
            if (heading.source() == HeadingSource.GUESS) {
                return;
            }
            int expected = previous + 1;
            boolean skipped = previous > 0 && section.level() > expected;
            if (skipped && (used.contains(expected) || toldOfUnused.add(expected))) {
                report(inspection, section, previous);
            }
            previous = section.level();
        }
    }

    private void report(Inspection inspection, Section section, int previous) {
        inspection.add(
                inspection
                        .at(this, section.blocks().getFirst().span())
                        .severity(Severity.SUGGESTION)
                        .category("structure")
                        .title("Heading level skipped")
                        .description(
                                "The heading “%s” has level %d, but the heading before it has level %d. Contents and navigation will show a gap; level %d was probably meant."
                                        .formatted(section.title(), section.level(), previous, previous + 1)),
                "structure");
    }
}
