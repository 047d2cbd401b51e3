package io.aiprism.testkit.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.task.CancelResult;
import io.aiprism.task.RetryLaterException;
import io.aiprism.task.RetryPolicy;
import io.aiprism.task.Task;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A cancelled task is over at once, whatever its handler does. */
public interface CancellationContract extends ContractPart {
    @Test
    default void a_task_cancelled_before_its_start_never_runs() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.maxConcurrency(1))) {
            Gate gate = fixture.occupyAllPlaces();
            AtomicInteger runs = new AtomicInteger();
            List<Task<String>> tasks = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                tasks.add(fixture.submit(context -> Integer.toString(runs.incrementAndGet())));
            }
            for (Task<String> task : tasks) {
                assertThat(task.cancel("not needed")).isEqualTo(CancelResult.CANCELLED_BEFORE_START);
                assertThat(task.state()).isEqualTo(TaskState.CANCELLED);
                assertThat(task.outcome()).contains(new TaskOutcome.Cancelled<>("not needed"));
                assertThat(fixture.status(task).cancelRequested()).isTrue();
            }
            gate.open();
            fixture.drainQueue();
            assertThat(runs).hasValue(0);
        }
    }

    @Test
    default void a_scheduled_task_that_is_cancelled_never_runs() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.maxConcurrency(1))) {
            AtomicInteger runs = new AtomicInteger();
            Task<String> task = fixture.submit(
                    context -> Integer.toString(runs.incrementAndGet()),
                    TaskOptions.builder()
                            .startAt(fixture.clock.now().plusSeconds(10))
                            .build());
            assertThat(task.cancel("not needed")).isEqualTo(CancelResult.CANCELLED_BEFORE_START);
            assertThat(fixture.manager.stats().waiting()).isZero();
            fixture.clock.advance(Duration.ofSeconds(20));
            fixture.drainQueue();
            assertThat(task.state()).isEqualTo(TaskState.CANCELLED);
            assertThat(runs).hasValue(0);
        }
    }

    @Test
    default void a_task_cancelled_while_it_waits_for_a_retry_is_not_run_again() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.maxConcurrency(1))) {
            AtomicInteger runs = new AtomicInteger();
            Task<String> task = fixture.submit(
                    context -> {
                        runs.incrementAndGet();
                        throw RetryLaterException.failed(
                                "busy", fixture.clock.now().plusSeconds(10), null);
                    },
                    TaskOptions.builder().retry(RetryPolicy.of(3)).build());
            fixture.awaitRetryWait(task);
            assertThat(task.cancel("not needed")).isEqualTo(CancelResult.CANCELLED_BEFORE_START);
            assertThat(task.state()).isEqualTo(TaskState.CANCELLED);
            fixture.clock.advance(Duration.ofSeconds(20));
            fixture.drainQueue();
            assertThat(runs).hasValue(1);
            assertThat(fixture.manager.stats().waiting()).isZero();
        }
    }

    @Test
    default void cancelling_a_running_task_ends_it_at_once_and_interrupts_its_handler() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            Gate gate = fixture.gate();
            AtomicBoolean cancelled = new AtomicBoolean();
            CountDownLatch interrupted = new CountDownLatch(1);
            Task<String> task = fixture.submit(context -> {
                try {
                    gate.pass();
                } catch (InterruptedException e) {
                    cancelled.set(context.isCancelled());
                    interrupted.countDown();
                    throw e;
                }
                return "";
            });
            gate.awaitArrival();
            assertThat(task.cancel("not needed")).isEqualTo(CancelResult.CANCELLED_WHILE_RUNNING);
            assertThat(task.state()).isEqualTo(TaskState.CANCELLED);
            assertThat(task.outcome()).contains(new TaskOutcome.Cancelled<>("not needed"));
            assertThat(fixture.status(task).cancelRequested()).isTrue();
            assertThat(interrupted.await(fixture.patience().toMillis(), TimeUnit.MILLISECONDS))
                    .as("the handler was interrupted")
                    .isTrue();
            assertThat(cancelled).isTrue();
        }
    }

    @Test
    default void a_late_result_or_failure_of_a_cancelled_task_is_refused() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            Gate gate = fixture.gate();
            TaskOptions retried = TaskOptions.builder().retry(RetryPolicy.of(5)).build();
            List<Task<String>> tasks = List.of(
                    fixture.submit(context -> {
                        gate.passUninterruptibly();
                        return "too late";
                    }),
                    fixture.submit(
                            context -> {
                                gate.passUninterruptibly();
                                throw new IllegalStateException("too late");
                            },
                            retried),
                    fixture.submit(
                            context -> {
                                gate.passUninterruptibly();
                                throw RetryLaterException.snooze("too late", fixture.clock.now());
                            },
                            retried));
            gate.awaitArrivals(3);
            tasks.forEach(task -> task.cancel("not needed"));
            var before = tasks.stream().map(fixture::status).toList();
            fixture.clock.advance(Duration.ofSeconds(1));
            gate.open();
            fixture.awaitIdle();
            fixture.drainQueue();
            assertThat(tasks).allMatch(task -> task.state() == TaskState.CANCELLED);
            assertThat(tasks)
                    .allMatch(task -> task.outcome().orElseThrow().equals(new TaskOutcome.Cancelled<>("not needed")));
            assertThat(tasks.stream().map(fixture::status).toList()).isEqualTo(before);
            assertThat(fixture.manager.stats().waiting()).isZero();
        }
    }

    @Test
    default void the_place_of_a_cancelled_task_is_taken_until_its_thread_has_returned() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.maxConcurrency(1))) {
            Gate gate = fixture.gate();
            AtomicBoolean returned = new AtomicBoolean();
            Task<String> stubborn = fixture.submit(context -> {
                gate.passUninterruptibly();
                returned.set(true);
                return "";
            });
            gate.awaitArrival();
            stubborn.cancel("not needed");
            Task<String> next = fixture.submit(context -> "after " + returned.get());
            assertThat(fixture.manager.stats().running()).isEqualTo(1);
            assertThat(next.state()).isEqualTo(TaskState.QUEUED);
            gate.open();
            assertThat(fixture.end(next)).isEqualTo(new TaskOutcome.Succeeded<>("after true"));
        }
    }

    @Test
    default void an_interrupt_never_reaches_the_next_task_of_the_thread() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.maxConcurrency(1))) {
            int rounds = Math.min(1_000, harness().rounds());
            for (int i = 0; i < rounds; i++) {
                Gate gate = fixture.gate();
                Task<String> cancelled = fixture.submit(context -> {
                    gate.passUninterruptibly();
                    Thread.currentThread().interrupt();
                    return "";
                });
                gate.awaitArrival();
                // The interrupt of the cancel comes about when the handler returns.
                gate.open();
                cancelled.cancel("not needed");
                Task<String> next = fixture.submit(context -> "interrupted: " + Thread.interrupted());
                assertThat(fixture.end(next)).isEqualTo(new TaskOutcome.Succeeded<>("interrupted: false"));
            }
        }
    }

    @Test
    default void actions_for_the_cancellation_run_once_when_it_comes() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            Gate gate = fixture.gate();
            AtomicInteger actions = new AtomicInteger();
            CountDownLatch late = new CountDownLatch(1);
            Task<String> task = fixture.submit(context -> {
                context.onCancel(actions::incrementAndGet);
                context.onCancel(() -> {
                    throw new IllegalStateException("a broken action");
                });
                context.onCancel(actions::incrementAndGet);
                gate.passUninterruptibly();
                context.onCancel(late::countDown);
                return "";
            });
            gate.awaitArrival();
            assertThat(actions).hasValue(0);
            assertThat(task.cancel("not needed")).isEqualTo(CancelResult.CANCELLED_WHILE_RUNNING);
            fixture.eventually("both actions", () -> actions.get() == 2);
            task.cancel("again");
            gate.open();
            assertThat(late.await(fixture.patience().toMillis(), TimeUnit.MILLISECONDS))
                    .as("an action added after the cancellation runs at once")
                    .isTrue();
            fixture.drainQueue();
            assertThat(actions).hasValue(2);
        }
    }

    @Test
    default void actions_for_the_cancellation_do_not_run_when_a_task_ends_by_itself() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            AtomicInteger actions = new AtomicInteger();
            Task<String> task = fixture.submit(context -> {
                context.onCancel(actions::incrementAndGet);
                return "cancelled: " + context.isCancelled();
            });
            assertThat(fixture.end(task)).isEqualTo(new TaskOutcome.Succeeded<>("cancelled: false"));
            task.cancel("too late");
            fixture.drainQueue();
            assertThat(actions).hasValue(0);
        }
    }

    @Test
    default void a_second_cancel_changes_nothing() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            Gate gate = fixture.gate();
            Task<String> task = fixture.submit(context -> {
                gate.pass();
                return "";
            });
            gate.awaitArrival();
            fixture.manager.cancel(task.id(), "first");
            var before = fixture.status(task);
            fixture.clock.advance(Duration.ofSeconds(1));
            assertThat(fixture.manager.cancel(task.id(), "second")).isEqualTo(CancelResult.ALREADY_FINISHED);
            assertThat(task.outcome()).contains(new TaskOutcome.Cancelled<>("first"));
            assertThat(fixture.status(task)).isEqualTo(before);
        }
    }

    @Test
    default void a_cancel_that_races_with_the_end_has_one_winner() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.maxConcurrency(2))) {
            for (int i = 0; i < harness().rounds(); i++) {
                Gate gate = fixture.gate();
                Task<String> task = fixture.submit(context -> {
                    gate.passUninterruptibly();
                    return "done";
                });
                gate.awaitArrival();
                gate.open();
                // A little later each time, over the moment when the handler returns.
                for (int spin = 0; spin < i % 500; spin++) {
                    Thread.onSpinWait();
                }
                boolean won = task.cancel("race") != CancelResult.ALREADY_FINISHED;
                TaskOutcome<String> expected =
                        won ? new TaskOutcome.Cancelled<>("race") : new TaskOutcome.Succeeded<>("done");
                assertThat(task.state()).isEqualTo(expected.state());
                assertThat(task.outcome()).contains(expected);
                assertThat(fixture.end(task)).isEqualTo(expected);
            }
        }
    }

    @Test
    default void of_many_cancels_at_the_same_time_one_wins() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            for (int round = 0; round < 50; round++) {
                Gate gate = fixture.gate();
                Task<String> task = fixture.submit(context -> {
                    gate.pass();
                    return "";
                });
                gate.awaitArrival();
                CountDownLatch start = new CountDownLatch(1);
                var answers = new ArrayList<Future<CancelResult>>();
                for (int i = 0; i < 4; i++) {
                    String reason = "reason " + i;
                    answers.add(fixture.inThread(() -> {
                        start.await();
                        return task.cancel(reason);
                    }));
                }
                start.countDown();
                int won = 0;
                for (int i = 0; i < 4; i++) {
                    if (fixture.get(answers.get(i), "cancel") == CancelResult.CANCELLED_WHILE_RUNNING) {
                        won++;
                        assertThat(task.outcome()).contains(new TaskOutcome.Cancelled<>("reason " + i));
                    }
                }
                assertThat(won).isEqualTo(1);
            }
        }
    }
}
