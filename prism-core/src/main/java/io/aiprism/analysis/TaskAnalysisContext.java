package io.aiprism.analysis;

import static java.util.Objects.requireNonNull;

import io.aiprism.task.Capability;
import io.aiprism.task.Codec;
import io.aiprism.task.GroupId;
import io.aiprism.task.TaskContext;
import io.aiprism.task.UnsupportedCapabilityException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The context of an analysis that a task runs. */
record TaskAnalysisContext(TaskContext task) implements AnalysisContext {
    TaskAnalysisContext {
        requireNonNull(task, "task");
    }

    @Override
    public String tenant() {
        return task.tenant();
    }

    @Override
    public Optional<String> review() {
        return task.group().map(GroupId::toString);
    }

    @Override
    public int attempt() {
        return task.attempt();
    }

    @Override
    public Instant deadline() {
        return task.deadline();
    }

    @Override
    public boolean isCancelled() {
        return task.isCancelled();
    }

    @Override
    public void onCancel(Runnable action) {
        task.onCancel(action);
    }

    @Override
    public void progress(long done, long total, String message) {
        task.progress(done, total, message);
    }

    @Override
    public <T> T step(String name, Codec<T> codec, Callable<T> body) throws Exception {
        try {
            return task.step(name, codec, body);
        } catch (UnsupportedCapabilityException e) {
            if (e.capability() != Capability.STEPS) {
                throw e;
            }
            return body.call();
        }
    }
}
