package io.aiprism.gateway.fallback;

import static java.util.Objects.requireNonNull;

import io.aiprism.gateway.call.BackendDecorator;
import io.aiprism.gateway.call.BreakerState;
import io.aiprism.gateway.call.GatewayEvent;
import io.aiprism.gateway.call.GatewayListener;
import io.aiprism.gateway.call.ModelCall;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import java.util.Optional;

/**
 * Asks a {@link CircuitBreaker} before each call, and tells it whether the target was available. A refusal of the request itself
 * shows that it is; throttling does too. Thread-safe.
 */
public final class CircuitBreakerBackend extends BackendDecorator {
    private final CircuitBreaker breaker;
    private final GatewayListener listener;

    /** Creates a decorator. */
    public CircuitBreakerBackend(ModelBackend next, CircuitBreaker breaker, GatewayListener listener) {
        super(next);
        this.breaker = requireNonNull(breaker, "breaker");
        this.listener = requireNonNull(listener, "listener");
    }

    @Override
    protected ModelResponse around(ModelRequest request, ModelCall next) throws ModelException, InterruptedException {
        BreakerState before = breaker.state();
        Optional<CircuitBreaker.Pass> pass = breaker.enter();
        if (pass.isEmpty()) {
            throw ModelException.builder(
                            ModelException.Kind.CIRCUIT_OPEN,
                            "%s has failed too often and is not asked for %s".formatted(target(), breaker.retryAfter()))
                    .target(target())
                    .retryAfter(breaker.retryAfter())
                    .build();
        }
        tell(before);
        var result = CircuitBreaker.Result.UNKNOWN;
        try {
            ModelResponse response = next.make(request);
            result = CircuitBreaker.Result.AVAILABLE;
            return response;
        } catch (ModelException e) {
            result = result(e);
            throw e;
        } finally {
            before = breaker.state();
            breaker.exit(pass.get(), result);
            tell(before);
        }
    }

    // Under contention a change may be told by another call than the one that made it, or twice.
    private void tell(BreakerState before) {
        BreakerState now = breaker.state();
        if (now != before) {
            listener.on(new GatewayEvent.BreakerChanged(target(), before, now));
        }
    }

    private static CircuitBreaker.Result result(ModelException failure) {
        return switch (failure.kind()) {
            case UNAVAILABLE, NOT_READY, MODEL_ERROR, MODEL_TIMEOUT, CONNECTION_FAILED, NO_RESPONSE ->
                CircuitBreaker.Result.NOT_AVAILABLE;
            case BUDGET_EXCEEDED, DEADLINE_EXCEEDED, CIRCUIT_OPEN, PENDING -> CircuitBreaker.Result.UNKNOWN;
            case THROTTLED,
                    QUOTA_EXHAUSTED,
                    RESPONSE_CUT_OFF,
                    INVALID_RESPONSE,
                    UNSUPPORTED_FEATURE,
                    INVALID_REQUEST,
                    REQUEST_TOO_LARGE,
                    UNAUTHENTICATED,
                    ACCESS_DENIED,
                    NOT_FOUND ->
                failure.attempts().isEmpty() ? CircuitBreaker.Result.UNKNOWN : CircuitBreaker.Result.AVAILABLE;
        };
    }
}
