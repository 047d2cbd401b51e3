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
 * Keeps tasks in memory and runs them on threads that somebody else brings. Thread-safe; takes a lock for one
 * ordinary task in 64, when outcomes are dropped.
 */
public final class InProcessExecutor implements TaskExecutor {
    private static final Set<Capability> CAPABILITIES =
            Set.of(Capability.CALLABLES, Capability.GROUPS, Capability.EVENTS, Capability.STEPS);

    private final String name;
    private final TaskTable tasks;
    private final Dispatcher dispatcher;
    private final Transitions transitions;

    /**
     * Creates an executor.
     *
     * @param name by which it is called in messages
     * @param threads closed with this executor
     * @param config bounds concurrency and retention, and brings the clock
     */
    public InProcessExecutor(String name, TaskThreads threads, TaskManagerConfig config) {
        this.name = requireNonNull(name, "name");
        this.tasks = new TaskTable(config.retention(), config.clock());
        this.dispatcher = new Dispatcher(name, requireNonNull(threads, "threads"), config.maxConcurrency());
        this.transitions = new Transitions(tasks, dispatcher, config.clock());
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
        dispatcher.open(requireNonNull(runner, "runner"));
    }

    @Override
    public TaskHandle submit(NewTask task) {
        var fresh = new InProcessTask(task, null);
        InProcessTask earlier = tasks.add(fresh);
        if (earlier != null) {
            return earlier;
        }
        transitions.release(fresh, task);
        return fresh;
    }

    @Override
    public List<TaskHandle> submitGroup(NewGroup newGroup) {
        var group = new Group(newGroup.id(), newGroup.members().size());
        List<InProcessTask> members = newGroup.members().stream()
                .map(member -> new InProcessTask(member, group))
                .toList();
        group.members(members);
        List<TaskHandle> handles = new ArrayList<>(members);
        newGroup.finisher().ifPresent(submitted -> {
            var finisher = new InProcessTask(submitted, null);
            group.finisher = finisher;
            handles.add(finisher);
            tasks.add(finisher);
            transitions.park(finisher);
        });
        tasks.add(group);
        members.forEach(tasks::add);
        for (int i = 0; i < members.size(); i++) {
            transitions.release(members.get(i), newGroup.members().get(i));
        }
        return handles;
    }

    @Override
    public @Nullable Lease start(TaskHandle task, Instant at) {
        return transitions.start((InProcessTask) task, at.toEpochMilli());
    }

    @Override
    public boolean finish(Lease lease, TaskOutcome<?> outcome, Instant at) {
        var running = (Phase.Running) lease;
        return transitions.end((InProcessTask) running.handle(), running, outcome, at.toEpochMilli());
    }

    @Override
    public boolean retryAt(Lease lease, Instant notBefore, boolean counted, Instant at) {
        return transitions.retry((Phase.Running) lease, notBefore.toEpochMilli(), counted, at.toEpochMilli());
    }

    @Override
    public CancelResult cancel(TaskHandle task, String reason, Instant at) {
        return transitions.end((InProcessTask) task, new TaskOutcome.Cancelled<>(reason), at.toEpochMilli());
    }

    @Override
    public CancelResult expire(TaskHandle handle, Instant at) {
        var task = (InProcessTask) handle;
        var timedOut = new TaskOutcome.TimedOut<>(Instant.ofEpochMilli(task.deadline));
        return transitions.end(task, timedOut, at.toEpochMilli());
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
        return task == null || task.phase() instanceof Phase.Expired ? null : task;
    }

    @Override
    public TaskLookup find(TaskId id) {
        return tasks.lookup(id);
    }

    @Override
    public @Nullable TaskOutcome<?> outcome(TaskHandle task) {
        return ((InProcessTask) task).outcome();
    }

    @Override
    public List<TaskStatus> list(TaskQuery query) {
        return tasks.stream()
                .flatMap(task -> task.status().stream())
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
        if (task == null || task.phase() instanceof Phase.Expired) {
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
    public int queued() {
        return (int)
                tasks.stream().filter(task -> task.state() == TaskState.QUEUED).count();
    }

    @Override
    public long lastSortKey(String tenant) {
        throw new UnsupportedOperationException(
                "tasks in memory are submitted by one engine, which knows their sort keys");
    }

    @Override
    public int waiting() {
        return transitions.waiting();
    }

    @Override
    public void purge(Instant now) {
        tasks.purge(now.toEpochMilli());
        dispatcher.retry();
    }

    @Override
    public boolean forget(TaskId id, Instant now) {
        InProcessTask task = tasks.get(id);
        return task != null && tasks.forget(task, now.toEpochMilli());
    }

    @Override
    public void stop() {
        dispatcher.stop();
    }

    @Override
    public void close() {
        stop();
        transitions.close();
        tasks.close();
        dispatcher.close();
    }
}
