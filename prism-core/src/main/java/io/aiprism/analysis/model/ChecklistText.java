package io.aiprism.analysis.model;

import io.aiprism.checklist.Checklist;
import io.aiprism.checklist.Checkpoint;
import io.aiprism.checklist.RequiredSection;
import io.aiprism.finding.Severity;

/** A checklist as a model reads it: the same checklist always gives the same text. */
final class ChecklistText {
    private ChecklistText() {}

    static String of(Checklist checklist) {
        var text = new StringBuilder("Checklist: ").append(line(checklist.title()));
        if (checklist.checkpoints().isEmpty()) {
            text.append("\n\nIt has no checkpoints: report what a careful reader would.");
        } else {
            text.append("\n\nCheckpoints, each with its id:");
        }
        for (Checkpoint checkpoint : checklist.checkpoints()) {
            text.append("\n- ").append(checkpoint.id()).append(": ").append(line(checkpoint.title()));
            text.append(checkpoint
                    .severity()
                    .map(Severity::label)
                    .map(" (usually %s)"::formatted)
                    .orElse(""));
            text.append(". ").append(line(checkpoint.guidance()));
        }
        if (checklist.requiredSections().stream()
                .anyMatch(section -> section.guidance().isPresent())) {
            text.append("\n\nWhat belongs into certain sections, if the one you are shown is one of them:");
        }
        for (RequiredSection section : checklist.requiredSections()) {
            section.guidance()
                    .ifPresent(guidance -> text.append("\n- ")
                            .append(line(section.title()))
                            .append(
                                    section.aliases().isEmpty()
                                            ? ""
                                            : " (also " + String.join(", ", section.aliases()) + ")")
                            .append(": ")
                            .append(line(guidance)));
        }
        return text.toString();
    }

    private static String line(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
