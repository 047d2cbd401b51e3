package io.aiprism.analysis.model;

import io.aiprism.finding.Severity;
import java.util.List;
import java.util.Optional;

/** A finding as a model stated it: of the right form, but not yet found in the text. */
record Candidate(
        String quote,
        String before,
        String after,
        Severity severity,
        String category,
        String title,
        String description,
        Optional<String> replacement,
        List<String> questions,
        List<String> checkpoints,
        Optional<Double> confidence) {
    Candidate {
        questions = List.copyOf(questions);
        checkpoints = List.copyOf(checkpoints);
    }
}
