package io.aiprism.bedrock;

import io.aiprism.bedrock.testkit.Answer;
import io.aiprism.bedrock.testkit.BedrockError;
import io.aiprism.bedrock.testkit.Cut;
import io.aiprism.bedrock.testkit.FakeBedrock;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException.Kind;
import io.aiprism.model.StopReason;
import io.aiprism.testkit.model.ModelProvider;
import io.aiprism.testkit.model.ProviderAnswer;
import java.util.Locale;
import java.util.Map;
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

    private final FakeBedrock bedrock = FakeBedrock.start();
    private final BedrockBackend backend;

    BedrockProvider(UnaryOperator<BedrockBackend.Builder> settings) {
        this.backend = settings.apply(Fixture.builder(bedrock)).build();
    }

    @Override
    public ModelBackend backend() {
        return backend;
    }

    @Override
    public void then(ProviderAnswer answer) {
        switch (answer) {
            case ProviderAnswer.Texts(var texts, StopReason stopReason) -> {
                Answer all = Answer.nothing();
                for (String text : texts) {
                    all = all.andText(text);
                }
                bedrock.then(all.stopReason(stopReason.name().toLowerCase(Locale.ROOT)));
            }
            case ProviderAnswer.Failure(Kind kind) -> {
                Answer failure = FAILURES.get(kind);
                if (failure == null) {
                    throw new AssertionError("Bedrock has no failure of kind " + kind);
                }
                bedrock.then(failure);
            }
            case ProviderAnswer.Nothing nothing -> bedrock.then(Answer.emptyBody());
            case ProviderAnswer.Never never -> bedrock.then(Answer.never());
        }
    }

    @Override
    public void thenEcho() {
        bedrock.otherwise(call -> Answer.text(call.lastUserText()));
    }

    @Override
    public Set<Kind> failures() {
        return FAILURES.keySet();
    }

    @Override
    public int calls() {
        return bedrock.calls().size();
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
}
