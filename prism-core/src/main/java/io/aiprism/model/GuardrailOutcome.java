package io.aiprism.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a guardrail did.
 *
 * @param intervened whether it changed or withheld anything
 * @param assessments what it has seen, one line each, as far as the provider tells
 */
public record GuardrailOutcome(boolean intervened, List<String> assessments) {
    public GuardrailOutcome {
        assessments = List.copyOf(requireNonNull(assessments, "assessments"));
    }
}
