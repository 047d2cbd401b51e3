package io.aiprism.task.engine;

import io.aiprism.task.Admission;
import io.aiprism.task.Capability;
import io.aiprism.task.GroupId;
import io.aiprism.task.GroupStatus;
import io.aiprism.task.TaskGroup;
import io.aiprism.task.TaskLookup;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskRejectedException;
import io.aiprism.task.TaskRequest;
import io.aiprism.task.TaskState;
import io.aiprism.task.TaskType;
import io.aiprism.task.spi.NewGroup;
import io.aiprism.task.spi.NewTask;
import io.aiprism.task.spi.TaskExecutor;
import io.aiprism.task.spi.TaskHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Accepts tasks: finds a place for each, fills in what its options leave out, and hands it to the executor. */
final class Submissions {
    /** Stands for the input of a group's finisher, which the executor puts in when the group has ended. */
    private static final byte[] NO_INPUT = {};

    private final TaskExecutor executor;
    private final TaskManagerConfig config;
    private final boolean encoded;
    private final boolean clustered;
    private final Handlers handlers;
    private final Changes changes;
    private final Admissions admissions;
    private final SortKeys sortKeys;
    private final ContextCarriers carriers;
    private final Runner runner;
    private final TaskIds ids = new TaskIds();
    private volatile boolean stopped;

    Submissions(
            TaskExecutor executor,
            TaskManagerConfig config,
            Handlers handlers,
            Changes changes,
            Admissions admissions,
            SortKeys sortKeys,
            ContextCarriers carriers,
            Runner runner) {
        this.executor = executor;
        this.config = config;
        this.encoded = !executor.capabilities().contains(Capability.CALLABLES);
        this.clustered = executor.capabilities().contains(Capability.CLUSTERED);
        this.handlers = handlers;
        this.changes = changes;
        this.admissions = admissions;
        this.sortKeys = sortKeys;
        this.carriers = carriers;
        this.runner = runner;
    }

    void stop() {
        stopped = true;
    }

    TaskHandle submit(String type, Object input, TaskOptions options) {
        requireHandler(type);
        TaskOptions effective = handlers.effective(type, options);
        Admission admission = effective.admission().orElse(config.admission());
        if (!admissions.tryEnter(1)) {
            if (admission instanceof Admission.RunInCaller
                    && effective.startAt().isEmpty()) {
                return runInCaller(type, input, effective);
            }
            admissions.enter(1, admission);
        }
        return submitEntered(type, input, effective);
    }

    TaskGroup submitGroup(List<? extends TaskRequest<?, ?>> members, Optional<TaskType<GroupStatus, ?>> finisher) {
        if (members.isEmpty()) {
            throw new IllegalArgumentException("a group needs at least one member");
        }
        members.forEach(member -> {
            requireHandler(member.type().name());
            if (member.options().idempotencyKey().isPresent()) {
                throw new IllegalArgumentException("a member of a group cannot have an idempotency key, had '%s'"
                        .formatted(member.options().idempotencyKey().get()));
            }
        });
        finisher.ifPresent(type -> requireHandler(type.name()));
        int places = members.size() + (finisher.isPresent() ? 1 : 0);
        admissions.enter(places, config.admission());
        NewGroup group;
        List<TaskHandle> handles;
        try {
            requireOpen();
            group = newGroup(members, finisher);
            handles = executor.submitGroup(group);
        } catch (RuntimeException | Error e) {
            admissions.turnBack(places);
            throw e;
        }
        admissions.entered(places);
        group.members().forEach(this::accepted);
        group.finisher().ifPresent(this::accepted);
        return new TaskGroup(
                group.id(),
                group.members().stream().map(NewTask::id).toList(),
                group.finisher().map(task -> handles.getLast().id()));
    }

    private NewGroup newGroup(List<? extends TaskRequest<?, ?>> members, Optional<TaskType<GroupStatus, ?>> finisher) {
        Map<String, String> context = carriers.capture();
        List<NewTask> tasks = new ArrayList<>();
        members.forEach(member -> tasks.add(newMember(member, context)));
        return new NewGroup(new GroupId(ids.next()), tasks, finisher.map(type -> newFinisher(type, tasks, context)));
    }

