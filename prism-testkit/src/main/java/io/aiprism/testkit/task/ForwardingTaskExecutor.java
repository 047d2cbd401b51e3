package io.aiprism.testkit.task;

import io.aiprism.task.CancelResult;
import io.aiprism.task.Capability;
import io.aiprism.task.GroupId;
import io.aiprism.task.GroupStatus;
import io.aiprism.task.TaskClock;
import io.aiprism.task.TaskEvent;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskLookup;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskQuery;
import io.aiprism.task.TaskStatus;
import io.aiprism.task.spi.Lease;
import io.aiprism.task.spi.NewGroup;
import io.aiprism.task.spi.NewTask;
import io.aiprism.task.spi.TaskExecutor;
import io.aiprism.task.spi.TaskHandle;
import io.aiprism.task.spi.TaskRunner;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Does what another executor does, for decorators that change one thing. */
abstract class ForwardingTaskExecutor implements TaskExecutor {
    final TaskExecutor executor;

    ForwardingTaskExecutor(TaskExecutor executor) {
        this.executor = executor;
    }

    @Override
    public String name() {
        return executor.name();
    }

    @Override
    public TaskClock clock(TaskClock configured) {
        return executor.clock(configured);
    }

    @Override
    public Set<Capability> capabilities() {
        return executor.capabilities();
    }

    @Override
    public void open(TaskRunner runner) {
        executor.open(runner);
    }

    @Override
    public TaskHandle submit(NewTask task) {
        return executor.submit(task);
    }

    @Override
    public List<TaskHandle> submitGroup(NewGroup group) {
        return executor.submitGroup(group);
    }

    @Override
    public @Nullable Lease start(TaskHandle task, Instant at) {
        return executor.start(task, at);
    }

    @Override
    public boolean finish(Lease lease, TaskOutcome<?> outcome, Instant at) {
        return executor.finish(lease, outcome, at);
    }

    @Override
    public boolean retryAt(Lease lease, Instant notBefore, boolean counted, Instant at) {
        return executor.retryAt(lease, notBefore, counted, at);
    }

    @Override
    public CancelResult cancel(TaskHandle task, String reason, Instant at) {
        return executor.cancel(task, reason, at);
    }

    @Override
    public CancelResult expire(TaskHandle task, Instant at) {
        return executor.expire(task, at);
    }

    @Override
    public boolean append(Lease lease, TaskEvent.Detail detail, Instant at) {
        return executor.append(lease, detail, at);
    }

    @Override
    public byte @Nullable [] step(Lease lease, String name) {
        return executor.step(lease, name);
    }

    @Override
    public boolean recordStep(Lease lease, String name, byte[] result) {
        return executor.recordStep(lease, name, result);
    }

    @Override
    public @Nullable TaskHandle handle(TaskId id) {
        return executor.handle(id);
    }

    @Override
    public TaskLookup find(TaskId id) {
        return executor.find(id);
    }

    @Override
    public @Nullable TaskOutcome<?> outcome(TaskHandle task) {
        return executor.outcome(task);
    }

    @Override
    public List<TaskStatus> list(TaskQuery query) {
        return executor.list(query);
    }

    @Override
    public Collection<? extends TaskHandle> overdue(Instant now) {
        return executor.overdue(now);
    }

    @Override
    public @Nullable Instant nextDeadline() {
        return executor.nextDeadline();
    }

    @Override
    public List<TaskEvent> events(TaskId id, long afterSequence) {
        return executor.events(id, afterSequence);
    }

    @Override
    public Optional<GroupStatus> group(GroupId id) {
        return executor.group(id);
    }

    @Override
    public int queued() {
        return executor.queued();
    }

    @Override
    public long lastSortKey(String tenant) {
        return executor.lastSortKey(tenant);
    }

    @Override
    public int waiting() {
        return executor.waiting();
    }

    @Override
    public void purge(Instant now) {
        executor.purge(now);
    }

    @Override
    public boolean forget(TaskId id, Instant now) {
        return executor.forget(id, now);
    }

    @Override
    public void stop() {
        executor.stop();
    }

    @Override
    public void close() {
        executor.close();
    }
}
