package io.aiprism.analysis.structure;

import io.aiprism.document.Block;
import io.aiprism.document.Span;
import java.util.List;
import java.util.regex.MatchResult;

/** Placeholders and drafting notes that were left in the text, in any part of the document. */
record PlaceholderRule() implements Rule {
    @Override
    public String name() {
        return "placeholder";
    }

    @Override
    public void check(Inspection inspection) throws InterruptedException {
        for (Block block : inspection.readable().toList()) {
            Inspection.stopIfInterrupted();
            int end = 0;
            for (Placeholder kind : Placeholder.values()) {
                for (MatchResult match :
                        kind.pattern().matcher(block.text()).results().toList()) {
                    if (match.start() >= end && kind.isMeant(block.text(), match)) {
                        report(inspection, block, kind, match);
                    }
                }
            }
        }
    }

    private void report(Inspection inspection, Block block, Placeholder kind, MatchResult match) {
        int end = endOfNote(block.text(), match);
        inspection.add(
                inspection
                        .at(this, Span.within(block.id(), match.start(), end))
                        .severity(kind.severity())
                        .category("completeness")
                        .title("Placeholder left in the text")
                        .description(
                                "“%s” looks like something that was to be filled in or removed before the document goes out."
                                        .formatted(match.group())),
                "complete");
    }

    /** A mark with a colon announces a note: the note belongs to it. */
    private static int endOfNote(String text, MatchResult match) {
        if (!text.startsWith(":", match.end())) {
            return match.end();
        }
        List<Sentences.Range> rest = Sentences.in(text.substring(match.start()));
        return rest.isEmpty() ? match.end() : match.start() + rest.getFirst().end();
    }
}
