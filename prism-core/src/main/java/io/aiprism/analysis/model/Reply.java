package io.aiprism.analysis.model;

import java.util.List;
import java.util.Optional;

/**
 * An answer as it was read.
 *
 * @param candidates findings of the stated form, in order
 * @param elements all complete findings as the model wrote them, each JSON
 * @param faults what is wrong with those that lack the stated form, a line each
 * @param unreadable why it is no answer at all; else it is complete
 * @param repetitive whether the model repeated itself without end
 */
record Reply(
        List<Candidate> candidates,
        List<String> elements,
        List<String> faults,
        Optional<String> unreadable,
        boolean repetitive) {
    Reply {
        candidates = List.copyOf(candidates);
        elements = List.copyOf(elements);
        faults = List.copyOf(faults);
    }

    static Reply unreadable(String reason) {
        return new Reply(List.of(), List.of(), List.of(), Optional.of(reason), false);
    }
}
