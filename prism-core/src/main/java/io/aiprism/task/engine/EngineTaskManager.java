package io.aiprism.task.engine;

import static java.util.Objects.requireNonNull;

import io.aiprism.task.CancelResult;
import io.aiprism.task.Capability;
import io.aiprism.task.Codec;
import io.aiprism.task.DrainReport;
import io.aiprism.task.GroupId;
import io.aiprism.task.GroupStatus;
import io.aiprism.task.Registration;
import io.aiprism.task.Task;
import io.aiprism.task.TaskEvent;
import io.aiprism.task.TaskGroup;
import io.aiprism.task.TaskHandler;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskListener;
import io.aiprism.task.TaskLookup;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskQuery;
import io.aiprism.task.TaskRequest;
import io.aiprism.task.TaskResult;
import io.aiprism.task.TaskStats;
import io.aiprism.task.TaskStatus;
import io.aiprism.task.TaskType;
import io.aiprism.task.spi.TaskExecutor;
import io.aiprism.task.spi.TaskHandle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The task manager on any executor: puts the parts of the engine together, and answers questions. */
final class EngineTaskManager implements TaskManager {
    private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(10);

    private final TaskExecutor executor;
    private final TaskManagerConfig config;
    private final boolean encoded;
    private final Handlers handlers;
    private final Changes changes;
    private final Admissions admissions;
    private final WaitQueue idle;
    private final Runner runner;
    private final Submissions submissions;
    private final Drain drain;
    private final Housekeeping housekeeping;

    EngineTaskManager(TaskExecutor executor, TaskManagerConfig given) {
        this.executor = executor;
        this.config = given.withClock(executor.clock(given.clock()));
        this.encoded = !executor.capabilities().contains(Capability.CALLABLES);
        this.handlers = new Handlers(config);
        this.changes = new Changes(executor);
        this.idle = new WaitQueue(config.clock());
        this.admissions = new Admissions(config.queueCapacity(), executor, config.clock(), idle);
        boolean shared = executor.capabilities().contains(Capability.DURABLE)
                || executor.capabilities().contains(Capability.CLUSTERED);
        var sortKeys = new SortKeys(shared ? executor::lastSortKey : null, config.clock());
        var carriers = new ContextCarriers(config.contextCarriers());
        this.runner = new Runner(executor, config, handlers, changes, admissions, sortKeys, carriers, idle::signal);
        this.submissions = new Submissions(executor, config, handlers, changes, admissions, sortKeys, carriers, runner);
        this.drain = new Drain(executor, runner, changes, admissions, config.clock(), idle);
        this.housekeeping = new Housekeeping(executor, runner.deadlines(), config);
        executor.open(runner);
        housekeeping.start();
    }

    @Override
    public String name() {
        return executor.name();
    }

    @Override
    public Set<Capability> capabilities() {
        return executor.capabilities();
    }

    @Override
    public <I, O> Registration register(TaskType<I, O> type, TaskHandler<I, O> handler, TaskOptions defaults) {
        return handlers.register(type, handler, defaults);
    }

    @Override
    public <I, O> Task<O> submit(TaskType<I, O> type, I input, TaskOptions options) {
        requireNonNull(input, "input");
        Object stored = encoded ? type.input().encode(input) : input;
        TaskHandle handle = submissions.submit(type.name(), stored, options);
        return new EngineTask<>(this, handle, encoded ? type.output() : null);
    }

    @Override
    public <O> Task<O> submit(Callable<O> work, TaskOptions options) {
        requireNonNull(work, "work");
        runner.require(Capability.CALLABLES, "plain Callables: register a TaskType and submit that");
        return new EngineTask<>(this, submissions.submit("", work, options), null);
    }

    @Override
    public TaskGroup submitGroup(
            List<? extends TaskRequest<?, ?>> members, Optional<TaskType<GroupStatus, ?>> finisher) {
        runner.require(Capability.GROUPS, "groups");
        return submissions.submitGroup(members, finisher);
    }

    @Override
    public Optional<GroupStatus> group(GroupId id) {
        runner.require(Capability.GROUPS, "groups");
        return executor.group(id);
    }

    @Override
    public TaskLookup find(TaskId id) {
        return executor.find(id);
    }

    @Override
    public <O> TaskResult<O> result(TaskId id, TaskType<?, O> type) {
        TaskHandle handle = executor.handle(id);
        Optional<TaskOutcome<O>> outcome =
                handle == null ? Optional.empty() : outcome(handle, encoded ? type.output() : null);
        if (outcome.isPresent()) {
            return new TaskResult.Finished<>(outcome.get());
        }
        return switch (executor.find(id)) {
            case TaskLookup.Unknown unknown -> new TaskResult.Unknown<>(id);
            case TaskLookup.Expired expired -> new TaskResult.Expired<>(expired);
            // It has ended since it was asked for its outcome.
            case TaskLookup.Found(var status) ->
                status.state().isTerminal() ? result(id, type) : new TaskResult.Pending<>(status);
        };
    }

    @Override
    public <O> TaskResult<O> await(TaskId id, TaskType<?, O> type, Duration atMost) throws InterruptedException {
        await(id, atMost);
        return result(id, type);
    }

