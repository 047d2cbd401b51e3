package io.aiprism.task.inprocess;

import static java.util.Objects.requireNonNull;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps tasks in memory and runs them on threads that somebody else brings. Thread-safe; takes no lock on the way of an
 * ordinary task.
 */
public final class InProcessExecutor implements TaskExecutor {
    private static final Set<Capability> CAPABILITIES =
            Set.of(Capability.CALLABLES, Capability.GROUPS, Capability.EVENTS, Capability.STEPS);

    private final String name;
    private final TaskThreads threads;
    private final TaskManagerConfig config;
    private final TaskTable tasks;
    private final ReadyQueue queue = new ReadyQueue();
    private final Workers workers;
    private final Waiting waiting;
    private volatile @Nullable TaskRunner runner;

    /**
     * Creates an executor.
     *
     * @param name by which it is called in messages
     * @param threads closed with this executor
     * @param config bounds concurrency and retention, and brings the clock
     */
    public InProcessExecutor(String name, TaskThreads threads, TaskManagerConfig config) {
        this.name = requireNonNull(name, "name");
        this.threads = requireNonNull(threads, "threads");
        this.config = requireNonNull(config, "config");
        this.tasks = new TaskTable(config.retention());
        this.workers = new Workers(queue, threads, config.maxConcurrency(), task -> runner().run(task));
        this.waiting = new Waiting(config.clock(), this::fallDue);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Capability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public void open(TaskRunner runner) {
        if (this.runner != null) {
            throw new IllegalStateException("executor %s is open already".formatted(name));
        }
        this.runner = requireNonNull(runner, "runner");
    }

    @Override
    public TaskHandle submit(NewTask task) {
        var fresh = new InProcessTask(task, null);
        InProcessTask earlier = tasks.add(fresh);
        if (earlier != null) {
            return earlier;
        }
        dispatch(fresh, task);
        return fresh;
    }

    @Override
    public List<TaskHandle> submitGroup(NewGroup newGroup) {
        var group = new Group(newGroup.id(), newGroup.members().size());
        List<TaskHandle> handles = new ArrayList<>();
        newGroup.finisher().ifPresent(finisher -> group.finisher = new InProcessTask(finisher, null));
        newGroup.members().forEach(member -> handles.add(new InProcessTask(member, group)));
        if (group.finisher != null) {
            handles.add(group.finisher);
            waiting.add(group.finisher, Waiting.FOR_GROUP);
        }
        tasks.add(group);
        handles.forEach(handle -> tasks.add((InProcessTask) handle));
        for (int i = 0; i < newGroup.members().size(); i++) {
            dispatch((InProcessTask) handles.get(i), newGroup.members().get(i));
        }
        return handles;
    }

    @Override
    public @Nullable Lease start(TaskHandle handle, Instant at) {
        var task = (InProcessTask) handle;
        Phase before = task.phase();
        NewTask submitted = task.task();
        if (!(before instanceof Phase.Queued queued) || submitted == null) {
            return null;
        }
        long now = at.toEpochMilli();
        var running = new Phase.Running(task, submitted, queued, now);
        return task.move(before, running, now) ? running : null;
    }

    @Override
    public boolean finish(Lease lease, TaskOutcome<?> outcome, Instant at) {
        var running = (Phase.Running) lease;
        return end((InProcessTask) running.handle(), running, outcome, at.toEpochMilli());
    }

    @Override
    public boolean retryAt(Lease lease, Instant notBefore, boolean counted, Instant at) {
        var running = (Phase.Running) lease;
        var task = (InProcessTask) running.handle();
        int retries = running.retries() + (counted ? 1 : 0);
        long now = at.toEpochMilli();
        if (!notBefore.isAfter(at)) {
            boolean moved = task.move(running, new Phase.Queued(running.attempt(), retries, running.startedAt()), now);
            if (moved) {
                enqueue(task);
            }
            return moved;
        }
        var retryWait = new Phase.Waiting(TaskState.RETRY_WAIT, running.attempt(), retries, running.startedAt());
        boolean moved = task.move(running, retryWait, now);
        if (moved) {
            waiting.add(task, notBefore.toEpochMilli());
        }
        return moved;
    }

    @Override
    public CancelResult cancel(TaskHandle task, String reason, Instant at) {
        return end((InProcessTask) task, new TaskOutcome.Cancelled<>(reason), at);
    }

    @Override
    public CancelResult expire(TaskHandle handle, Instant at) {
        var task = (InProcessTask) handle;
        return end(task, new TaskOutcome.TimedOut<>(Instant.ofEpochMilli(task.deadline)), at);
    }

    @Override
    public boolean append(Lease lease, TaskEvent.Detail detail, Instant at) {
        var running = (Phase.Running) lease;
        var task = (InProcessTask) running.handle();
        return task.phase() == running
                && task.journal(running).appendIf(() -> task.phase() == running, detail, at.toEpochMilli());
    }

    @Override
    public byte @Nullable [] step(Lease lease, String name) {
        Journal journal = ((InProcessTask) lease.handle()).journal();
        return journal == null ? null : journal.step(name);
    }

    @Override
    public boolean recordStep(Lease lease, String name, byte[] result) {
        var running = (Phase.Running) lease;
        var task = (InProcessTask) running.handle();
        return task.phase() == running
                && task.journal(running).recordStepIf(() -> task.phase() == running, name, result);
    }

    @Override
    public @Nullable TaskHandle handle(TaskId id) {
        InProcessTask task = tasks.get(id);
        return task == null || task.phase() instanceof Phase.Tombstone ? null : task;
    }

    @Override
    public TaskLookup find(TaskId id) {
        InProcessTask task = tasks.get(id);
        if (task == null) {
            return new TaskLookup.Unknown(id);
        }
        Phase now = task.phase();
        return now instanceof Phase.Ended ended && isExpired(task)
                ? new TaskLookup.Expired(id, ended.state(), Instant.ofEpochMilli(ended.endedAt()))
                : task.lookup();
    }

    @Override
    public @Nullable TaskOutcome<?> outcome(TaskHandle handle) {
        var task = (InProcessTask) handle;
        TaskOutcome<?> outcome = task.outcome();
        return outcome == null || isExpired(task) ? null : outcome;
    }

    @Override
    public List<TaskStatus> list(TaskQuery query) {
        return tasks.stream()
                .filter(task -> !(task.phase() instanceof Phase.Tombstone))
                .map(task -> task.status(task.phase()))
                .filter(query::matches)
                .limit(query.limit())
                .toList();
    }

    @Override
    public Collection<? extends TaskHandle> overdue(Instant now) {
        long millis = now.toEpochMilli();
        return tasks.stream()
                .filter(task -> task.deadline <= millis && !task.state().isTerminal())
                .toList();
    }

    @Override
    public @Nullable Instant nextDeadline() {
        OptionalLong earliest = tasks.stream()
                .filter(task -> !task.state().isTerminal())
                .mapToLong(task -> task.deadline)
                .min();
        return earliest.isEmpty() ? null : Instant.ofEpochMilli(earliest.getAsLong());
    }

    @Override
    public List<TaskEvent> events(TaskId id, long afterSequence) {
        InProcessTask task = tasks.get(id);
        if (task == null || task.phase() instanceof Phase.Tombstone) {
            return List.of();
        }
        List<TaskEvent> all = Events.of(task);
        return all.subList((int) Math.min(Math.max(0, afterSequence), all.size()), all.size());
    }

    @Override
    public Optional<GroupStatus> group(GroupId id) {
        return tasks.group(id).map(Group::status);
    }

    @Override
    public int waiting() {
        return waiting.size();
    }

    @Override
    public void purge(Instant now) {
        tasks.purge(now.toEpochMilli());
        if (!queue.isEmpty()) {
            workers.signal();
        }
    }

    @Override
    public boolean forget(TaskId id, Instant now) {
        InProcessTask task = tasks.get(id);
        return task != null && tasks.forget(task, now.toEpochMilli());
    }

    @Override
    public void stop() {
        workers.stop();
    }

    @Override
    public void close() {
        stop();
        waiting.close();
        threads.close();
    }

    private void dispatch(InProcessTask task, NewTask submitted) {
        if (!submitted.isDue()) {
            waiting.add(task, submitted.startAt());
        } else if (submitted.dispatched()) {
            enqueue(task);
        }
    }

    private void enqueue(InProcessTask task) {
        queue.offer(task);
        workers.signal();
    }

    private void fallDue(InProcessTask task) {
        Phase before = task.phase();
        if (before instanceof Phase.Waiting due
                && task.move(
                        due,
                        new Phase.Queued(due.attempt(), due.retries(), due.startedAt()),
                        config.clock().millis())) {
            runner().changed(task);
            enqueue(task);
        }
    }

    private CancelResult end(InProcessTask task, TaskOutcome<?> outcome, Instant at) {
        while (true) {
            Phase before = task.phase();
            if (before.state().isTerminal()) {
                return before instanceof Phase.Tombstone ? CancelResult.EXPIRED : CancelResult.ALREADY_FINISHED;
            }
            if (end(task, before, outcome, at.toEpochMilli())) {
                return before instanceof Phase.Running
                        ? CancelResult.CANCELLED_WHILE_RUNNING
                        : CancelResult.CANCELLED_BEFORE_START;
            }
        }
    }

    private boolean end(InProcessTask task, Phase before, TaskOutcome<?> outcome, long now) {
        before.state().requireCanBecome(outcome.state());
        if (!task.end(before, new Phase.Ended(outcome, before.attempt(), before.startedAt(), now))) {
            return false;
        }
        if (before instanceof Phase.Waiting) {
            waiting.remove(task);
        } else if (before instanceof Phase.Queued) {
            tasks.endedInQueue(queue);
        }
        Group group = task.group;
        if (group != null) {
            count(group, outcome.state(), now);
        }
        tasks.ended(task, now);
        return true;
    }

    private void count(Group group, TaskState end, long now) {
        GroupStatus status = group.count(end);
        if (!status.isFinished()) {
            return;
        }
        tasks.ended(group, now);
        InProcessTask finisher = group.finisher;
        NewTask submitted = finisher == null ? null : finisher.task();
        if (finisher != null && submitted != null) {
            waiting.remove(finisher);
            finisher.input(submitted.withInput(status));
            fallDue(finisher);
        }
    }

    private boolean isExpired(InProcessTask task) {
        return tasks.expiry(task) <= config.clock().millis();
    }

    private TaskRunner runner() {
        return requireNonNull(runner, "the executor has not been opened");
    }
}
