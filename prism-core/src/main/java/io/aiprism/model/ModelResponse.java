package io.aiprism.model;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A model's answer.
 *
 * @param target who answered
 * @param content in order; empty only if the model said nothing
 * @param stopReason why it stopped
 * @param providerStopReason the same in the provider's words
 * @param usage what is billed for it
 * @param serviceTier the tier that it was served at, if the provider said so
 * @param guardrail what a guardrail did, if there was one
 * @param requestId the provider's, if it gave one
 * @param attempts every request that was sent for this answer, failed ones included, in order; the last one is the answer's. Empty
 *     if it comes from a cache
 * @param outputRung how the model was asked for JSON, where it was
 */
public record ModelResponse(
        ModelTarget target,
        List<ContentBlock> content,
        StopReason stopReason,
        String providerStopReason,
        TokenUsage usage,
        Optional<String> serviceTier,
        Optional<GuardrailOutcome> guardrail,
        Optional<String> requestId,
        List<ModelAttempt> attempts,
        Optional<OutputRung> outputRung) {
    public ModelResponse {
        requireNonNull(target, "target");
        content = List.copyOf(content);
        requireNonNull(stopReason, "stopReason");
        requireNonNull(providerStopReason, "providerStopReason");
        requireNonNull(usage, "usage");
        requireNonNull(serviceTier, "serviceTier");
        requireNonNull(guardrail, "guardrail");
        requireNonNull(requestId, "requestId");
        attempts = List.copyOf(attempts);
        requireNonNull(outputRung, "outputRung");
    }

    /** An answer of a model that was not asked for JSON, or of which it is not known how. */
    public ModelResponse(
            ModelTarget target,
            List<ContentBlock> content,
            StopReason stopReason,
            String providerStopReason,
            TokenUsage usage,
            Optional<String> serviceTier,
            Optional<GuardrailOutcome> guardrail,
            Optional<String> requestId,
            List<ModelAttempt> attempts) {
        this(
                target,
                content,
                stopReason,
                providerStopReason,
                usage,
                serviceTier,
                guardrail,
                requestId,
                attempts,
                Optional.empty());
    }

    /** All its text blocks, one after the other; empty if there are none. */
    public String text() {
        return content.stream()
                .filter(ContentBlock.Text.class::isInstance)
                .map(block -> ((ContentBlock.Text) block).text())
                .collect(Collectors.joining());
    }

    /** The uses of tools that it asks for. */
    public List<ContentBlock.ToolUse> toolUses() {
        return content.stream()
                .filter(ContentBlock.ToolUse.class::isInstance)
                .map(ContentBlock.ToolUse.class::cast)
                .toList();
    }

    /** The same answer with other content. */
    public ModelResponse withContent(List<ContentBlock> content) {
        return with(content, attempts, outputRung);
    }

    /** The same answer, after other requests had been sent for it. */
    public ModelResponse after(List<ModelAttempt> earlier) {
        if (earlier.isEmpty()) {
            return this;
        }
        List<ModelAttempt> all = new ArrayList<>(earlier);
        all.addAll(attempts);
        return withAttempts(all);
    }

    /** The same answer with other attempts. */
    public ModelResponse withAttempts(List<ModelAttempt> attempts) {
        return with(content, attempts, outputRung);
    }

    /** The same answer to a request for JSON that was made like this. */
    public ModelResponse withOutputRung(OutputRung rung) {
        return with(content, attempts, Optional.of(rung));
    }

    private ModelResponse with(
            List<ContentBlock> content, List<ModelAttempt> attempts, Optional<OutputRung> outputRung) {
        return new ModelResponse(
                target,
                content,
                stopReason,
                providerStopReason,
                usage,
                serviceTier,
                guardrail,
                requestId,
                attempts,
                outputRung);
    }
}
