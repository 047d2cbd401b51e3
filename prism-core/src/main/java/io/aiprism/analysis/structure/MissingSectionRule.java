package io.aiprism.analysis.structure;

import io.aiprism.checklist.RequiredSection;
import io.aiprism.document.Block;
import io.aiprism.document.Story;
import io.aiprism.finding.Severity;

/**
 * Sections that the checklist requires and no heading announces. As they have no words of their own, these findings are
 * anchored at the first block of the main text, usually the document's title. A document without any headings is left alone.
 */
record MissingSectionRule() implements Rule {
    @Override
    public String name() {
        return "missing-section";
    }

    @Override
    public void check(Inspection inspection) {
        if (inspection.headed().isEmpty()) {
            return;
        }
        Block first = inspection
                .readable()
                .filter(block -> block.place().story() == Story.BODY)
                .findFirst()
                .orElse(inspection.document().blocks().getFirst());
        for (RequiredSection required : new RequiredSections(inspection).missing()) {
            inspection.add(
                    inspection
                            .at(this, first.span())
                            .key(required.title())
                            .severity(Severity.IMPORTANT)
                            .category("structure")
                            .title("Missing section: " + required.title())
                            .description(describe(inspection, required)),
                    "structure");
        }
    }

    private static String describe(Inspection inspection, RequiredSection required) {
        var text = new StringBuilder("No heading announces the section “%s”, which the checklist “%s” asks for."
                .formatted(required.title(), inspection.checklist().title()));
        required.guidance()
                .ifPresent(guidance -> text.append(" What belongs there: ").append(guidance));
        return text.append(" (Noted here because a missing section has no words of its own.)")
                .toString();
    }
}
