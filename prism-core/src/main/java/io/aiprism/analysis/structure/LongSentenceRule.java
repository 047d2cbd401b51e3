package io.aiprism.analysis.structure;

import io.aiprism.document.Block;
import io.aiprism.document.BlockKind;
import io.aiprism.document.Span;
import io.aiprism.finding.Severity;
import java.util.regex.Pattern;

/**
 * Sentences that are too long to be read once. Only what ends like a sentence is one; headings, quotations and code are not
 * looked at.
 *
 * @param maxWords in a sentence
 */
record LongSentenceRule(int maxWords) implements Rule {
    private static final Pattern FULL_STOP = Pattern.compile("[.!?…][\"'”’»)\\]]*$");

    @Override
    public String name() {
        return "long-sentence";
    }

    @Override
    public void check(Inspection inspection) throws InterruptedException {
        for (Block block : inspection.readable().toList()) {
            Inspection.stopIfInterrupted();
            if (block.kind() == BlockKind.PARAGRAPH || block.kind() == BlockKind.LIST_ITEM) {
                check(inspection, block);
            }
        }
    }

    private void check(Inspection inspection, Block block) {
        if (Sentences.words(block.text()) <= maxWords) {
            return;
        }
        for (Sentences.Range range : Sentences.in(block.text())) {
            String sentence = block.text().substring(range.start(), range.end());
            int words = Sentences.words(sentence);
            if (words > maxWords && FULL_STOP.matcher(sentence).find()) {
                inspection.add(
                        inspection
                                .at(this, Span.within(block.id(), range.start(), range.end()))
                                .severity(Severity.SUGGESTION)
                                .category("readability")
                                .title("Over-long sentence")
                                .description(
                                        "This sentence has %d words; more than %d are hard to follow. Cut it into two or more."
                                                .formatted(words, maxWords)),
                        "clarity");
            }
        }
    }
}
