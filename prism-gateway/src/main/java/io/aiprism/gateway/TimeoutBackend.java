package io.aiprism.gateway;

import io.aiprism.gateway.call.BackendDecorator;
import io.aiprism.gateway.call.ModelCall;
import io.aiprism.model.CallContext;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.task.TaskClock;
import java.time.Duration;
import java.time.Instant;

/** Gives each call a deadline, unless it has an earlier one. */
final class TimeoutBackend extends BackendDecorator {
    private final Duration timeout;
    private final TaskClock clock;

    TimeoutBackend(ModelBackend next, Duration timeout, TaskClock clock) {
        super(next);
        this.timeout = timeout;
        this.clock = clock;
    }

    @Override
    protected ModelResponse around(ModelRequest request, ModelCall next) throws ModelException, InterruptedException {
        CallContext context = request.context();
        Instant deadline = clock.now().plus(timeout);
        boolean earlier = context.deadline().filter(deadline::isAfter).isPresent();
        return next.make(earlier ? request : request.withContext(context.withDeadline(deadline)));
    }
}
