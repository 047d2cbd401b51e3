package io.aiprism.testkit.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.task.CancelResult;
import io.aiprism.task.Task;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskLookup;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The life of a task: each state follows from the one before, and the last one stays. */
public interface StatesContract extends ContractPart {
    @Test
    default void a_task_is_queued_then_running_then_succeeded() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.maxConcurrency(1))) {
            Gate busy = fixture.occupyAllPlaces();
            Gate gate = fixture.gate();
            Task<String> task = fixture.submit(context -> {
                gate.pass();
                return "done " + context.attempt();
            });
            assertThat(task.state()).isEqualTo(TaskState.QUEUED);
            assertThat(fixture.status(task).attempt()).isZero();
            busy.open();
            gate.awaitArrival();
            assertThat(task.state()).isEqualTo(TaskState.RUNNING);
            assertThat(task.outcome()).isEmpty();
            assertThat(fixture.status(task).attempt()).isEqualTo(1);
            gate.open();
            assertThat(fixture.end(task)).isEqualTo(new TaskOutcome.Succeeded<>("done 1"));
            assertThat(task.state()).isEqualTo(TaskState.SUCCEEDED);
            assertThat(fixture.status(task).state()).isEqualTo(TaskState.SUCCEEDED);
        }
    }

    @Test
    default void a_task_waits_for_its_start_time() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.maxConcurrency(1))) {
            Instant startAt = fixture.clock.now().plusSeconds(60);
            Task<String> task = fixture.submit(
                    context -> fixture.clock.now().toString(),
                    TaskOptions.builder()
                            .startAt(startAt)
                            .timeout(Duration.ofSeconds(30))
                            .build());
            assertThat(task.state()).isEqualTo(TaskState.SCHEDULED);
            assertThat(fixture.status(task).deadline())
                    .as("the timeout counts from the start time")
                    .isEqualTo(startAt.plusSeconds(30));
            assertThat(fixture.manager.stats().waiting()).isEqualTo(1);
            fixture.clock.advance(Duration.ofMillis(59_999));
            fixture.drainQueue();
            assertThat(task.state()).isEqualTo(TaskState.SCHEDULED);
            fixture.clock.advance(Duration.ofMillis(1));
            assertThat(fixture.end(task)).isEqualTo(new TaskOutcome.Succeeded<>(startAt.toString()));
            assertThat(fixture.manager.stats().waiting()).isZero();
        }
    }

    @Test
    default void tasks_that_fall_due_together_all_run() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.maxConcurrency(2))) {
            Instant startAt = fixture.clock.now().plusSeconds(60);
            List<Task<String>> tasks = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                Instant due = startAt.plusMillis(i % 5);
                tasks.add(fixture.submit(
                        context -> "due", TaskOptions.builder().startAt(due).build()));
            }
            fixture.clock.advance(Duration.ofSeconds(61));
            for (Task<String> task : tasks) {
                assertThat(fixture.end(task)).isEqualTo(new TaskOutcome.Succeeded<>("due"));
            }
        }
    }

    @Test
    default void a_start_time_in_the_past_is_now() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            Task<String> task = fixture.submit(
                    context -> "done",
                    TaskOptions.builder()
                            .startAt(fixture.clock.now().minusSeconds(60))
                            .build());
            assertThat(fixture.end(task)).isEqualTo(new TaskOutcome.Succeeded<>("done"));
        }
    }

    @Test
    default void every_submitted_task_runs_exactly_once() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            int count = Math.min(2_000, harness().rounds());
            List<Task<String>> tasks = new ArrayList<>();
            Map<TaskId, Boolean> ran = new ConcurrentHashMap<>();
            AtomicBoolean twice = new AtomicBoolean();
            for (int i = 0; i < count; i++) {
                tasks.add(fixture.submit(context -> {
                    if (ran.put(context.id(), true) != null) {
                        twice.set(true);
                    }
                    return context.id().toString();
                }));
            }
            for (Task<String> task : tasks) {
                assertThat(fixture.end(task))
                        .isEqualTo(new TaskOutcome.Succeeded<>(task.id().toString()));
            }
            assertThat(ran).hasSize(count);
            assertThat(twice).isFalse();
        }
    }

    @Test
    default void a_terminal_state_never_changes() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.timeout(Duration.ofMinutes(10)))) {
            Gate gate = fixture.gate();
            List<Task<String>> tasks = List.of(
                    fixture.submit(context -> "done"),
                    fixture.submit(context -> {
                        throw new IllegalStateException("broken");
                    }),
                    fixture.submit(context -> {
                        gate.passUninterruptibly();
                        return "too late";
                    }),
                    fixture.submit(
                            context -> {
                                gate.passUninterruptibly();
                                return "too late";
                            },
                            TaskOptions.builder().timeout(Duration.ofSeconds(5)).build()));
            gate.awaitArrivals(2);
            tasks.get(2).cancel("not needed");
            fixture.pass(Duration.ofSeconds(5));
            for (Task<String> task : tasks) {
                fixture.end(task);
            }
            List<TaskLookup> before = tasks.stream().map(Task::lookup).toList();
            List<Optional<TaskOutcome<String>>> outcomes =
                    tasks.stream().map(Task::outcome).toList();
            gate.open();
            fixture.awaitIdle();
            for (Task<String> task : tasks) {
                assertThat(task.cancel("again")).isEqualTo(CancelResult.ALREADY_FINISHED);
            }
            fixture.pass(Duration.ofMinutes(11));
            assertThat(tasks.stream().map(Task::state))
                    .containsExactly(TaskState.SUCCEEDED, TaskState.FAILED, TaskState.CANCELLED, TaskState.TIMED_OUT);
            assertThat(tasks.stream().map(Task::lookup).toList()).isEqualTo(before);
            assertThat(tasks.stream().map(Task::outcome).toList()).isEqualTo(outcomes);
        }
    }
}
