package io.aiprism.testkit.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.task.Capability;
import io.aiprism.task.Retention;
import io.aiprism.task.Task;
import io.aiprism.task.TaskContext;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskLookup;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskQuery;
import io.aiprism.task.TaskRequest;
import io.aiprism.task.TaskState;
import io.aiprism.task.TaskStatus;
import io.aiprism.task.TaskType;
import io.aiprism.task.engine.TaskManagers;
import io.aiprism.task.spi.TaskExecutor;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * A manager under test with a clock that the test turns. Work is submitted as named tasks, whose input is the number under
 * which the fixture keeps the code, so that executors that store bytes run it too.
 */
final class TaskFixture implements AutoCloseable {
    /** How much later than its deadline a task may be ended. */
    static final Duration SLACK = Duration.ofSeconds(2);

    static final TaskType<String, String> WORK = TaskType.json("contract.work", String.class, String.class);

    /** What has ended is still there when a test looks at all that it did, however much that is. */
    private static final Retention KEEPS_ALL = Retention.DEFAULT.withMaxTasks(1_000_000);

    private static final EnumSet<TaskState> LIVE =
            EnumSet.of(TaskState.SCHEDULED, TaskState.QUEUED, TaskState.RUNNING, TaskState.RETRY_WAIT);

    final ManualClock clock;
    final TaskExecutor executor;
    final TaskManager manager;

    private final TaskExecutorHarness harness;
    private final TaskManagerConfig config;
    private final Map<String, Work> works;
    private final Queue<Gate> gates = new ConcurrentLinkedQueue<>();
    private final Map<Future<?>, Thread> threads = Collections.synchronizedMap(new IdentityHashMap<>());
    private final AtomicInteger numbers;

    /** What a task of a test does. */
    interface Work {
        String run(TaskContext context) throws Exception;
    }

    private TaskFixture(
            TaskExecutorHarness harness,
            TaskManagerConfig config,
            ManualClock clock,
            TaskExecutor executor,
            Map<String, Work> works,
            AtomicInteger numbers) {
        this.harness = harness;
        this.config = config;
        this.clock = clock;
        this.executor = executor;
        this.works = works;
        this.numbers = numbers;
        this.manager = TaskManagers.create(executor, config);
        manager.register(WORK, (input, context) -> work(input).run(context));
    }

    static TaskFixture open(TaskExecutorHarness harness) {
        return open(harness, UnaryOperator.identity());
    }

    static TaskFixture open(TaskExecutorHarness harness, UnaryOperator<TaskManagerConfig.Builder> settings) {
        return open(harness, settings, UnaryOperator.identity());
    }

    static TaskFixture open(
            TaskExecutorHarness harness,
            UnaryOperator<TaskManagerConfig.Builder> settings,
            UnaryOperator<TaskExecutor> decorator) {
        ManualClock clock = new ManualClock();
        TaskManagerConfig config = settings.apply(TaskManagerConfig.builder()
                        .maxConcurrency(4)
                        .retention(KEEPS_ALL)
                        .clock(clock))
                .build();
        TaskExecutor executor = decorator.apply(harness.newExecutor(config));
        return new TaskFixture(harness, config, clock, executor, new ConcurrentHashMap<>(), new AtomicInteger());
    }

    /** A fixture that goes on with what this one's executor has stored. */
    TaskFixture restart() {
        return new TaskFixture(harness, config, clock, harness.restart(executor, config), works, numbers);
    }

    boolean can(Capability capability) {
        return harness.capabilities().contains(capability);
    }

    Duration patience() {
        return harness.patience();
    }

    Task<String> submit(Work work) {
        return submit(work, TaskOptions.DEFAULT);
    }

    Task<String> submit(Work work, TaskOptions options) {
        return manager.submit(request(work, options));
    }

    TaskRequest<String, String> request(Work work) {
        return request(work, TaskOptions.DEFAULT);
    }

    TaskRequest<String, String> request(Work work, TaskOptions options) {
        String number = Integer.toString(numbers.incrementAndGet());
        works.put(number, work);
        return new TaskRequest<>(WORK, number, options);
    }

    Gate gate() {
        Gate gate = new Gate(patience());
        gates.add(gate);
        return gate;
    }

    /** Takes all places, so that whatever is submitted from now on stays queued until the gate is opened. */
    Gate occupyAllPlaces() throws InterruptedException {
        Gate gate = gate();
        for (int i = 0; i < config.maxConcurrency(); i++) {
            submit(context -> {
                gate.pass();
                return "";
            });
            gate.awaitArrival();
        }
        return gate;
    }

    /** Waits until the task has ended. */
    TaskOutcome<String> end(Task<String> task) throws InterruptedException {
        return get(task.toFuture(), "the end of task " + task.id());
    }

