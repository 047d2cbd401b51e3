package io.aiprism.testkit.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.task.RetryLaterException;
import io.aiprism.task.RetryPolicy;
import io.aiprism.task.Task;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Every task has a deadline, which sees to it that it ends. */
public interface DeadlineContract extends ContractPart {
    @Test
    default void a_queued_task_times_out_and_never_runs() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.maxConcurrency(1))) {
            Instant deadline = fixture.clock.now().plusSeconds(30);
            Gate gate = fixture.occupyAllPlaces();
            AtomicInteger runs = new AtomicInteger();
            Task<String> task = fixture.submit(
                    context -> Integer.toString(runs.incrementAndGet()),
                    TaskOptions.builder().timeout(Duration.ofSeconds(30)).build());
            fixture.clock.advance(Duration.ofSeconds(29));
            assertThat(task.state()).isEqualTo(TaskState.QUEUED);
            fixture.pass(Duration.ofSeconds(1));
            assertThat(fixture.end(task)).isEqualTo(new TaskOutcome.TimedOut<>(deadline));
            gate.open();
            fixture.drainQueue();
            assertThat(runs).hasValue(0);
            assertThat(fixture.status(task).attempt()).isZero();
        }
    }

    @Test
    default void a_running_task_times_out_is_interrupted_and_cannot_say_more() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.maxConcurrency(1))) {
            Instant deadline = fixture.clock.now().plusSeconds(30);
            Gate gate = fixture.gate();
            CountDownLatch interrupted = new CountDownLatch(1);
            CountDownLatch told = new CountDownLatch(1);
            Task<String> task = fixture.submit(
                    context -> {
                        assertThat(context.deadline()).isEqualTo(deadline);
                        context.onCancel(told::countDown);
                        try {
                            gate.pass();
                        } catch (InterruptedException e) {
                            interrupted.countDown();
                        }
                        return "too late " + context.isCancelled();
                    },
                    TaskOptions.builder().timeout(Duration.ofSeconds(30)).build());
            gate.awaitArrival();
            fixture.clock.advance(Duration.ofSeconds(29));
            assertThat(task.state()).isEqualTo(TaskState.RUNNING);
            fixture.pass(Duration.ofSeconds(1));
            assertThat(fixture.end(task)).isEqualTo(new TaskOutcome.TimedOut<>(deadline));
            await(fixture, interrupted, "the handler to be interrupted");
            await(fixture, told, "the action for the end of the attempt");
            fixture.drainQueue();
            assertThat(task.outcome()).contains(new TaskOutcome.TimedOut<>(deadline));
        }
    }

    private static void await(TaskFixture fixture, CountDownLatch latch, String what) throws InterruptedException {
        assertThat(latch.await(fixture.patience().toMillis(), TimeUnit.MILLISECONDS))
                .as(what)
                .isTrue();
    }

    @Test
    default void a_task_that_waits_for_a_retry_times_out() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            Instant start = fixture.clock.now();
            AtomicInteger runs = new AtomicInteger();
            Task<String> task = fixture.submit(
                    context -> {
                        runs.incrementAndGet();
                        throw RetryLaterException.failed("busy", start.plusSeconds(20L * context.attempt()), null);
                    },
                    TaskOptions.builder()
                            .timeout(Duration.ofSeconds(30))
                            .retry(RetryPolicy.of(100))
                            .build());
            fixture.awaitRetryWait(task);
            fixture.clock.advance(Duration.ofSeconds(20));
            fixture.eventually("the second attempt", () -> runs.get() == 2);
            fixture.pass(Duration.ofSeconds(10));
            assertThat(fixture.end(task)).isEqualTo(new TaskOutcome.TimedOut<>(start.plusSeconds(30)));
            fixture.pass(Duration.ofSeconds(30));
            fixture.drainQueue();
            assertThat(runs).hasValue(2);
        }
    }

    @Test
    default void a_scheduled_task_that_finds_no_place_times_out() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.maxConcurrency(1))) {
            Instant startAt = fixture.clock.now().plusSeconds(60);
            Gate gate = fixture.occupyAllPlaces();
            AtomicInteger runs = new AtomicInteger();
            Task<String> task = fixture.submit(
                    context -> Integer.toString(runs.incrementAndGet()),
                    TaskOptions.builder()
                            .startAt(startAt)
                            .timeout(Duration.ofSeconds(30))
                            .build());
            fixture.clock.advance(Duration.ofSeconds(89));
            assertThat(task.state().isTerminal()).isFalse();
            fixture.pass(Duration.ofSeconds(1));
            assertThat(fixture.end(task)).isEqualTo(new TaskOutcome.TimedOut<>(startAt.plusSeconds(30)));
            gate.open();
            fixture.drainQueue();
            assertThat(runs).hasValue(0);
        }
    }

    @Test
    default void a_task_without_a_timeout_of_its_own_gets_the_managers() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.timeout(Duration.ofMinutes(3)))) {
            Gate gate = fixture.gate();
            Task<String> task = fixture.submit(context -> {
                gate.pass();
                return "";
            });
            gate.awaitArrival();
            Instant deadline = fixture.clock.now().plusSeconds(180);
            assertThat(fixture.status(task).deadline()).isEqualTo(deadline);
            fixture.pass(Duration.ofMinutes(3));
            assertThat(fixture.end(task)).isEqualTo(new TaskOutcome.TimedOut<>(deadline));
        }
    }

    @Test
    default void an_attempt_times_out_before_its_task_does() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            Instant deadline = fixture.clock.now().plusSeconds(10);
            Gate gate = fixture.gate();
            CountDownLatch interrupted = new CountDownLatch(1);
            Task<String> task = fixture.submit(
                    context -> {
                        try {
                            gate.pass();
                        } catch (InterruptedException e) {
                            interrupted.countDown();
                            throw e;
                        }
                        return context.deadline().toString();
                    },
                    TaskOptions.builder()
                            .timeout(Duration.ofSeconds(100))
                            .attemptTimeout(Duration.ofSeconds(10))
                            .build());
            gate.awaitArrival();
            fixture.clock.advance(Duration.ofSeconds(9));
            assertThat(task.state()).isEqualTo(TaskState.RUNNING);
            fixture.pass(Duration.ofSeconds(1));
            assertThat(fixture.end(task)).isEqualTo(new TaskOutcome.TimedOut<>(deadline));
            await(fixture, interrupted, "the handler to be interrupted");
        }
    }

    @Test
    default void a_task_that_ends_in_time_is_not_touched_by_its_deadline() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            List<Task<String>> tasks = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                tasks.add(fixture.submit(
                        context -> "done",
                        TaskOptions.builder().timeout(Duration.ofSeconds(5)).build()));
            }
            for (Task<String> task : tasks) {
                fixture.end(task);
            }
            fixture.pass(Duration.ofSeconds(60));
            assertThat(tasks).allMatch(task -> task.state() == TaskState.SUCCEEDED);
        }
    }

    @Test
    default void many_deadlines_are_each_kept() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.maxConcurrency(1))) {
            Gate gate = fixture.occupyAllPlaces();
            List<Task<String>> tasks = new ArrayList<>();
            for (int seconds = 1; seconds <= 40; seconds++) {
                tasks.add(fixture.submit(
                        context -> "",
                        TaskOptions.builder()
                                .timeout(Duration.ofSeconds(10L * seconds))
                                .build()));
            }
            for (Task<String> task : tasks) {
                Instant deadline = fixture.status(task).deadline();
                fixture.clock.advanceTo(deadline.minusMillis(1));
                assertThat(task.state()).isEqualTo(TaskState.QUEUED);
                fixture.clock.advanceTo(deadline.plus(TaskFixture.SLACK));
                assertThat(fixture.end(task)).isEqualTo(new TaskOutcome.TimedOut<>(deadline));
            }
            gate.open();
        }
    }
}
