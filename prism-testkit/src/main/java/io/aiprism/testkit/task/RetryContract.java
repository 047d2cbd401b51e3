package io.aiprism.testkit.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.task.PermanentFailureException;
import io.aiprism.task.RetryLaterException;
import io.aiprism.task.RetryPolicy;
import io.aiprism.task.Task;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** When and how often a failed task is tried again. */
public interface RetryContract extends ContractPart {
    private static TaskOptions retry(int maxRetries) {
        return TaskOptions.builder()
                .retry(new RetryPolicy(maxRetries, Duration.ofSeconds(10), Duration.ofSeconds(10)))
                .build();
    }

    @Test
    default void a_task_fails_after_its_last_retry_and_attempts_are_numbered() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            List<Integer> attempts = Collections.synchronizedList(new ArrayList<>());
            Task<String> task = fixture.submit(
                    context -> {
                        attempts.add(context.attempt());
                        throw new IllegalStateException("failure " + context.attempt());
                    },
                    retry(3));
            for (int attempt = 1; attempt <= 4; attempt++) {
                int expected = attempt;
                fixture.eventually("attempt " + attempt, () -> attempts.size() >= expected);
                fixture.awaitIdle();
                fixture.clock.advance(Duration.ofSeconds(10));
            }
            assertThat(fixture.end(task)).isInstanceOfSatisfying(TaskOutcome.Failed.class, failed -> {
                assertThat(failed.failure().type()).isEqualTo(IllegalStateException.class.getName());
                assertThat(failed.failure().message()).isEqualTo("failure 4");
            });
            assertThat(attempts).containsExactly(1, 2, 3, 4);
            assertThat(fixture.status(task).attempt()).isEqualTo(4);
        }
    }

    @Test
    default void a_retry_that_succeeds_ends_the_task() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            Task<String> task = fixture.submit(
                    context -> {
                        if (context.attempt() < 2) {
                            throw new IllegalStateException("not yet");
                        }
                        return "attempt " + context.attempt();
                    },
                    retry(5));
            fixture.eventually(
                    "the first attempt to end",
                    () -> fixture.status(task).attempt() > 0 && task.state() != TaskState.RUNNING);
            fixture.awaitIdle();
            fixture.clock.advance(Duration.ofSeconds(10));
            assertThat(fixture.end(task)).isEqualTo(new TaskOutcome.Succeeded<>("attempt 2"));
        }
    }

    @Test
    default void without_a_policy_nothing_is_retried() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            AtomicInteger runs = new AtomicInteger();
            Task<String> task = fixture.submit(context -> {
                runs.incrementAndGet();
                throw new IOException();
            });
            assertThat(fixture.end(task)).isInstanceOfSatisfying(TaskOutcome.Failed.class, failed -> {
                assertThat(failed.failure().type()).isEqualTo("java.io.IOException");
                assertThat(failed.failure().message()).isEqualTo("java.io.IOException");
            });
            fixture.clock.advance(Duration.ofMinutes(5));
            fixture.drainQueue();
            assertThat(runs).hasValue(1);
        }
    }

    @Test
    default void the_wait_before_a_retry_is_spread_evenly_up_to_its_bound() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(
                harness(), config -> config.random(new Random(42)).maxConcurrency(2))) {
            AtomicInteger first = new AtomicInteger();
            AtomicInteger second = new AtomicInteger();
            List<Task<String>> tasks = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                tasks.add(fixture.submit(
                        context -> {
                            if (context.attempt() == 1) {
                                first.incrementAndGet();
                                throw new IllegalStateException("not yet");
                            }
                            second.incrementAndGet();
                            return "done";
                        },
                        retry(1)));
            }
            fixture.eventually("the first attempts", () -> first.get() == 60);
            fixture.awaitIdle();
            fixture.clock.advance(Duration.ofSeconds(5));
            fixture.eventually("some of the retries", () -> second.get() >= 10);
            fixture.drainQueue();
            assertThat(second.get()).as("retries after half of the bound").isLessThan(50);
            fixture.clock.advance(Duration.ofSeconds(5));
            for (Task<String> task : tasks) {
                assertThat(fixture.end(task)).isEqualTo(new TaskOutcome.Succeeded<>("done"));
            }
        }
    }

    @Test
    default void the_bound_of_the_wait_doubles_up_to_its_maximum() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            AtomicInteger runs = new AtomicInteger();
            RetryPolicy policy = new RetryPolicy(6, Duration.ofSeconds(1), Duration.ofSeconds(5));
            Task<String> task = fixture.submit(
                    context -> {
                        runs.incrementAndGet();
                        throw new IllegalStateException("broken");
                    },
                    TaskOptions.builder().retry(policy).build());
            for (int retry = 1; retry <= 6; retry++) {
                int attempt = retry;
                fixture.eventually("attempt " + attempt, () -> runs.get() >= attempt);
                fixture.awaitIdle();
                fixture.clock.advance(policy.maxDelayBefore(retry));
            }
            assertThat(fixture.end(task).state()).isEqualTo(TaskState.FAILED);
            assertThat(runs).hasValue(7);
            assertThat(List.of(1, 2, 3, 4, 5).stream().map(policy::maxDelayBefore))
                    .containsExactly(
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(2),
                            Duration.ofSeconds(4),
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(5));
        }
    }

    @Test
    default void a_stated_instant_is_kept_to_the_millisecond() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.maxConcurrency(1))) {
            Instant notBefore = fixture.clock.now().plusSeconds(75);
            Task<String> task = fixture.submit(
                    context -> {
                        if (context.attempt() == 1) {
                            throw RetryLaterException.failed("429", notBefore, null);
                        }
                        return fixture.clock.now().toString();
                    },
                    retry(1));
            fixture.awaitRetryWait(task);
            fixture.clock.advanceTo(notBefore.minusMillis(1));
            fixture.drainQueue();
            assertThat(task.state()).isEqualTo(TaskState.RETRY_WAIT);
            fixture.clock.advanceTo(notBefore);
            assertThat(fixture.end(task)).isEqualTo(new TaskOutcome.Succeeded<>(notBefore.toString()));
        }
    }

    @Test
    default void an_instant_that_has_come_is_now() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            Task<String> task = fixture.submit(
                    context -> {
                        if (context.attempt() < 4) {
                            throw RetryLaterException.failed("busy", fixture.clock.now(), null);
                        }
                        return "attempt " + context.attempt();
                    },
                    retry(3));
            assertThat(fixture.end(task)).isEqualTo(new TaskOutcome.Succeeded<>("attempt 4"));
        }
    }

    @Test
    default void a_stated_instant_does_not_go_beyond_the_retries() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            Task<String> task = fixture.submit(
                    context -> {
                        throw RetryLaterException.failed("busy " + context.attempt(), fixture.clock.now(), null);
                    },
                    retry(2));
            assertThat(fixture.end(task))
                    .isInstanceOfSatisfying(
                            TaskOutcome.Failed.class,
                            failed -> assertThat(failed.failure().message()).isEqualTo("busy 3"));
        }
    }

    @Test
    default void a_snooze_does_not_count_as_an_attempt_that_failed() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            Task<String> task = fixture.submit(
                    context -> {
                        if (context.attempt() <= 5) {
                            throw RetryLaterException.snooze(
                                    "quota", fixture.clock.now().plusSeconds(1));
                        }
                        if (context.attempt() == 6) {
                            throw new IllegalStateException("the only failure");
                        }
                        return "attempt " + context.attempt();
                    },
                    retry(1));
            for (int attempt = 1; attempt <= 6; attempt++) {
                int expected = attempt;
                fixture.eventually(
                        "attempt " + attempt,
                        () -> fixture.status(task).attempt() >= expected && task.state() != TaskState.RUNNING);
                fixture.awaitIdle();
                fixture.clock.advance(Duration.ofSeconds(attempt < 6 ? 1 : 10));
            }
            assertThat(fixture.end(task)).isEqualTo(new TaskOutcome.Succeeded<>("attempt 7"));
        }
    }

    @Test
    default void a_permanent_failure_is_not_retried() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            AtomicInteger runs = new AtomicInteger();
            Task<String> task = fixture.submit(
                    context -> {
                        runs.incrementAndGet();
                        throw new PermanentFailureException("hopeless", null);
                    },
                    retry(5));
            assertThat(fixture.end(task))
                    .isInstanceOfSatisfying(
                            TaskOutcome.Failed.class,
                            failed -> assertThat(failed.failure().message()).isEqualTo("hopeless"));
            fixture.clock.advance(Duration.ofMinutes(5));
            fixture.drainQueue();
            assertThat(runs).hasValue(1);
        }
    }

    @Test
    default void no_thread_is_held_while_a_task_waits_for_its_retry() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.maxConcurrency(1))) {
            List<Task<String>> waiting = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                Task<String> task = fixture.submit(
                        context -> {
                            if (context.attempt() == 1) {
                                throw RetryLaterException.failed(
                                        "busy", fixture.clock.now().plusSeconds(10), null);
                            }
                            return "done";
                        },
                        retry(1));
                fixture.awaitRetryWait(task);
                waiting.add(task);
            }
            assertThat(fixture.manager.stats().waiting()).isEqualTo(10);
            fixture.awaitIdle();
            assertThat(fixture.end(fixture.submit(context -> "meanwhile")))
                    .isEqualTo(new TaskOutcome.Succeeded<>("meanwhile"));
            fixture.clock.advance(Duration.ofSeconds(10));
            for (Task<String> task : waiting) {
                assertThat(fixture.end(task)).isEqualTo(new TaskOutcome.Succeeded<>("done"));
            }
            assertThat(fixture.manager.stats().waiting()).isZero();
        }
    }
}
