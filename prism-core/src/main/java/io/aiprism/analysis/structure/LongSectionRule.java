package io.aiprism.analysis.structure;

import io.aiprism.document.Block;
import io.aiprism.document.Section;
import io.aiprism.finding.Severity;
import java.util.HashMap;
import java.util.Map;

/**
 * Headings followed by more running text than a reader can survey, without a subheading. The text of tables, notes and boxes
 * is not counted.
 *
 * @param maxWords under one heading
 */
record LongSectionRule(int maxWords) implements Rule {
    @Override
    public String name() {
        return "long-section";
    }

    @Override
    public void check(Inspection inspection) {
        Map<String, Integer> words = new HashMap<>();
        Section current = null;
        for (Block block : inspection.running().toList()) {
            Section section = inspection.document().sectionOf(block.id());
            if (section.part() == 1) {
                current = section;
            }
            if (current != null && current.level() > 0) {
                words.merge(current.id(), Sentences.words(block.text()), Integer::sum);
            }
        }
        for (Section section : inspection.headed()) {
            int count = words.getOrDefault(section.id(), 0);
            if (count > maxWords) {
                report(inspection, section, count);
            }
        }
    }

    private void report(Inspection inspection, Section section, int count) {
        inspection.add(
                inspection
                        .at(this, section.blocks().getFirst().span())
                        .severity(Severity.SUGGESTION)
                        .category("readability")
                        .title("Over-long section")
                        .description(
                                "The section “%s” runs to %d words without a subheading; more than %d are hard to survey. Subheadings would help, or cutting it."
                                        .formatted(section.title(), count, maxWords)),
                "structure");
    }
}
