package io.aiprism.gateway.cache;

import io.aiprism.model.ModelException;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelTarget;
import io.aiprism.task.Registration;
import io.aiprism.task.TaskClock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A caller's waiting for what another one does: by its own deadline, on its own thread. */
final class CallWait {
    private static final Registration NONE = () -> {};

    private final TaskClock clock;
    private final ModelTarget target;

    CallWait(TaskClock clock, ModelTarget target) {
        this.clock = clock;
        this.target = target;
    }

    /**
     * Waits.
     *
     * @param shared is never completed exceptionally
     * @throws ModelException when the request's deadline has come
     */
    <T extends @Nullable Object> T until(CompletableFuture<T> shared, ModelRequest request)
            throws ModelException, InterruptedException {
        checkDeadline(request);
        CompletableFuture<T> mine = shared.copy();
        Registration timer = request.context()
                .deadline()
                .map(at -> clock.schedule(at, () -> mine.completeExceptionally(new TimeoutException())))
                .orElse(NONE);
        try {
            return mine.get();
        } catch (ExecutionException e) {
            throw deadlineExceeded(request);
        } finally {
            timer.close();
        }
    }

    void checkDeadline(ModelRequest request) throws ModelException {
        Optional<Instant> deadline = request.context().deadline();
        if (deadline.isPresent() && !clock.now().isBefore(deadline.get())) {
            throw deadlineExceeded(request);
        }
    }

    private ModelException deadlineExceeded(ModelRequest request) {
        String deadline = request.context().deadline().map(Instant::toString).orElse("");
        return ModelException.builder(
                        ModelException.Kind.DEADLINE_EXCEEDED,
                        "the deadline %s came before an answer of %s".formatted(deadline, target))
                .target(target)
                .build();
    }
}
