package io.aiprism.testkit.task;

import io.aiprism.task.Capability;
import io.aiprism.task.Codec;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskState;
import io.aiprism.task.spi.Lease;
import io.aiprism.task.spi.NewTask;
import io.aiprism.task.spi.TaskExecutor;
import io.aiprism.task.spi.TaskHandle;
import io.aiprism.task.spi.TaskRunner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** An executor under test without the engine: the test itself makes each transition, and nobody else does. */
final class BareExecutor implements AutoCloseable {
    static final String TYPE = "contract.bare";

    private static final Codec<String> TEXT = Codec.json(String.class);

    final ManualClock clock = new ManualClock();
    final TaskExecutor executor;
    private final TaskExecutorHarness harness;
    private final AtomicLong numbers = new AtomicLong();

    private BareExecutor(
            TaskExecutorHarness harness,
            UnaryOperator<TaskManagerConfig.Builder> settings,
            Consumer<TaskHandle> delivered) {
        this.harness = harness;
        TaskManagerConfig.Builder config =
                TaskManagerConfig.builder().maxConcurrency(1).clock(clock);
        this.executor = harness.newExecutor(settings.apply(config).build());
        executor.open(new Deliveries(delivered));
    }

    static BareExecutor open(TaskExecutorHarness harness) {
        return new BareExecutor(harness, UnaryOperator.identity(), task -> {});
    }

    static BareExecutor open(TaskExecutorHarness harness, UnaryOperator<TaskManagerConfig.Builder> settings) {
        return new BareExecutor(harness, settings, task -> {});
    }

    /** An executor whose tasks are dispatched, to an engine that does what the test says. */
    static BareExecutor dispatching(TaskExecutorHarness harness, Consumer<TaskHandle> delivered) {
        return new BareExecutor(harness, UnaryOperator.identity(), delivered);
    }

    boolean can(Capability capability) {
        return harness.capabilities().contains(capability);
    }

    int rounds(int most) {
        return Math.min(most, harness.rounds());
    }

    Instant now() {
        return clock.now();
    }

    /** A task that is due and that the executor leaves alone. */
    NewTask task() {
        return task(TaskOptions.DEFAULT);
    }

    NewTask task(TaskOptions options) {
        long now = clock.millis();
        return task(options, 0, now, now + 60_000, false);
    }

    NewTask task(TaskOptions options, long sortKey, long startAt, long deadline, boolean dispatched) {
        return new NewTask(
                new TaskId(7, numbers.incrementAndGet()),
                TYPE,
                value("input"),
                options,
                Map.of(),
                sortKey,
                clock.millis(),
                startAt,
                deadline,
                dispatched);
    }

    TaskHandle submit() {
        return executor.submit(task());
    }

    Lease start(TaskHandle task) {
        Lease lease = executor.start(task, now());
        if (lease == null) {
            throw new AssertionError("task %s could not be started in state %s".formatted(task.id(), task.state()));
        }
        return lease;
    }

    boolean finish(Lease lease, String value) {
        return executor.finish(lease, new TaskOutcome.Succeeded<>(value(value)), now());
    }

    /** A task that has run and ended. */
    TaskHandle ended() {
        TaskHandle task = submit();
        finish(start(task), "done");
        return task;
    }

    /** What the task returned, or in which state it ended. */
    String outcome(TaskHandle task) {
        TaskOutcome<?> outcome = executor.outcome(task);
        if (outcome == null) {
            return "none";
        }
        if (outcome instanceof TaskOutcome.Succeeded<?>(var value)) {
            return value instanceof byte[] bytes ? TEXT.decode(bytes) : value.toString();
        }
        return outcome.state().name();
    }

    private Object value(String text) {
        return can(Capability.CALLABLES) ? text : TEXT.encode(text);
    }

    /** Does things at the same time, each on a thread of its own. Returns what came of them, in order. */
    <T> List<T> race(List<Callable<T>> actions) throws InterruptedException {
        CyclicBarrier together = new CyclicBarrier(actions.size());
        List<FutureTask<T>> running = new ArrayList<>();
        for (Callable<T> action : actions) {
            FutureTask<T> future = new FutureTask<>(() -> {
                together.await();
                return action.call();
            });
            running.add(future);
            Thread.ofPlatform().daemon().name("contract").start(future);
        }
        List<T> results = new ArrayList<>();
        for (FutureTask<T> future : running) {
            try {
                results.add(future.get(harness.patience().toMillis(), TimeUnit.MILLISECONDS));
            } catch (ExecutionException e) {
                throw new AssertionError("a transition failed", e.getCause());
            } catch (TimeoutException e) {
                throw new AssertionError("a transition did not return within " + harness.patience(), e);
            }
        }
        return results;
    }

    @Override
    public void close() {
        executor.stop();
        executor.close();
    }

    private record Deliveries(Consumer<TaskHandle> delivered) implements TaskRunner {
        @Override
        public void run(TaskHandle task) {
            delivered.accept(task);
        }

        @Override
        public boolean tryRun(TaskHandle task) {
            delivered.accept(task);
            return true;
        }

        @Override
        public boolean handles(String type) {
            return true;
        }

        @Override
        public void revoke(TaskId task, int attempt) {}

        @Override
        public void changed(TaskHandle task, TaskState state, int attempt) {}

        @Override
        public Set<TaskId> watched() {
            return Set.of();
        }

        @Override
        public boolean listens() {
            return false;
        }

        @Override
        public void wake(TaskId task) {}
    }
}
