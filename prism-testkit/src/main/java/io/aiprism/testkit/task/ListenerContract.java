package io.aiprism.testkit.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.task.Registration;
import io.aiprism.task.RetryLaterException;
import io.aiprism.task.Task;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskQuery;
import io.aiprism.task.TaskResult;
import io.aiprism.task.TaskState;
import io.aiprism.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What listeners hear, and that they can do no harm. */
public interface ListenerContract extends ContractPart {
    private static void awaitStates(TaskFixture fixture, Map<TaskId, List<TaskState>> heard, TaskId id, TaskState last)
            throws InterruptedException {
        fixture.eventually(
                "the listener to hear of " + last,
                () -> heard.getOrDefault(id, List.of()).contains(last));
    }

    @Test
    default void a_listener_hears_every_state_of_every_task_once() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            Map<TaskId, List<TaskState>> heard = new ConcurrentHashMap<>();
            fixture.manager.listen(status -> heard.computeIfAbsent(status.id(), id -> new CopyOnWriteArrayList<>())
                    .add(status.state()));
            Instant start = fixture.clock.now();
            Gate gate = fixture.gate();
            Task<String> retried = fixture.submit(
                    context -> {
                        if (context.attempt() == 1) {
                            throw RetryLaterException.snooze("quota", start.plusSeconds(20));
                        }
                        return "done";
                    },
                    TaskOptions.builder().startAt(start.plusSeconds(10)).build());
            Task<String> failed = fixture.submit(context -> {
                throw new IllegalStateException("broken");
            });
            Task<String> cancelled = fixture.submit(context -> {
                gate.pass();
                return "";
            });
            Task<String> late = fixture.submit(
                    context -> {
                        gate.pass();
                        return "";
                    },
                    TaskOptions.builder().timeout(Duration.ofSeconds(5)).build());
            gate.awaitArrivals(2);
            cancelled.cancel("not needed");
            fixture.pass(Duration.ofSeconds(5));
            fixture.end(late);
            fixture.clock.advanceTo(start.plusSeconds(10));
            fixture.awaitRetryWait(retried);
            fixture.clock.advanceTo(start.plusSeconds(20));
            fixture.end(retried);
            awaitStates(fixture, heard, retried.id(), TaskState.SUCCEEDED);
            awaitStates(fixture, heard, failed.id(), TaskState.FAILED);
            awaitStates(fixture, heard, cancelled.id(), TaskState.CANCELLED);
            awaitStates(fixture, heard, late.id(), TaskState.TIMED_OUT);
            fixture.drainQueue();
            assertThat(heard.get(retried.id()))
                    .containsExactlyInAnyOrder(
                            TaskState.SCHEDULED,
                            TaskState.QUEUED,
                            TaskState.RUNNING,
                            TaskState.RETRY_WAIT,
                            TaskState.QUEUED,
                            TaskState.RUNNING,
                            TaskState.SUCCEEDED);
            assertThat(heard.get(failed.id()))
                    .containsExactlyInAnyOrder(TaskState.QUEUED, TaskState.RUNNING, TaskState.FAILED);
            assertThat(heard.get(cancelled.id()))
                    .containsExactlyInAnyOrder(TaskState.QUEUED, TaskState.RUNNING, TaskState.CANCELLED);
            assertThat(heard.get(late.id()))
                    .containsExactlyInAnyOrder(TaskState.QUEUED, TaskState.RUNNING, TaskState.TIMED_OUT);
        }
    }

    @Test
    default void a_listener_that_throws_reaches_neither_the_task_nor_other_listeners() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            AtomicInteger ends = new AtomicInteger();
            fixture.manager.listen(status -> {
                throw new IllegalStateException("a broken listener");
            });
            fixture.manager.listen(status -> {
                throw new AssertionError("a listener broken worse");
            });
            fixture.manager.listen(status -> ends.addAndGet(status.state().isTerminal() ? 1 : 0));
            assertThat(fixture.end(fixture.submit(context -> "done"))).isEqualTo(new TaskOutcome.Succeeded<>("done"));
            Gate gate = fixture.gate();
            Task<String> cancelled = fixture.submit(context -> {
                gate.pass();
                return "";
            });
            gate.awaitArrival();
            cancelled.cancel("not needed");
            fixture.submit(
                    context -> "",
                    TaskOptions.builder()
                            .startAt(fixture.clock.now().plusSeconds(10))
                            .build());
            fixture.clock.advance(Duration.ofSeconds(10));
            fixture.eventually("the third listener to hear all", () -> ends.get() == 3);
        }
    }

    @Test
    default void a_listener_hears_of_a_state_after_it_is_stored() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            Map<TaskId, TaskResult<String>> results = new ConcurrentHashMap<>();
            Map<TaskId, TaskStatus> found = new ConcurrentHashMap<>();
            AtomicInteger ends = new AtomicInteger();
            fixture.manager.listen(status -> {
                if (status.state().isTerminal()) {
                    found.put(status.id(), fixture.status(status.id()));
                    results.put(status.id(), fixture.manager.result(status.id(), TaskFixture.WORK));
                    assertThat(status).isEqualTo(fixture.status(status.id()));
                    ends.incrementAndGet();
                }
            });
            for (int i = 0; i < 50; i++) {
                fixture.end(fixture.submit(context -> "done"));
            }
            fixture.eventually("the listener to hear of all", () -> ends.get() >= 50);
            fixture.awaitIdle();
            assertThat(ends).hasValue(50);
            assertThat(found.values()).hasSize(50).allMatch(status -> status.state() == TaskState.SUCCEEDED);
            assertThat(results.values())
                    .allMatch(new TaskResult.Finished<>(new TaskOutcome.Succeeded<>("done"))::equals);
        }
    }

    @Test
    default void a_listener_may_call_the_manager_and_no_lock_is_held_meanwhile() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            List<Task<String>> followUps = new CopyOnWriteArrayList<>();
            Task<String> scheduled = fixture.submit(
                    context -> "",
                    TaskOptions.builder()
                            .startAt(fixture.clock.now().plusSeconds(60))
                            .build());
            fixture.manager.listen(status -> {
                if (status.labels().containsKey("main")) {
                    // A lock held by this thread would stop the other one.
                    everythingWorksInAnotherThread(fixture, status, scheduled);
                    if (status.state() == TaskState.SUCCEEDED) {
                        followUps.add(fixture.submit(context -> "next"));
                    }
                }
            });
            fixture.end(fixture.submit(
                    context -> "done",
                    TaskOptions.builder().labels(Map.of("main", "")).build()));
            fixture.eventually("the listener to submit", () -> !followUps.isEmpty());
            assertThat(fixture.end(followUps.get(0))).isEqualTo(new TaskOutcome.Succeeded<>("next"));
            assertThat(scheduled.state()).isEqualTo(TaskState.CANCELLED);
        }
    }

    private static void everythingWorksInAnotherThread(TaskFixture fixture, TaskStatus status, Task<String> other) {
        try {
            fixture.get(
                    fixture.inThread(() -> {
                        fixture.manager.find(status.id());
                        fixture.manager.list(TaskQuery.ALL);
                        fixture.manager.stats();
                        fixture.submit(context -> "").cancel("not needed");
                        return other.cancel("not needed");
                    }),
                    "calls of the manager in another thread");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    default void a_listener_hears_nothing_after_it_was_taken_back() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            AtomicInteger heard = new AtomicInteger();
            Registration registration = fixture.manager.listen(status -> heard.incrementAndGet());
            fixture.end(fixture.submit(context -> ""));
            fixture.eventually("the listener to hear all", () -> heard.get() == 3);
            registration.close();
            registration.close();
            fixture.end(fixture.submit(context -> ""));
            fixture.drainQueue();
            assertThat(heard).hasValue(3);
        }
    }
}
