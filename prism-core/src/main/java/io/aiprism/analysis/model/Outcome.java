package io.aiprism.analysis.model;

import io.aiprism.model.ModelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came of asking about a piece.
 *
 * @param found findings of the right form
 * @param gaps what is missing and why
 * @param answered whether there was any answer that could be read
 * @param failure what no further attempt can mend, if that is why something is missing
 */
record Outcome(List<Found> found, List<String> gaps, boolean answered, Optional<ModelException> failure) {
    /**
     * A finding and who stated it about what.
     *
     * @param conversation tells answers of different conversations apart
     * @param author who answered
     */
    record Found(Candidate candidate, Piece piece, String conversation, Answer.Author author) {}

    Outcome {
        found = List.copyOf(found);
        gaps = List.copyOf(gaps);
    }

    static Outcome nothing() {
        return new Outcome(List.of(), List.of(), false, Optional.empty());
    }

    Outcome and(Outcome other) {
        List<Found> allFound = new ArrayList<>(found);
        allFound.addAll(other.found);
        List<String> allGaps = new ArrayList<>(gaps);
        allGaps.addAll(other.gaps);
        return new Outcome(
                allFound, allGaps, answered || other.answered, failure.isPresent() ? failure : other.failure);
    }
}
