package io.aiprism.task.engine;

import io.aiprism.task.CancelResult;
import io.aiprism.task.Codec;
import io.aiprism.task.Task;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskLookup;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskState;
import io.aiprism.task.spi.TaskHandle;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A task as its submitter sees it.
 *
 * @param output decodes the result; {@code null} where results are live objects
 */
record EngineTask<O>(
        EngineTaskManager manager,
        TaskHandle handle,
        @Nullable Codec<O> output) implements Task<O> {
    @Override
    public TaskId id() {
        return handle.id();
    }

    @Override
    public TaskState state() {
        return handle.state();
    }

    @Override
    public TaskLookup lookup() {
        return manager.find(handle.id());
    }

    @Override
    public Optional<TaskOutcome<O>> outcome() {
        return manager.outcome(handle, output);
    }

    @Override
    public TaskOutcome<O> await() throws InterruptedException {
        return await(Durations.FOREVER).orElseThrow();
    }

    @Override
    public Optional<TaskOutcome<O>> await(Duration atMost) throws InterruptedException {
        Optional<TaskOutcome<O>> ended = outcome();
        return ended.isPresent() ? ended : manager.awaitOutcome(handle, output, atMost);
    }

    @Override
    public CompletableFuture<TaskOutcome<O>> toFuture() {
        return manager.future(handle, this::read);
    }

    @Override
    public CancelResult cancel(String reason) {
        return manager.cancel(handle, reason);
    }

    private TaskOutcome<O> read() {
        return outcome().orElseThrow(() -> EngineTaskManager.expired(id()));
    }
}
