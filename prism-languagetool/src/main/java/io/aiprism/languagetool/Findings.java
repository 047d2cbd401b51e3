package io.aiprism.languagetool;

import io.aiprism.checklist.Checklist;
import io.aiprism.checklist.Checkpoint;
import io.aiprism.document.Section;
import io.aiprism.document.Span;
import io.aiprism.finding.Finding;
import io.aiprism.finding.FindingBuilder;
import io.aiprism.finding.Provenance;
import io.aiprism.languagetool.Segments.Segment;
import java.util.List;
import java.util.stream.Collectors;
import org.languagetool.rules.RuleMatch;

/** Makes findings of LanguageTool's matches. */
record Findings(Section section, Checklist checklist, String analyzer, String version) {
    private static final int ALTERNATIVES = 4;

    Finding of(RuleMatch match, Segment segment) {
        int start = segment.start() + match.getFromPos();
        int end = segment.start() + match.getToPos();
        List<String> replacements = match.getSuggestedReplacements();
        FindingBuilder finding = Finding.in(
                        section,
                        Span.within(segment.block().id(), start, end),
                        Provenance.of(analyzer, version, match.getRule().getId()))
                .severity(Kinds.severity(match.getRule()))
                .category(Kinds.category(match.getRule()))
                .title(title(match))
                .description(description(match, replacements))
                .checkpoints(checklist.checkpoint("clarity").map(Checkpoint::id).stream()
                        .toList());
        replacements.stream().findFirst().ifPresent(finding::replacement);
        return finding.build();
    }

    private static String title(RuleMatch match) {
        String title = match.getShortMessage();
        if (title == null || title.isBlank()) {
            title = match.getRule().getDescription();
        }
        return plain(
                title == null || title.isBlank() ? match.getRule().getCategory().getName() : title);
    }

    private static String description(RuleMatch match, List<String> replacements) {
        String message = plain(match.getMessage());
        String others = replacements.stream()
                .skip(1)
                .limit(ALTERNATIVES)
                .map("“%s”"::formatted)
                .collect(Collectors.joining(", "));
        return others.isEmpty() ? message : "%s Also possible: %s.".formatted(message, others);
    }

    private static String plain(String message) {
        return message.replace("<suggestion>", "“")
                .replace("</suggestion>", "”")
                .strip();
    }
}
