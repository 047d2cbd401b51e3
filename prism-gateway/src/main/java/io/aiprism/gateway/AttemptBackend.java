package io.aiprism.gateway;

import io.aiprism.gateway.call.BackendDecorator;
import io.aiprism.gateway.call.GatewayEvent;
import io.aiprism.gateway.call.GatewayListener;
import io.aiprism.gateway.call.ModelCall;
import io.aiprism.model.ModelAttempt;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelException.Kind;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.TokenUsage;
import io.aiprism.task.TaskClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Stands next to the provider, tells listeners of each attempt, and sees to it that answers and failures name theirs, since that
 * is how those further out tell a failure of the provider from a refusal before anything was sent.
 */
final class AttemptBackend extends BackendDecorator {
    private final GatewayListener listener;
    private final TaskClock clock;

    AttemptBackend(ModelBackend provider, GatewayListener listener, TaskClock clock) {
        super(provider);
        this.listener = listener;
        this.clock = clock;
    }

    @Override
    protected ModelResponse around(ModelRequest request, ModelCall next) throws ModelException, InterruptedException {
        Instant start = clock.now();
        listener.on(new GatewayEvent.AttemptStarted(target(), request.context()));
        Optional<ModelAttempt> ended = Optional.empty();
        try {
            ModelResponse answer = next.make(request);
            ModelResponse named = answer.attempts().isEmpty()
                    ? answer.withAttempts(
                            List.of(attempt(start, Optional.empty(), answer.requestId(), Optional.of(answer.usage()))))
                    : answer;
            ended = Optional.of(named.attempts().getLast());
            return named;
        } catch (ModelException e) {
            ModelAttempt attempt = e.attempts().isEmpty()
                    ? attempt(start, Optional.of(e.kind()), e.requestId(), e.usage())
                    : e.attempts().getLast();
            ended = Optional.of(attempt);
            throw e.attempts().isEmpty() && wasSent(e.kind())
                    ? e.toBuilder().attempts(List.of(attempt)).build()
                    : e;
        } finally {
            // Whoever was interrupted, or hit by an error, has got no answer.
            ModelAttempt last = ended.orElseGet(
                    () -> attempt(start, Optional.of(Kind.NO_RESPONSE), Optional.empty(), Optional.empty()));
            listener.on(new GatewayEvent.AttemptEnded(target(), request.context(), last));
        }
    }

    private ModelAttempt attempt(
            Instant start, Optional<Kind> failure, Optional<String> requestId, Optional<TokenUsage> usage) {
        return new ModelAttempt(target(), start, Duration.between(start, clock.now()), failure, requestId, usage);
    }

    /** Whether a failure of this kind that names no attempt comes from the provider all the same. */
    private static boolean wasSent(Kind kind) {
        return switch (kind) {
            case THROTTLED,
                    QUOTA_EXHAUSTED,
                    UNAVAILABLE,
                    NOT_READY,
                    MODEL_ERROR,
                    MODEL_TIMEOUT,
                    NO_RESPONSE,
                    RESPONSE_CUT_OFF,
                    INVALID_RESPONSE,
                    ACCESS_DENIED,
                    NOT_FOUND -> true;
            case CONNECTION_FAILED,
                    UNSUPPORTED_FEATURE,
                    INVALID_REQUEST,
                    REQUEST_TOO_LARGE,
                    UNAUTHENTICATED,
                    BUDGET_EXCEEDED,
                    DEADLINE_EXCEEDED,
                    CIRCUIT_OPEN,
                    PENDING -> false;
        };
    }
}
