package io.aiprism.analysis.structure;

import io.aiprism.document.Document;
import io.aiprism.document.Section;
import io.aiprism.finding.Severity;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Headings under which there is neither text nor a subsection. Left alone are the document's first heading, which may be its
 * title, and headings that only number the next one (“Chapter 3”).
 */
record EmptySectionRule() implements Rule {
    private static final Pattern NUMBER_ONLY = Pattern.compile(
            "(?i)(?:(?:chapter|part|section|appendix|annex)\\s+)?(?:\\d+(?:\\.\\d+)*|[ivxlc]+|[a-z])[.):]?");

    @Override
    public String name() {
        return "empty-section";
    }

    @Override
    public void check(Inspection inspection) {
        List<Section> sections = inspection.document().sections();
        for (int i = 0; i < sections.size(); i++) {
            Section section = sections.get(i);
            boolean last = i == sections.size() - 1;
            if (isEmpty(inspection.document(), section)
                    && (last || sections.get(i + 1).level() <= section.level())) {
                inspection.add(
                        inspection
                                .at(this, section.blocks().getFirst().span())
                                .severity(Severity.IMPORTANT)
                                .category("completeness")
                                .title("Section without text")
                                .description(
                                        "There is no text under the heading “%s” and no subsection. Write the section, or take the heading out."
                                                .formatted(section.title())),
                        "complete");
            }
        }
    }

    private static boolean isEmpty(Document document, Section section) {
        return section.level() > 0
                && section.parts() == 1
                && section.blocks().size() == 1
                && document.indexOf(section.blocks().getFirst().id()) > 0
                && !NUMBER_ONLY.matcher(section.title().strip()).matches();
    }
}
