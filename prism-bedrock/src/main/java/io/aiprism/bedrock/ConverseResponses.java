package io.aiprism.bedrock;

import io.aiprism.model.ContentBlock;
import io.aiprism.model.GuardrailOutcome;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelProfile;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.ModelTarget;
import io.aiprism.model.StopReason;
import io.aiprism.model.TokenUsage;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.bedrockruntime.model.CacheDetail;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseTrace;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailTraceAssessment;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ServiceTier;

/**
 * Answers as the SDK has them, made the port's; an answer that is none is an error.
 *
 * @param target who answered
 * @param profile what is known of it
 */
record ConverseResponses(ModelTarget target, ModelProfile profile) {
    /**
     * The same answer, without attempts.
     *
     * @param requestId Bedrock's; {@code null} if it gave none
     * @throws ModelException of kind {@code INVALID_RESPONSE} if it lacks a message, a stop reason or a usage
     */
    ModelResponse of(ConverseResponse response, Optional<String> requestId) throws ModelException {
        String reason = response.stopReasonAsString();
        software.amazon.awssdk.services.bedrockruntime.model.TokenUsage usage = response.usage();
        if (reason == null
                || usage == null
                || response.output() == null
                || response.output().message() == null) {
            throw ModelException.builder(
                            ModelException.Kind.INVALID_RESPONSE,
                            "%s sent an answer without %s".formatted(target, missing(response)))
                    .target(target)
                    .requestId(requestId.orElse(null))
                    .build();
        }
        List<ContentBlock> content = new ArrayList<>();
        response.output().message().content().forEach(block -> content(block).ifPresent(content::add));
        return new ModelResponse(
                target,
                content,
                stopReason(reason),
                reason,
                usage(usage),
                Optional.ofNullable(response.serviceTier()).map(ServiceTier::typeAsString),
                guardrail(response.trace(), reason),
                requestId,
                List.of());
    }

    private static String missing(ConverseResponse response) {
        List<String> missing = new ArrayList<>();
        if (response.output() == null || response.output().message() == null) {
            missing.add("message");
        }
        if (response.stopReasonAsString() == null) {
            missing.add("stop reason");
        }
        if (response.usage() == null) {
            missing.add("usage");
        }
        return String.join(", ", missing);
    }

    static StopReason stopReason(String reason) {
        return switch (reason) {
            case "end_turn" -> StopReason.END_TURN;
            case "tool_use" -> StopReason.TOOL_USE;
            case "stop_sequence" -> StopReason.STOP_SEQUENCE;
            case "max_tokens" -> StopReason.MAX_TOKENS;
            case "model_context_window_exceeded" -> StopReason.CONTEXT_WINDOW_EXCEEDED;
            case "guardrail_intervened" -> StopReason.GUARDRAIL_INTERVENED;
            case "content_filtered" -> StopReason.CONTENT_FILTERED;
            case "malformed_model_output", "malformed_tool_use" -> StopReason.MALFORMED_OUTPUT;
            default -> StopReason.UNKNOWN;
        };
    }

    /** Each token in one class, whichever way the model counts. */
    TokenUsage usage(software.amazon.awssdk.services.bedrockruntime.model.TokenUsage usage) {
        long read = orZero(usage.cacheReadInputTokens());
        long written = orZero(usage.cacheWriteInputTokens());
        long hour = 0;
        for (CacheDetail detail : usage.cacheDetails()) {
            String ttl = detail.ttlAsString();
            if (ttl != null && ttl.toLowerCase(Locale.ROOT).contains("h")) {
                hour += orZero(detail.inputTokens());
            }
        }
        hour = Math.min(hour, written);
        long input = orZero(usage.inputTokens());
        if (profile.cachedCountedAsInput()) {
            input = Math.max(0, input - read - written);
        }
        return new TokenUsage(input, read, written - hour, hour, orZero(usage.outputTokens()));
    }

    static Optional<GuardrailOutcome> guardrail(@Nullable ConverseTrace trace, String stopReason) {
        boolean intervened = stopReason.equals("guardrail_intervened");
        GuardrailTraceAssessment seen = trace == null ? null : trace.guardrail();
        if (seen == null) {
            return intervened ? Optional.of(new GuardrailOutcome(true, List.of())) : Optional.empty();
        }
        List<String> assessments = new ArrayList<>();
        if (seen.actionReason() != null) {
            assessments.add(seen.actionReason());
        }
        seen.inputAssessment().forEach((id, assessment) -> assessments.add("input, %s: %s".formatted(id, assessment)));
        seen.outputAssessments()
                .forEach((id, list) ->
                        list.forEach(assessment -> assessments.add("output, %s: %s".formatted(id, assessment))));
        return Optional.of(new GuardrailOutcome(intervened, assessments));
    }

    private static Optional<ContentBlock> content(
            software.amazon.awssdk.services.bedrockruntime.model.ContentBlock block) {
        return switch (block.type()) {
            case TEXT -> block.text().isEmpty() ? Optional.empty() : Optional.of(new ContentBlock.Text(block.text()));
            case TOOL_USE ->
                Optional.of(new ContentBlock.ToolUse(
                        String.valueOf(block.toolUse().toolUseId()),
                        String.valueOf(block.toolUse().name()),
                        block.toolUse().input() == null
                                ? "{}"
                                : Json.text(block.toolUse().input())));
            case REASONING_CONTENT -> Optional.of(reasoning(block.reasoningContent()));
            default -> Optional.of(new ContentBlock.Unknown(block.type().name()));
        };
    }

    private static ContentBlock reasoning(ReasoningContentBlock block) {
        if (block.reasoningText() != null) {
            return new ContentBlock.Reasoning(
                    String.valueOf(block.reasoningText().text()),
                    Optional.ofNullable(block.reasoningText().signature()));
        }
        if (block.redactedContent() != null) {
            return new ContentBlock.RedactedReasoning(
                    Base64.getEncoder().encodeToString(block.redactedContent().asByteArray()));
        }
        return new ContentBlock.Unknown("reasoningContent");
    }

    private static long orZero(@Nullable Integer number) {
        return number == null ? 0 : number;
    }
}
