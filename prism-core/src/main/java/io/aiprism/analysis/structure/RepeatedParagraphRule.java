package io.aiprism.analysis.structure;

import io.aiprism.document.Block;
import io.aiprism.document.Section;
import io.aiprism.finding.Severity;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Paragraphs of the main text that stand there word for word a second time. Short ones, tables, notes and boxes are left alone:
 * they repeat for good reasons.
 *
 * @param minWords that a paragraph has at least
 */
record RepeatedParagraphRule(int minWords) implements Rule {
    @Override
    public String name() {
        return "repeated-paragraph";
    }

    @Override
    public void check(Inspection inspection) {
        Map<String, Block> seen = new HashMap<>();
        inspection
                .running()
                .filter(block -> Sentences.words(block.text()) >= minWords)
                .forEach(block -> {
                    String words = block.text().replaceAll("\\s+", " ").strip().toLowerCase(Locale.ROOT);
                    Block earlier = seen.putIfAbsent(words, block);
                    if (earlier != null) {
                        report(inspection, block, inspection.document().sectionOf(earlier.id()));
                    }
                });
    }

    private void report(Inspection inspection, Block block, Section earlier) {
        String place = earlier.title().isEmpty() ? "further up" : "in “%s”".formatted(earlier.title());
        inspection.add(
                inspection
                        .at(this, block.span())
                        .severity(Severity.IMPORTANT)
                        .category("consistency")
                        .title("Repeated paragraph")
                        .description("The same paragraph stands %s already. Keep it in one place and refer to it."
                                .formatted(place)),
                "structure");
    }
}