    private TaskHandle submitEntered(String type, Object input, TaskOptions options) {
        NewTask task;
        TaskHandle handle;
        try {
            requireOpen();
            task = newTask(type, input, options, carriers.capture(), true);
            handle = executor.submit(task);
        } catch (RuntimeException | Error e) {
            admissions.turnBack(1);
            throw e;
        }
        if (!isNew(handle, task)) {
            admissions.turnBack(1);
            return sameType(handle, task);
        }
        admissions.entered(1);
        accepted(task);
        return handle;
    }

    private TaskHandle runInCaller(String type, Object input, TaskOptions options) {
        int place = acquire(timeout(options));
        NewTask task;
        TaskHandle handle;
        try {
            requireOpen();
            task = newTask(type, input, options, carriers.capture(), false);
            handle = executor.submit(task);
        } catch (RuntimeException | Error e) {
            runner.giveBack(place);
            throw e;
        }
        if (!isNew(handle, task)) {
            runner.giveBack(place);
            return sameType(handle, task);
        }
        // Counted like any other, because its start or its end will count it out.
        admissions.enterAgain();
        accepted(task);
        runner.runAt(place, handle, Runner.Host.BORROWED);
        return handle;
    }

    private int acquire(Duration atMost) {
        try {
            int place = runner.permits().acquire(atMost);
            if (place >= 0) {
                return place;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new TaskRejectedException(
                TaskRejectedException.Reason.QUEUE_FULL,
                "the queue is full, and the caller got no place to run the task itself within " + atMost);
    }

    private void accepted(NewTask task) {
        runner.deadlines().note(task.deadline());
        changes.state(task.id(), task.isDue() ? TaskState.QUEUED : TaskState.SCHEDULED, 0);
    }

    private NewTask newMember(TaskRequest<?, ?> request, Map<String, String> context) {
        String type = request.type().name();
        return newTask(type, input(request), handlers.effective(type, request.options()), context, true);
    }

    private NewTask newFinisher(TaskType<GroupStatus, ?> type, List<NewTask> members, Map<String, String> context) {
        TaskOptions options = handlers.effective(type.name(), TaskOptions.DEFAULT);
        long now = config.clock().millis();
        long lastDeadline = members.stream().mapToLong(NewTask::deadline).max().orElse(now);
        return new NewTask(
                ids.next(),
                type.name(),
                NO_INPUT,
                options,
                context,
                sortKeys.next(options.tenant()),
                now,
                NewTask.WHEN_GROUP_ENDS,
                Durations.after(lastDeadline, timeout(options)),
                true);
    }

    private NewTask newTask(
            String type, Object input, TaskOptions options, Map<String, String> context, boolean dispatched) {
        long now = config.clock().millis();
        Optional<Instant> startAt = options.startAt();
        long start = startAt.isEmpty() ? now : Math.max(now, startAt.get().toEpochMilli());
        return new NewTask(
                ids.next(),
                type,
                input,
                options,
                context,
                sortKeys.next(options.tenant()),
                now,
                start,
                Durations.after(start, timeout(options)),
                dispatched);
    }

    private Duration timeout(TaskOptions options) {
        Optional<Duration> timeout = options.timeout();
        return timeout.isEmpty() ? config.timeout() : timeout.get();
    }

    private <I, O> Object input(TaskRequest<I, O> request) {
        return encoded ? request.type().input().encode(request.input()) : request.input();
    }

    private void requireHandler(String type) {
        if (!clustered && !runner.handles(type)) {
            throw new TaskRejectedException(
                    TaskRejectedException.Reason.NO_HANDLER,
                    "no handler is registered for task type '%s'; register one before submitting".formatted(type));
        }
    }

    private static boolean isNew(TaskHandle handle, NewTask task) {
        return handle.id().equals(task.id());
    }

    private TaskHandle sameType(TaskHandle earlier, NewTask task) {
        if (executor.find(earlier.id()) instanceof TaskLookup.Found found
                && !found.status().type().equals(task.type())) {
            throw new TaskRejectedException(
                    TaskRejectedException.Reason.KEY_CONFLICT,
                    "idempotency key '%s' belongs to task %s of type '%s', not '%s'"
                            .formatted(
                                    task.options().idempotencyKey().orElse(""),
                                    earlier.id(),
                                    found.status().type(),
                                    task.type()));
        }
        return earlier;
    }

    // Asked when a place is taken already: a drain that does not see the place is seen here.
    private void requireOpen() {
        if (stopped) {
            throw new TaskRejectedException(
                    TaskRejectedException.Reason.SHUT_DOWN, "the task manager is shutting down and accepts no tasks");
        }
    }
}