    /** Waits until the task has ended. */
    TaskStatus end(TaskId id) throws InterruptedException {
        eventually("the end of task " + id, () -> status(id).state().isTerminal());
        return status(id);
    }

    /** Waits until the task waits for its next attempt and its thread is back. */
    void awaitRetryWait(Task<?> task) throws InterruptedException {
        eventually("task to wait for its next attempt", () -> task.state() == TaskState.RETRY_WAIT);
        awaitIdle();
    }

    /** Waits until no handler is running and all threads are back. */
    void awaitIdle() throws InterruptedException {
        awaitRunning(0);
    }

    /** Waits until so many handlers run: a task has ended before its thread is back, and until then may be behind a later one. */
    void awaitRunning(int handlers) throws InterruptedException {
        eventually(handlers + " handlers to run", () -> manager.stats().running() == handlers);
    }

    TaskStatus status(TaskId id) {
        TaskLookup lookup = manager.find(id);
        if (lookup instanceof TaskLookup.Found(TaskStatus status)) {
            return status;
        }
        throw new AssertionError("expected task to be known, but got " + lookup);
    }

    TaskStatus status(Task<?> task) {
        return status(task.id());
    }

    /** Runs a task of the last tenant in line through the queue, so that all that was queued before has been started. */
    void drainQueue() throws InterruptedException {
        end(submit(context -> "probe"));
    }

    /** Lets time pass until the deadlines up to the given time from now have been seen to. */
    void pass(Duration duration) {
        clock.advance(duration.plus(SLACK));
    }

    <T> Future<T> inThread(Callable<T> action) {
        FutureTask<T> future = new FutureTask<>(action);
        Thread thread = Thread.ofPlatform().daemon().name("contract").unstarted(future);
        threads.put(future, thread);
        thread.start();
        return future;
    }

    /** Waits until an action in a thread of the test waits for something itself. */
    @SuppressWarnings("UndefinedEquals") // a future equals itself
    void awaitBlocked(Future<?> action) throws InterruptedException {
        eventually("a thread to wait", () -> {
            Thread thread = threads.get(action);
            Thread.State state = thread == null ? Thread.State.TERMINATED : thread.getState();
            return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
        });
    }

    <T> T get(Future<T> future, String what) throws InterruptedException {
        long start = System.nanoTime();
        while (true) {
            try {
                return future.get(5, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                requirePatience(start, what);
            } catch (ExecutionException e) {
                throw new AssertionError("failed while waiting for " + what, e.getCause());
            }
        }
    }

    /** Lets time pass in steps until the action, which waits for the clock, is done. */
    <T> T advanceUntilDone(Future<T> future, Duration step) throws InterruptedException {
        eventually("an action that waits for the clock", () -> {
            if (!future.isDone()) {
                clock.advance(step);
            }
            return future.isDone();
        });
        return get(future, "an action that waits for the clock");
    }

    void eventually(String what, BooleanSupplier condition) throws InterruptedException {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            requirePatience(start, what);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(200_000);
        }
    }

    private void requirePatience(long start, String what) {
        if (System.nanoTime() - start > patience().toNanos()) {
            throw new AssertionError("waited %s in vain for %s".formatted(patience(), what));
        }
    }

    /** An error or exception of any kind as one that any handler may throw. */
    static Exception sneaky(Throwable thrown) throws Exception {
        if (thrown instanceof Error error) {
            throw error;
        }
        throw (Exception) thrown;
    }

    List<TaskStatus> list() {
        return manager.list(new TaskQuery(
                EnumSet.allOf(TaskState.class),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Integer.MAX_VALUE));
    }

    private Work work(String number) {
        Work work = works.get(number);
        if (work == null) {
            throw new AssertionError("a handler got the input '%s', which nobody submitted".formatted(number));
        }
        return work;
    }

    /** Ends what is left, checks what is known of every task, and closes the manager. */
    @Override
    public void close() {
        gates.forEach(Gate::open);
        List.copyOf(threads.values()).forEach(Thread::interrupt);
        manager.list(new TaskQuery(LIVE, Optional.empty(), Optional.empty(), Optional.empty(), Integer.MAX_VALUE))
                .forEach(status -> manager.cancel(status.id(), "end of test"));
        List<TaskStatus> all = list();
        assertThat(all).allMatch(status -> status.state().isTerminal());
        all.stream().limit(1000).forEach(status -> TaskStory.check(this, status));
        Future<Boolean> closed = inThread(() -> {
            manager.close();
            return true;
        });
        try {
            advanceUntilDone(closed, Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while the manager was closed", e);
        }
    }
}
