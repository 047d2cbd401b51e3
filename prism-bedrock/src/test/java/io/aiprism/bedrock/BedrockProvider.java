package io.aiprism.bedrock;

import io.aiprism.bedrock.testkit.Answer;
import io.aiprism.bedrock.testkit.BedrockError;
import io.aiprism.bedrock.testkit.Cut;
import io.aiprism.bedrock.testkit.FakeBedrock;
import io.aiprism.bedrock.testkit.Operation;
import io.aiprism.model.ContentBlock;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException.Kind;
import io.aiprism.model.StopReason;
import io.aiprism.model.TokenUsage;
import io.aiprism.testkit.model.ModelProvider;
import io.aiprism.testkit.model.ProviderAnswer;
import io.aiprism.testkit.model.ProviderCapability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A fake Bedrock, and a backend that asks it. */
final class BedrockProvider implements ModelProvider {
    private static final Map<Kind, Answer> FAILURES = Map.ofEntries(
            Map.entry(Kind.THROTTLED, Answer.error(BedrockError.TOO_MANY_TOKENS)),
            Map.entry(Kind.QUOTA_EXHAUSTED, Answer.error(BedrockError.TOO_MANY_TOKENS_PER_DAY)),
            Map.entry(Kind.NOT_READY, Answer.error(BedrockError.MODEL_NOT_READY)),
            Map.entry(Kind.UNAVAILABLE, Answer.error(BedrockError.SERVICE_UNAVAILABLE)),
            Map.entry(Kind.MODEL_ERROR, Answer.error(BedrockError.MODEL_ERROR)),
            Map.entry(Kind.MODEL_TIMEOUT, Answer.error(BedrockError.MODEL_TIMEOUT)),
            Map.entry(Kind.NO_RESPONSE, Answer.text("Hello").cut(Cut.BEFORE_HEADERS)),
            Map.entry(Kind.INVALID_REQUEST, Answer.error(BedrockError.VALIDATION)),
            Map.entry(Kind.REQUEST_TOO_LARGE, Answer.error(BedrockError.REQUEST_TOO_LARGE)),
            Map.entry(Kind.UNAUTHENTICATED, Answer.error(BedrockError.EXPIRED_TOKEN)),
            Map.entry(Kind.ACCESS_DENIED, Answer.error(BedrockError.ACCESS_DENIED)),
            Map.entry(Kind.NOT_FOUND, Answer.error(BedrockError.RESOURCE_NOT_FOUND)));

    private static final Map<StopReason, String> STOP_REASONS = Map.ofEntries(
            Map.entry(StopReason.END_TURN, "end_turn"),
            Map.entry(StopReason.TOOL_USE, "tool_use"),
            Map.entry(StopReason.STOP_SEQUENCE, "stop_sequence"),
            Map.entry(StopReason.MAX_TOKENS, "max_tokens"),
            Map.entry(StopReason.CONTEXT_WINDOW_EXCEEDED, "model_context_window_exceeded"),
            Map.entry(StopReason.GUARDRAIL_INTERVENED, "guardrail_intervened"),
            Map.entry(StopReason.CONTENT_FILTERED, "content_filtered"),
            Map.entry(StopReason.MALFORMED_OUTPUT, "malformed_model_output"),
            Map.entry(StopReason.UNKNOWN, "had_enough"));

    private final FakeBedrock bedrock = FakeBedrock.start();
    private final Set<ProviderCapability> capabilities;
    private final BedrockBackend backend;

    BedrockProvider(Set<ProviderCapability> capabilities, UnaryOperator<BedrockBackend.Builder> settings) {
        this.capabilities = capabilities;
        this.backend = settings.apply(Fixture.builder(bedrock)).build();
    }

    @Override
    public ModelBackend backend() {
        return backend;
    }

    @Override
    public void then(ProviderAnswer answer) {
        bedrock.then(
                switch (answer) {
                    case ProviderAnswer.Message(var content, var stopReason, var usage) ->
                        message(content, stopReason, usage);
                    case ProviderAnswer.Failure(var kind, var retryAfter) -> failure(kind, retryAfter);
                    case ProviderAnswer.Nothing nothing -> Answer.emptyBody();
                    case ProviderAnswer.Never never -> Answer.never();
                    case ProviderAnswer.BreaksOff(var text) ->
                        Answer.text(text).endAfter(2);
                    case ProviderAnswer.FailsLate(var text, var kind) ->
                        Answer.text(text).failAfter(2, error(kind));
                    case ProviderAnswer.Stalls(var text) -> Answer.text(text).stallAfter(2);
                });
    }

    @Override
    public void thenEcho() {
        bedrock.otherwise(call -> {
            List<String> texts = new ArrayList<>(call.system());
            texts.addAll(call.messageTexts());
            return Answer.text(String.join("\n", texts));
        });
    }

    @Override
    public Set<ProviderCapability> capabilities() {
        return capabilities;
    }

    @Override
    public Set<Kind> failures() {
        return FAILURES.keySet();
    }

    @Override
    public Set<StopReason> stopReasons() {
        return STOP_REASONS.keySet();
    }

    @Override
    public int calls() {
        return (int) bedrock.calls().stream()
                .filter(call -> call.operation() != Operation.COUNT_TOKENS)
                .count();
    }

    @Override
    public void awaitInFlight(int count) throws InterruptedException {
        bedrock.awaitInFlight(count);
    }

    @Override
    public void close() {
        backend.close();
        bedrock.close();
    }

    private static Answer message(List<ContentBlock> content, StopReason stopReason, TokenUsage usage) {
        Answer answer = Answer.nothing();
        for (ContentBlock block : content) {
            answer = switch (block) {
                case ContentBlock.Text(var text) -> answer.andText(text);
                case ContentBlock.ToolUse(var id, var name, var input) -> answer.andToolUse(id, name, input);
                default -> throw new AssertionError("the contract says no such block: " + block);
            };
        }
        return answer.stopReason(STOP_REASONS.get(stopReason)).usage(usage);
    }

    private static Answer failure(Kind kind, Optional<Duration> retryAfter) {
        Answer failure = FAILURES.get(kind);
        if (failure == null) {
            throw new AssertionError("Bedrock has no failure of kind " + kind);
        }
        return retryAfter.isEmpty()
                ? failure
                : failure.header(
                        "Retry-After", String.valueOf(retryAfter.get().toSeconds()));
    }

    private static BedrockError error(Kind kind) {
        return switch (kind) {
            case UNAVAILABLE -> BedrockError.SERVICE_UNAVAILABLE;
            case THROTTLED -> BedrockError.TOO_MANY_TOKENS;
            default -> throw new AssertionError("no stream of Bedrock's is made to fail with " + kind);
        };
    }
}
