package io.aiprism.testkit.task;

import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.inprocess.InProcessExecutor;
import io.aiprism.task.spi.NewTask;
import io.aiprism.task.spi.TaskExecutor;
import io.aiprism.task.spi.TaskHandle;
import io.aiprism.task.spi.TaskRunner;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** Executors that give tasks to the engine in a wrong way. */
final class BrokenDispatch {
    private BrokenDispatch() {}

    static List<BrokenExecutor> all() {
        return List.of(
                new BrokenExecutor(
                        "loses a task now and then", "every_submitted_task_runs_exactly_once", BrokenDispatch::losing),
                new BrokenExecutor(
                        "runs handlers in submit", "a_submit_does_not_wait_for_the_handler", BrokenDispatch::inline),
                new BrokenExecutor(
                        "runs one handler at a time",
                        "as_many_handlers_run_at_the_same_time_as_may",
                        BrokenDispatch::serial),
                new BrokenExecutor(
                        "loses a thread to each Error",
                        "a_handler_that_throws_an_error_gives_its_place_back",
                        BrokenDispatch::leaking),
                new BrokenExecutor(
                        "interrupts its threads between tasks",
                        "an_interrupt_never_reaches_the_next_task_of_the_thread",
                        (executor, config) -> runningBy(executor, (runner, task) -> {
                            Thread.currentThread().interrupt();
                            runner.run(task);
                        })),
                new BrokenExecutor(
                        "ignores the sort key",
                        "tenants_take_turns",
                        (executor, config) -> submitting(executor, task -> withSortKey(task, 0))),
                new BrokenExecutor(
                        "never releases a scheduled task",
                        "a_task_waits_for_its_start_time",
                        (executor, config) -> submitting(
                                executor,
                                task -> task.isDue() ? task : withStartAt(task, task.startAt() + days(1000)))),
                new BrokenExecutor(
                        "starts scheduled tasks at once",
                        "a_task_waits_for_its_start_time",
                        (executor, config) -> submitting(executor, task -> withStartAt(task, task.submittedAt()))),
                new BrokenExecutor(
                        "gives up after a hundred tasks",
                        "every_submitted_task_runs_exactly_once",
                        BrokenDispatch::tiring),
                new BrokenExecutor(
                        "never closes",
                        "closing_twice_is_harmless_and_what_is_known_can_still_be_read",
                        (executor, config) -> new NeverClosing(executor)));
    }

    private static long days(int days) {
        return Duration.ofDays(days).toMillis();
    }

    static TaskExecutor submitting(TaskExecutor executor, UnaryOperator<NewTask> change) {
        return new ForwardingTaskExecutor(executor) {
            @Override
            public TaskHandle submit(NewTask task) {
                return executor.submit(change.apply(task));
            }
        };
    }

    static TaskExecutor runningBy(TaskExecutor executor, BiConsumer<TaskRunner, TaskHandle> delivery) {
        return new ForwardingTaskExecutor(executor) {
            @Override
            public void open(TaskRunner runner) {
                executor.open(new ForwardingTaskRunner(runner) {
                    @Override
                    public void run(TaskHandle task) {
                        delivery.accept(runner, task);
                    }
                });
            }
        };
    }

    private static TaskExecutor losing(TaskExecutor executor, TaskManagerConfig config) {
        AtomicInteger submits = new AtomicInteger();
        return submitting(
                executor,
                task -> submits.incrementAndGet() % 100 == 99
                        ? new NewTask(
                                task.id(),
                                task.type(),
                                task.input(),
                                task.options(),
                                task.context(),
                                task.sortKey(),
                                task.submittedAt(),
                                task.startAt(),
                                task.deadline(),
                                false)
                        : task);
    }

    private static TaskExecutor inline(TaskExecutor executor, TaskManagerConfig config) {
        return new InProcessExecutor("in-process", new InlineThreads(), config);
    }

    private static TaskExecutor serial(TaskExecutor executor, TaskManagerConfig config) {
        ReentrantLock one = new ReentrantLock();
        return runningBy(executor, (runner, task) -> {
            one.lock();
            try {
                runner.run(task);
            } finally {
                one.unlock();
            }
        });
    }

    private static TaskExecutor leaking(TaskExecutor executor, TaskManagerConfig config) {
        Semaphore places = new Semaphore(config.maxConcurrency());
        return runningBy(executor, (runner, task) -> {
            places.acquireUninterruptibly();
            runner.run(task);
            boolean died = executor.outcome(task) instanceof TaskOutcome.Failed<?>(var failure)
                    && failure.type().endsWith("Error");
            if (!died) {
                places.release();
            }
        });
    }

    private static TaskExecutor tiring(TaskExecutor executor, TaskManagerConfig config) {
        AtomicInteger runs = new AtomicInteger();
        return runningBy(executor, (runner, task) -> {
            if (runs.incrementAndGet() <= 100) {
                runner.run(task);
            }
        });
    }

    static NewTask withSortKey(NewTask task, long sortKey) {
        return new NewTask(
                task.id(),
                task.type(),
                task.input(),
                task.options(),
                task.context(),
                sortKey,
                task.submittedAt(),
                task.startAt(),
                task.deadline(),
                task.dispatched());
    }

    private static NewTask withStartAt(NewTask task, long startAt) {
        return new NewTask(
                task.id(),
                task.type(),
                task.input(),
                task.options(),
                task.context(),
                task.sortKey(),
                task.submittedAt(),
                startAt,
                task.deadline(),
                task.dispatched());
    }

    private static final class NeverClosing extends ForwardingTaskExecutor {
        NeverClosing(TaskExecutor executor) {
            super(executor);
        }

        @Override
        public void close() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
