package io.aiprism.analysis.model;

import io.aiprism.model.ModelResponse;
import io.aiprism.model.OutputRung;
import io.aiprism.model.StopReason;
import java.util.List;

/**
 * What is kept of a model's answer, so that another attempt of the task need not pay for it again.
 *
 * @param text what the model wrote
 * @param stopReason why it stopped
 * @param providerStopReason the same in the provider's words
 * @param guardrail what a guardrail has seen
 * @param model who answered
 * @param rung how it was asked for JSON, as a label; empty if that is not known
 * @param kept whether it came from a cache
 */
record Answer(
        String text,
        StopReason stopReason,
        String providerStopReason,
        List<String> guardrail,
        String model,
        String rung,
        boolean kept) {
    Answer {
        guardrail = List.copyOf(guardrail);
    }

    static Answer of(ModelResponse response) {
        return new Answer(
                response.text(),
                response.stopReason(),
                response.providerStopReason(),
                response.guardrail().map(outcome -> outcome.assessments()).orElse(List.of()),
                response.target().modelId(),
                response.outputRung().map(OutputRung::label).orElse(""),
                response.attempts().isEmpty());
    }

    boolean isWithheld() {
        return stopReason == StopReason.GUARDRAIL_INTERVENED || stopReason == StopReason.CONTENT_FILTERED;
    }

    Author author() {
        return new Author(model, rung);
    }

    /**
     * Who wrote an answer.
     *
     * @param model as {@link Answer#model()}
     * @param rung as {@link Answer#rung()}
     */
    record Author(String model, String rung) {}
}
