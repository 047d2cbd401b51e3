package io.aiprism.testkit.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.task.Admission;
import io.aiprism.task.Task;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskRejectedException;
import io.aiprism.task.TaskState;
import io.aiprism.task.spi.TaskExecutor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** How many tasks run at the same time, and how many wait for it. */
public interface LimitContract extends ContractPart {
    @Test
    default void no_more_handlers_run_at_the_same_time_than_may() throws Exception {
        peakStaysWithinTheLimit(UnaryOperator.identity());
    }

    @Test
    default void no_more_handlers_run_than_may_when_tasks_are_delivered_too_often() throws Exception {
        peakStaysWithinTheLimit(executor -> new OverDeliveringExecutor(executor, 4));
    }

    private void peakStaysWithinTheLimit(UnaryOperator<TaskExecutor> decorator) throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.maxConcurrency(3), decorator)) {
            AtomicInteger running = new AtomicInteger();
            AtomicInteger peak = new AtomicInteger();
            AtomicInteger runs = new AtomicInteger();
            List<Task<String>> tasks = new ArrayList<>();
            int count = Math.min(300, harness().rounds());
            for (int i = 0; i < count; i++) {
                tasks.add(fixture.submit(context -> {
                    peak.accumulateAndGet(running.incrementAndGet(), Math::max);
                    for (int spin = 0; spin < 200; spin++) {
                        Thread.onSpinWait();
                    }
                    running.decrementAndGet();
                    runs.incrementAndGet();
                    return "done";
                }));
            }
            for (Task<String> task : tasks) {
                assertThat(fixture.end(task)).isEqualTo(new TaskOutcome.Succeeded<>("done"));
            }
            assertThat(peak.get()).isBetween(1, 3);
            assertThat(runs).hasValue(count);
            fixture.awaitIdle();
        }
    }

    @Test
    default void a_task_that_is_delivered_too_often_runs_once() throws Exception {
        List<AtomicInteger> runsOfEach = new ArrayList<>();
        try (TaskFixture fixture = TaskFixture.open(
                harness(), config -> config.maxConcurrency(8), executor -> new OverDeliveringExecutor(executor, 8))) {
            for (int i = 0; i < 100; i++) {
                AtomicInteger runs = new AtomicInteger();
                runsOfEach.add(runs);
                Task<String> task = fixture.submit(context -> "run " + runs.incrementAndGet());
                assertThat(fixture.end(task)).isEqualTo(new TaskOutcome.Succeeded<>("run 1"));
                assertThat(fixture.status(task).attempt()).isEqualTo(1);
            }
        }
        // Only now have the other deliveries come and gone.
        assertThat(runsOfEach).extracting(AtomicInteger::get).containsOnly(1);
    }

    @Test
    default void as_many_handlers_run_at_the_same_time_as_may() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.maxConcurrency(6))) {
            // Twice, since places must also be used again.
            for (int round = 0; round < 2; round++) {
                Gate gate = fixture.gate();
                List<Task<String>> tasks = new ArrayList<>();
                for (int i = 0; i < 6; i++) {
                    tasks.add(fixture.submit(context -> {
                        gate.pass();
                        return "done";
                    }));
                }
                gate.awaitArrivals(6);
                gate.open();
                for (Task<String> task : tasks) {
                    fixture.end(task);
                }
            }
        }
    }

    @Test
    default void a_full_queue_rejects_and_records_nothing() throws Exception {
        try (TaskFixture fixture =
                TaskFixture.open(harness(), config -> config.maxConcurrency(1).queueCapacity(3))) {
            Gate gate = fixture.occupyAllPlaces();
            List<Task<String>> queued = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                queued.add(fixture.submit(context -> "done"));
            }
            AtomicInteger runs = new AtomicInteger();
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> fixture.submit(
                                context -> Integer.toString(runs.incrementAndGet()),
                                TaskOptions.builder().idempotencyKey("key").build()))
                        .isInstanceOfSatisfying(
                                TaskRejectedException.class,
                                e -> assertThat(e.reason()).isEqualTo(TaskRejectedException.Reason.QUEUE_FULL));
            }
            assertThat(fixture.list()).hasSize(4);
            assertThat(fixture.manager.stats().queued()).isEqualTo(3);
            gate.open();
            for (Task<String> task : queued) {
                fixture.end(task);
            }
            assertThat(runs).hasValue(0);
            Task<String> accepted = fixture.submit(
                    context -> "run " + runs.incrementAndGet(),
                    TaskOptions.builder().idempotencyKey("key").build());
            assertThat(fixture.end(accepted)).isEqualTo(new TaskOutcome.Succeeded<>("run 1"));
        }
    }

    @Test
    default void tasks_that_end_in_the_queue_give_their_places_back() throws Exception {
        try (TaskFixture fixture =
                TaskFixture.open(harness(), config -> config.maxConcurrency(1).queueCapacity(2))) {
            Gate gate = fixture.occupyAllPlaces();
            for (int round = 0; round < 5; round++) {
                Task<String> cancelled = fixture.submit(context -> "");
                Task<String> late = fixture.submit(
                        context -> "",
                        TaskOptions.builder().timeout(Duration.ofSeconds(5)).build());
                cancelled.cancel("not needed");
                fixture.pass(Duration.ofSeconds(5));
                assertThat(fixture.end(late).state()).isEqualTo(TaskState.TIMED_OUT);
            }
            assertThat(fixture.manager.stats().queued()).isZero();
            gate.open();
        }
    }

    @Test
    default void a_submit_waits_for_a_place_at_most_as_long_as_it_said() throws Exception {
        try (TaskFixture fixture =
                TaskFixture.open(harness(), config -> config.maxConcurrency(1).queueCapacity(1))) {
            Gate gate = fixture.occupyAllPlaces();
            fixture.submit(context -> "");
            Instant start = fixture.clock.now();
            TaskOptions patient = TaskOptions.builder()
                    .admission(Admission.waitAtMost(Duration.ofSeconds(30)))
                    .build();
            Future<TaskRejectedException.Reason> rejected = fixture.inThread(() -> {
                try {
                    fixture.submit(context -> "", patient);
                    throw new AssertionError("accepted although the queue is full");
                } catch (TaskRejectedException e) {
                    return e.reason();
                }
            });
            assertThat(fixture.advanceUntilDone(rejected, Duration.ofSeconds(1)))
                    .isEqualTo(TaskRejectedException.Reason.QUEUE_FULL);
            assertThat(fixture.clock.now()).isAfterOrEqualTo(start.plusSeconds(30));
            gate.open();
        }
    }

    @Test
    default void submits_that_wait_for_a_place_are_accepted_when_there_is_one() throws Exception {
        try (TaskFixture fixture =
                TaskFixture.open(harness(), config -> config.maxConcurrency(1).queueCapacity(1))) {
            Gate gate = fixture.occupyAllPlaces();
            fixture.submit(context -> "");
            TaskOptions patient = TaskOptions.builder()
                    .admission(Admission.waitAtMost(Duration.ofSeconds(30)))
                    .build();
            List<Future<Task<String>>> waiting = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                waiting.add(fixture.inThread(() -> fixture.submit(context -> "done", patient)));
            }
            gate.open();
            for (Future<Task<String>> submit : waiting) {
                Task<String> task = fixture.get(submit, "a submit that waits for a place");
                assertThat(fixture.end(task)).isEqualTo(new TaskOutcome.Succeeded<>("done"));
            }
        }
    }

    @Test
    default void a_task_that_found_the_queue_full_runs_in_the_caller_within_the_limit() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(
                harness(), config -> config.maxConcurrency(1).queueCapacity(1).admission(Admission.runInCaller()))) {
            Gate gate = fixture.occupyAllPlaces();
            Task<String> queued = fixture.submit(context -> "done");
            AtomicBoolean opened = new AtomicBoolean();
            Future<Boolean> done = fixture.inThread(() -> {
                Thread self = Thread.currentThread();
                Task<String> task = fixture.submit(context -> (Thread.currentThread() == self) + " " + opened.get());
                return task.outcome().orElseThrow().equals(new TaskOutcome.Succeeded<>("true true"));
            });
            fixture.awaitBlocked(done);
            opened.set(true);
            gate.open();
            assertThat(fixture.get(done, "the task in the caller")).isTrue();
            assertThat(fixture.end(queued)).isEqualTo(new TaskOutcome.Succeeded<>("done"));
        }
    }

    @Test
    default void a_handler_that_throws_an_error_gives_its_place_back() throws Exception {
        try (TaskFixture fixture =
                TaskFixture.open(harness(), config -> config.maxConcurrency(1).queueCapacity(1))) {
            for (int i = 0; i < 20; i++) {
                Task<String> task = fixture.submit(context -> {
                    throw new StackOverflowError("made up");
                });
                assertThat(fixture.end(task))
                        .isInstanceOfSatisfying(
                                TaskOutcome.Failed.class,
                                failed -> assertThat(failed.failure().type())
                                        .isEqualTo(StackOverflowError.class.getName()));
            }
            assertThat(fixture.end(fixture.submit(context -> "done"))).isEqualTo(new TaskOutcome.Succeeded<>("done"));
            fixture.awaitIdle();
        }
    }
}