    @Override
    public TaskLookup await(TaskId id, Duration atMost) throws InterruptedException {
        TaskHandle handle = executor.handle(id);
        if (handle != null) {
            awaitEnd(handle, atMost);
        }
        return executor.find(id);
    }

    @Override
    public List<TaskStatus> list(TaskQuery query) {
        return executor.list(query);
    }

    @Override
    public CancelResult cancel(TaskId id, String reason) {
        TaskHandle handle = executor.handle(id);
        if (handle == null) {
            return executor.find(id) instanceof TaskLookup.Unknown ? CancelResult.UNKNOWN : CancelResult.EXPIRED;
        }
        return cancel(handle, reason);
    }

    @Override
    public List<TaskEvent> events(TaskId id, long afterSequence) {
        runner.require(Capability.EVENTS, "events");
        return executor.events(id, afterSequence);
    }

    @Override
    public List<TaskEvent> awaitEvents(TaskId id, long afterSequence, Duration atMost) throws InterruptedException {
        runner.require(Capability.EVENTS, "events");
        awaitChange(
                id, () -> hasEnded(id) || !executor.events(id, afterSequence).isEmpty(), () -> {}, atMost);
        return executor.events(id, afterSequence);
    }

    @Override
    public Registration listen(TaskListener listener) {
        return changes.listen(listener);
    }

    @Override
    public boolean forget(TaskId id) {
        return executor.forget(id, config.clock().now());
    }

    @Override
    public TaskStats stats() {
        int waiting = executor.waiting();
        int queued = admissions.queued(waiting);
        return new TaskStats(queued, runner.permits().inUse(), waiting);
    }

    @Override
    public DrainReport drain(Duration graceful, Duration afterInterrupt) throws InterruptedException {
        changes.countEnds();
        submissions.stop();
        return drain.run(graceful, afterInterrupt);
    }

    @Override
    public void close() {
        try {
            if (!drain.isOver()) {
                drain(config.drainTimeout(), AFTER_INTERRUPT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            housekeeping.stop();
            runner.deadlines().close();
            executor.close();
        }
    }

    @Override
    public String toString() {
        return "TaskManager[%s, %s]".formatted(name(), stats());
    }

    CancelResult cancel(TaskHandle handle, String reason) {
        return runner.cancel(handle, requireNonNull(reason, "reason"));
    }

    /** How a task ended, decoded. */
    <O> Optional<TaskOutcome<O>> outcome(TaskHandle handle, @Nullable Codec<O> output) {
        return Optional.ofNullable(executor.outcome(handle)).map(outcome -> Outcomes.decode(outcome, output));
    }

    /**
     * How a task ended, after waiting for it. Who waits gets the outcome even if it expires before the thread is awake.
     *
     * @return empty if it did not end in time
     */
    <O> Optional<TaskOutcome<O>> awaitOutcome(TaskHandle handle, @Nullable Codec<O> output, Duration atMost)
            throws InterruptedException {
        var seen = new AtomicReference<@Nullable TaskOutcome<?>>();
        // On the thread that makes the change: nothing else can have happened to the outcome yet.
        Runnable look = () -> seen.compareAndSet(null, executor.outcome(handle));
        look.run();
        if (!awaitChange(handle.id(), () -> handle.state().isTerminal(), look, atMost)) {
            return Optional.empty();
        }
        look.run();
        TaskOutcome<?> outcome = seen.get();
        if (outcome == null) {
            throw expired(handle.id());
        }
        return Optional.of(Outcomes.decode(outcome, output));
    }

    static IllegalStateException expired(TaskId id) {
        return new IllegalStateException(
                "the outcome of task %s expired before it was read; keep outcomes longer (retention)".formatted(id));
    }

    private boolean awaitEnd(TaskHandle handle, Duration atMost) throws InterruptedException {
        return awaitChange(handle.id(), () -> handle.state().isTerminal(), () -> {}, atMost);
    }

    <O> CompletableFuture<TaskOutcome<O>> future(TaskHandle handle, Supplier<TaskOutcome<O>> outcome) {
        var future = new CompletableFuture<TaskOutcome<O>>();
        Runnable complete = () -> {
            if (handle.state().isTerminal()) {
                try {
                    future.complete(outcome.get());
                } catch (RuntimeException e) {
                    future.completeExceptionally(e);
                }
            }
        };
        Registration watching = changes.watch(handle.id(), complete);
        complete.run();
        return future.whenComplete((result, error) -> watching.close());
    }

    private boolean hasEnded(TaskId id) {
        return !(executor.find(id) instanceof TaskLookup.Found found)
                || found.status().state().isTerminal();
    }

    private boolean awaitChange(TaskId id, BooleanSupplier condition, Runnable onChange, Duration atMost)
            throws InterruptedException {
        if (condition.getAsBoolean()) {
            return true;
        }
        var waiting = new WaitQueue(config.clock());
        Registration watching = changes.watch(id, () -> {
            try {
                onChange.run();
            } finally {
                waiting.signal();
            }
        });
        try {
            return waiting.await(condition, atMost);
        } finally {
            watching.close();
        }
    }
}
