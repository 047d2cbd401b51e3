package io.aiprism.testkit.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.task.Task;
import io.aiprism.task.TaskLookup;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskResult;
import io.aiprism.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** How callers wait for tasks. */
public interface WaitContract extends ContractPart {
    @Test
    default void all_who_wait_for_a_task_hear_of_its_end() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            Gate gate = fixture.gate();
            Task<String> task = fixture.submit(context -> {
                gate.pass();
                return "done";
            });
            gate.awaitArrival();
            List<Future<TaskOutcome<String>>> waiting = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                waiting.add(fixture.inThread(task::await));
            }
            CompletableFuture<TaskOutcome<String>> future = task.toFuture();
            Future<TaskLookup> lookup = fixture.inThread(() -> fixture.manager.await(task.id(), Duration.ofMinutes(1)));
            Future<TaskResult<String>> result =
                    fixture.inThread(() -> fixture.manager.await(task.id(), TaskFixture.WORK, Duration.ofMinutes(1)));
            gate.open();
            TaskOutcome<String> outcome = new TaskOutcome.Succeeded<>("done");
            for (Future<TaskOutcome<String>> each : waiting) {
                assertThat(fixture.get(each, "a waiting thread")).isEqualTo(outcome);
            }
            assertThat(fixture.get(future, "the future")).isEqualTo(outcome);
            assertThat(fixture.get(lookup, "a waiting thread")).isEqualTo(new TaskLookup.Found(fixture.status(task)));
            assertThat(fixture.get(result, "a waiting thread")).isEqualTo(new TaskResult.Finished<>(outcome));
        }
    }

    @Test
    default void a_submit_does_not_wait_for_the_handler() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            Gate gate = fixture.gate();
            Future<Task<String>> submit = fixture.inThread(() -> fixture.submit(context -> {
                gate.passUninterruptibly();
                return "done";
            }));
            gate.awaitArrival();
            Task<String> task = fixture.get(submit, "the submit");
            assertThat(task.state()).isEqualTo(TaskState.RUNNING);
            gate.open();
            assertThat(fixture.end(task)).isEqualTo(new TaskOutcome.Succeeded<>("done"));
        }
    }

    @Test
    default void a_wait_ends_when_its_time_is_up_and_the_task_goes_on() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            Gate gate = fixture.gate();
            Task<String> task = fixture.submit(context -> {
                gate.pass();
                return "done";
            });
            gate.awaitArrival();
            Instant start = fixture.clock.now();
            Duration atMost = Duration.ofSeconds(30);
            assertThat(fixture.advanceUntilDone(fixture.inThread(() -> task.await(atMost)), Duration.ofSeconds(1)))
                    .isEmpty();
            assertThat(fixture.clock.now()).isAfterOrEqualTo(start.plus(atMost));
            assertThat(fixture.advanceUntilDone(
                            fixture.inThread(() -> fixture.manager.await(task.id(), atMost)), Duration.ofSeconds(1)))
                    .isInstanceOf(TaskLookup.Found.class);
            assertThat(fixture.advanceUntilDone(
                            fixture.inThread(() -> fixture.manager.await(task.id(), TaskFixture.WORK, atMost)),
                            Duration.ofSeconds(1)))
                    .isInstanceOf(TaskResult.Pending.class);
            assertThat(task.state()).isEqualTo(TaskState.RUNNING);
            gate.open();
            assertThat(fixture.end(task)).isEqualTo(new TaskOutcome.Succeeded<>("done"));
        }
    }

    @Test
    default void waiting_for_an_ended_task_returns_at_once() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            Task<String> task = fixture.submit(context -> "done");
            fixture.end(task);
            TaskOutcome<String> outcome = new TaskOutcome.Succeeded<>("done");
            assertThat(task.await()).isEqualTo(outcome);
            assertThat(task.await(Duration.ofDays(1))).isEqualTo(Optional.of(outcome));
            assertThat(task.toFuture().getNow(new TaskOutcome.Cancelled<>("not ended")))
                    .isEqualTo(outcome);
            assertThat(fixture.manager.await(task.id(), TaskFixture.WORK, Duration.ofDays(1)))
                    .isEqualTo(new TaskResult.Finished<>(outcome));
        }
    }

    @Test
    default void interrupting_or_cancelling_a_wait_leaves_the_task_alone() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            Gate gate = fixture.gate();
            Task<String> task = fixture.submit(context -> {
                gate.pass();
                return "done";
            });
            gate.awaitArrival();
            Future<Boolean> waiting = fixture.inThread(() -> {
                Thread.currentThread().interrupt();
                try {
                    task.await();
                    return false;
                } catch (InterruptedException e) {
                    return true;
                }
            });
            assertThat(fixture.get(waiting, "the interrupted thread")).isTrue();
            CompletableFuture<TaskOutcome<String>> future = task.toFuture();
            future.cancel(true);
            assertThat(task.state()).isEqualTo(TaskState.RUNNING);
            gate.open();
            assertThat(fixture.end(task)).isEqualTo(new TaskOutcome.Succeeded<>("done"));
        }
    }

    @Test
    default void a_future_is_completed_normally_however_the_task_ended() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            Gate gate = fixture.gate();
            Task<String> failed = fixture.submit(context -> {
                throw new IllegalStateException("broken");
            });
            Task<String> cancelled = fixture.submit(context -> {
                gate.pass();
                return "";
            });
            gate.awaitArrival();
            CompletableFuture<TaskOutcome<String>> future = cancelled.toFuture();
            cancelled.cancel("not needed");
            assertThat(fixture.get(future, "the future")).isEqualTo(new TaskOutcome.Cancelled<>("not needed"));
            assertThat(fixture.get(failed.toFuture(), "the future")).isInstanceOf(TaskOutcome.Failed.class);
        }
    }

    @Test
    default void the_ends_of_many_tasks_are_all_heard_by_those_who_wait() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            int count = Math.min(2_000, harness().rounds());
            for (int i = 0; i < count; i++) {
                Task<String> task = fixture.submit(context -> "done");
                assertThat(task.await()).isEqualTo(new TaskOutcome.Succeeded<>("done"));
            }
        }
    }
}
