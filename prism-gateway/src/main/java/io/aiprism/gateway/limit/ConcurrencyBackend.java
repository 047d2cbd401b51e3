package io.aiprism.gateway.limit;

import static java.util.Objects.requireNonNull;

import io.aiprism.gateway.call.BackendDecorator;
import io.aiprism.gateway.call.GatewayEvent;
import io.aiprism.gateway.call.GatewayListener;
import io.aiprism.gateway.call.ModelCall;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.task.TaskClock;
import java.time.Duration;

/** Holds the calls in flight to a {@link ConcurrencyLimit}, and tells it what became of them. Thread-safe. */
public final class ConcurrencyBackend extends BackendDecorator {
    private final ConcurrencyLimit limit;
    private final GatewayListener listener;
    private final TaskClock clock;

    /** Creates a decorator. */
    public ConcurrencyBackend(ModelBackend next, ConcurrencyLimit limit, GatewayListener listener, TaskClock clock) {
        super(next);
        this.limit = requireNonNull(limit, "limit");
        this.listener = requireNonNull(listener, "listener");
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    protected ModelResponse around(ModelRequest request, ModelCall next) throws ModelException, InterruptedException {
        long round = acquire(request);
        var result = ConcurrencyLimit.Result.OTHER;
        try {
            ModelResponse response = next.make(request);
            result = ConcurrencyLimit.Result.SUCCESS;
            return response;
        } catch (ModelException e) {
            result = result(e);
            throw e;
        } finally {
            limit.release(round, result);
        }
    }

    private long acquire(ModelRequest request) throws ModelException, InterruptedException {
        long started = clock.millis();
        try {
            return limit.acquire(target(), request.context());
        } finally {
            long waited = clock.millis() - started;
            if (waited > 0) {
                listener.on(
                        new GatewayEvent.WaitedForConcurrency(target(), request.context(), Duration.ofMillis(waited)));
            }
        }
    }

    private static ConcurrencyLimit.Result result(ModelException failure) {
        // What was refused before it was sent tells nothing of the provider.
        if (failure.attempts().isEmpty()) {
            return ConcurrencyLimit.Result.OTHER;
        }
        return switch (failure.kind()) {
            case THROTTLED, UNAVAILABLE, NOT_READY -> ConcurrencyLimit.Result.OVERLOAD;
            default -> ConcurrencyLimit.Result.OTHER;
        };
    }
}
