package io.aiprism.testkit.task;

import io.aiprism.task.CancelResult;
import io.aiprism.task.Capability;
import io.aiprism.task.GroupId;
import io.aiprism.task.GroupStatus;
import io.aiprism.task.TaskEvent;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskLookup;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskQuery;
import io.aiprism.task.TaskState;
import io.aiprism.task.TaskStatus;
import io.aiprism.task.spi.Lease;
import io.aiprism.task.spi.NewGroup;
import io.aiprism.task.spi.NewTask;
import io.aiprism.task.spi.TaskExecutor;
import io.aiprism.task.spi.TaskHandle;
import io.aiprism.task.spi.TaskRunner;
import io.aiprism.testkit.task.StoredTask.StoredLease;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A durable executor for tests: it stores every input and outcome as bytes, as one with a database does, in tables that
 * survive {@link #restart}. Simple rather than fast: one lock, and a few threads of its own.
 *
 * <p>Tests of what runs on a task manager use it to see that their inputs and results can be encoded and decoded, and that
 * they go on after a restart.
 */
public final class EncodingExecutor implements TaskExecutor {
    private final TaskManagerConfig config;
    private final StoredTasks tasks;
    private final ReentrantLock lock = new ReentrantLock();
    private final Dispatch dispatch;

    /** Creates an executor that knows of no task. */
    public EncodingExecutor(TaskManagerConfig config) {
        this(config, new StoredTasks());
    }

    private EncodingExecutor(TaskManagerConfig config, StoredTasks tasks) {
        this.config = config;
        this.tasks = tasks;
        this.dispatch = new Dispatch(lock, tasks, config);
    }

    /** An executor, not opened yet, of what this one has stored up to now, as after the end of its process. */
    public EncodingExecutor restart(TaskManagerConfig config) {
        return locked(() -> new EncodingExecutor(config, StoredTasks.copyOf(tasks)));
    }

    @Override
    public String name() {
        return "encoding";
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(Capability.GROUPS, Capability.EVENTS, Capability.STEPS, Capability.DURABLE);
    }

    @Override
    public void open(TaskRunner runner) {
        dispatch.open(runner);
    }

    @Override
    public TaskHandle submit(NewTask task) {
        return locked(() -> {
            StoredTask earlier = tasks.withKeyOf(task);
            return earlier == null ? insert(task, null) : earlier;
        });
    }

    @Override
    public List<TaskHandle> submitGroup(NewGroup group) {
        return locked(() -> {
            TaskId finisher = group.finisher().map(NewTask::id).orElse(null);
            tasks.groups.put(
                    group.id(), StoredGroup.of(group.id(), group.members().size(), finisher));
            List<TaskHandle> handles = new ArrayList<>();
            group.members().forEach(member -> handles.add(insert(member, group.id())));
            group.finisher().ifPresent(task -> handles.add(insert(task, null)));
            return handles;
        });
    }

    private StoredTask insert(NewTask task, @Nullable GroupId group) {
        byte[] input = ((byte[]) task.input()).clone();
        StoredTask row = tasks.insert(task.withInput(input), group);
        dispatch.submitted(row);
        return row;
    }

    @Override
    public @Nullable Lease start(TaskHandle task, Instant at) {
        StoredTask row = (StoredTask) task;
        lock.lock();
        try {
            if (row.state() != TaskState.QUEUED) {
                return null;
            }
            dispatch.remove(row);
            row.attempt++;
            row.startedAt = at.toEpochMilli();
            row.become(TaskState.RUNNING, row.startedAt);
            return new StoredLease(row, row.task, row.attempt, row.retries);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean finish(Lease lease, TaskOutcome<?> outcome, Instant at) {
        return ifHeld(lease, row -> end(row, outcome, at.toEpochMilli()));
    }

    @Override
    public boolean retryAt(Lease lease, Instant notBefore, boolean counted, Instant at) {
        return ifHeld(lease, row -> {
            row.retries += counted ? 1 : 0;
            row.notBefore = notBefore.toEpochMilli();
            row.become(notBefore.isAfter(at) ? TaskState.RETRY_WAIT : TaskState.QUEUED, at.toEpochMilli());
            dispatch.add(row);
        });
    }

    @Override
    public CancelResult cancel(TaskHandle task, String reason, Instant at) {
        return endFromOutside((StoredTask) task, new TaskOutcome.Cancelled<>(reason), at);
    }

    @Override
    public CancelResult expire(TaskHandle task, Instant at) {
        StoredTask row = (StoredTask) task;
        Instant deadline = Instant.ofEpochMilli(row.task.deadline());
        return endFromOutside(row, new TaskOutcome.TimedOut<>(deadline), at);
    }

    private CancelResult endFromOutside(StoredTask row, TaskOutcome<?> outcome, Instant at) {
        return locked(() -> {
            if (row.state().isTerminal()) {
                return row.isExpired() ? CancelResult.EXPIRED : CancelResult.ALREADY_FINISHED;
            }
            boolean running = row.state() == TaskState.RUNNING;
            end(row, outcome, at.toEpochMilli());
            return running ? CancelResult.CANCELLED_WHILE_RUNNING : CancelResult.CANCELLED_BEFORE_START;
        });
    }

    private void end(StoredTask row, TaskOutcome<?> outcome, long at) {
        row.outcome = StoredOutcome.encode(outcome);
        row.endedAt = at;
        if (row.group != null) {
            count(row.group, outcome.state(), at);
        }
        dispatch.remove(row);
        row.become(outcome.state(), at);
        tasks.ended(row);
        tasks.countBytes(outcome, config.retention());
        tasks.purge(at, config.retention());
    }

    private void count(GroupId id, TaskState end, long at) {
        StoredGroup group = tasks.groups.get(id);
        if (group == null) {
            throw new IllegalStateException("group %s is not stored".formatted(id));
        }
        StoredGroup counted = group.count(end);
        tasks.groups.put(id, counted);
        StoredTask finisher = counted.finisher() == null ? null : tasks.rows.get(counted.finisher());
        if (counted.status().isFinished() && finisher != null && finisher.state() == TaskState.SCHEDULED) {
            finisher.task = finisher.task.withInput(NewGroup.encode(counted.status()));
            dispatch.fallDue(finisher, at);
        }
    }

    @Override
    public boolean append(Lease lease, TaskEvent.Detail detail, Instant at) {
        return ifHeld(lease, row -> {
            row.tell(detail, at.toEpochMilli());
            if (detail instanceof TaskEvent.Progressed(var progress)) {
                row.progress = progress;
            }
        });
    }

    @Override
    public byte @Nullable [] step(Lease lease, String name) {
        lock.lock();
        try {
            byte[] result = ((StoredLease) lease).handle().steps.get(name);
            return result == null ? null : result.clone();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean recordStep(Lease lease, String name, byte[] result) {
        return ifHeld(lease, row -> row.steps.put(name, result.clone()));
    }

    @Override
    public @Nullable TaskHandle handle(TaskId id) {
        lock.lock();
        try {
            StoredTask row = tasks.rows.get(id);
            return row == null || row.isExpired() ? null : row;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public TaskLookup find(TaskId id) {
        return locked(() -> {
            StoredTask row = tasks.rows.get(id);
            return row == null ? new TaskLookup.Unknown(id) : row.lookup();
        });
    }

    @Override
    public @Nullable TaskOutcome<?> outcome(TaskHandle task) {
        lock.lock();
        try {
            byte[] outcome = ((StoredTask) task).outcome;
            return outcome == null ? null : StoredOutcome.decode(outcome);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<TaskStatus> list(TaskQuery query) {
        return locked(() -> tasks.rows.values().stream()
                .filter(row -> !row.isExpired())
                .map(StoredTask::status)
                .filter(query::matches)
                .limit(query.limit())
                .toList());
    }

    @Override
    public Collection<? extends TaskHandle> overdue(Instant now) {
        long millis = now.toEpochMilli();
        return locked(() -> tasks.rows.values().stream()
                .filter(row -> !row.state().isTerminal() && row.task.deadline() <= millis)
                .toList());
    }

    @Override
    public @Nullable Instant nextDeadline() {
        Optional<Instant> next = locked(() -> tasks.rows.values().stream()
                .filter(row -> !row.state().isTerminal())
                .map(row -> Instant.ofEpochMilli(row.task.deadline()))
                .min(Instant::compareTo));
        return next.orElse(null);
    }

    @Override
    public List<TaskEvent> events(TaskId id, long afterSequence) {
        return locked(() -> {
            StoredTask row = tasks.rows.get(id);
            return row == null
                    ? List.of()
                    : row.events.stream()
                            .filter(event -> event.sequence() > afterSequence)
                            .toList();
        });
    }

    @Override
    public Optional<GroupStatus> group(GroupId id) {
        return locked(() -> Optional.ofNullable(tasks.groups.get(id)).map(StoredGroup::status));
    }

    @Override
    public int queued() {
        return locked(() -> (int) tasks.rows.values().stream()
                .filter(task -> task.state() == TaskState.QUEUED)
                .count());
    }

    @Override
    public long lastSortKey(String tenant) {
        return locked(() -> tasks.rows.values().stream()
                .filter(task -> task.state() == TaskState.RUNNING
                        || (task.state() == TaskState.QUEUED
                                && task.task.options().tenant().equals(tenant)))
                .mapToLong(task -> task.task.sortKey())
                .max()
                .orElse(0));
    }

    @Override
    public int waiting() {
        return locked(() ->
                (int) tasks.rows.values().stream().filter(StoredTask::isWaiting).count());
    }

    @Override
    public void purge(Instant now) {
        locked(() -> {
            tasks.purge(now.toEpochMilli(), config.retention());
            return true;
        });
    }

    @Override
    public boolean forget(TaskId id, Instant now) {
        return locked(() -> {
            StoredTask row = tasks.rows.get(id);
            return row != null && tasks.forget(row, now.toEpochMilli(), config.retention());
        });
    }

    @Override
    public void stop() {
        dispatch.stop();
    }

    @Override
    public void close() {
        dispatch.stop();
    }

    private interface Change {
        void apply(StoredTask row);
    }

    private boolean ifHeld(Lease lease, Change change) {
        StoredLease held = (StoredLease) lease;
        return locked(() -> {
            boolean holds = held.holds();
            if (holds) {
                change.apply(held.handle());
            }
            return holds;
        });
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
