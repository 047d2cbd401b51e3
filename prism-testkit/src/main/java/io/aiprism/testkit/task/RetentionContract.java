package io.aiprism.testkit.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.task.CancelResult;
import io.aiprism.task.Capability;
import io.aiprism.task.Retention;
import io.aiprism.task.Task;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskLookup;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskRequest;
import io.aiprism.task.TaskResult;
import io.aiprism.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long, and how many, ended tasks are kept, and what is left of them. */
public interface RetentionContract extends ContractPart {
    /** How much longer than it must an ended task may be kept, until the engine has purged. */
    Duration PURGE_SLACK = Duration.ofMinutes(2);

    private static Retention retention() {
        return Retention.DEFAULT.withTtl(Duration.ofMinutes(30)).withTombstones(Duration.ofMinutes(30), 100);
    }

    private static void checkExpired(TaskFixture fixture, Task<String> task, TaskLookup.Expired expected)
            throws InterruptedException {
        TaskId id = task.id();
        assertThat(fixture.manager.find(id)).isEqualTo(expected);
        assertThat(task.lookup()).isEqualTo(expected);
        assertThat(task.outcome()).isEmpty();
        assertThat(task.state()).isEqualTo(expected.lastState());
        assertThat(fixture.manager.result(id, TaskFixture.WORK)).isEqualTo(new TaskResult.Expired<>(expected));
        assertThat(fixture.manager.await(id, Duration.ofDays(1))).isEqualTo(expected);
        assertThat(fixture.manager.await(id, TaskFixture.WORK, Duration.ofDays(1)))
                .isEqualTo(new TaskResult.Expired<>(expected));
        assertThatThrownBy(task::await).isInstanceOf(IllegalStateException.class);
        assertThat(fixture.manager.cancel(id, "too late")).isEqualTo(CancelResult.EXPIRED);
        assertThat(fixture.list()).noneMatch(status -> status.id().equals(id));
        if (fixture.can(Capability.EVENTS)) {
            assertThat(fixture.manager.awaitEvents(id, 1000, Duration.ofDays(1)))
                    .isEmpty();
        }
        assertThat(fixture.manager.find(id)).as("reading again").isEqualTo(expected);
    }

    private static boolean isKept(TaskFixture fixture, Task<String> task) {
        return fixture.manager.find(task.id()) instanceof TaskLookup.Found;
    }

    @Test
    default void an_outcome_is_kept_for_its_time_from_the_end_of_the_task() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.retention(retention()))) {
            Gate gate = fixture.gate();
            Task<String> task = fixture.submit(context -> {
                gate.pass();
                return "done";
            });
            gate.awaitArrival();
            fixture.clock.advance(Duration.ofMinutes(50));
            gate.open();
            fixture.end(task);
            Instant finishedAt = fixture.clock.now();
            fixture.clock.advance(Duration.ofMinutes(29));
            assertThat(task.outcome()).contains(new TaskOutcome.Succeeded<>("done"));
            assertThat(isKept(fixture, task)).isTrue();
            fixture.clock.advance(Duration.ofMinutes(1).plus(PURGE_SLACK));
            checkExpired(fixture, task, new TaskLookup.Expired(task.id(), TaskState.SUCCEEDED, finishedAt));
            fixture.clock.advance(Duration.ofMinutes(30).plus(PURGE_SLACK));
            assertThat(fixture.manager.find(task.id())).isEqualTo(new TaskLookup.Unknown(task.id()));
            assertThat(fixture.manager.result(task.id(), TaskFixture.WORK))
                    .isEqualTo(new TaskResult.Unknown<>(task.id()));
            assertThat(fixture.manager.cancel(task.id(), "too late")).isEqualTo(CancelResult.UNKNOWN);
        }
    }

    @Test
    default void a_task_can_have_a_retention_of_its_own() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.retention(retention()))) {
            Task<String> shorter = fixture.submit(
                    context -> "done",
                    TaskOptions.builder().retention(Duration.ofMinutes(5)).build());
            Task<String> longer = fixture.submit(
                    context -> "done",
                    TaskOptions.builder().retention(Duration.ofHours(5)).build());
            fixture.end(shorter);
            fixture.end(longer);
            fixture.clock.advance(Duration.ofMinutes(4));
            assertThat(isKept(fixture, shorter)).isTrue();
            fixture.clock.advance(Duration.ofMinutes(1).plus(PURGE_SLACK));
            assertThat(isKept(fixture, shorter)).isFalse();
            fixture.clock.advance(Duration.ofHours(4));
            assertThat(isKept(fixture, longer)).isTrue();
            fixture.clock.advance(Duration.ofHours(1).plus(PURGE_SLACK));
            assertThat(isKept(fixture, longer)).isFalse();
        }
    }

    @Test
    default void every_kind_of_end_expires_as_what_it_was() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(
                harness(), config -> config.retention(retention()).maxConcurrency(1))) {
            Task<String> failed = fixture.submit(context -> {
                throw new IllegalStateException("broken");
            });
            fixture.end(failed);
            Gate gate = fixture.occupyAllPlaces();
            Task<String> cancelled = fixture.submit(context -> "");
            cancelled.cancel("not needed");
            Task<String> late = fixture.submit(
                    context -> "",
                    TaskOptions.builder().timeout(Duration.ofSeconds(5)).build());
            fixture.pass(Duration.ofSeconds(5));
            fixture.end(late);
            gate.open();
            List<TaskLookup.Expired> expected = new ArrayList<>();
            for (Task<String> task : List.of(failed, cancelled, late)) {
                expected.add(new TaskLookup.Expired(
                        task.id(),
                        task.state(),
                        fixture.status(task).finishedAt().orElseThrow()));
            }
            fixture.clock.advance(Duration.ofMinutes(30).plus(PURGE_SLACK));
            checkExpired(fixture, failed, expected.get(0));
            checkExpired(fixture, cancelled, expected.get(1));
            checkExpired(fixture, late, expected.get(2));
        }
    }

    @Test
    default void a_task_that_has_not_ended_never_expires() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(
                harness(), config -> config.retention(retention()).timeout(Duration.ofDays(10)))) {
            Gate gate = fixture.gate();
            Task<String> task = fixture.submit(context -> {
                gate.pass();
                return "done";
            });
            gate.awaitArrival();
            Task<String> scheduled = fixture.submit(
                    context -> "",
                    TaskOptions.builder()
                            .startAt(fixture.clock.now().plus(Duration.ofDays(5)))
                            .build());
            fixture.clock.advance(Duration.ofHours(10));
            assertThat(fixture.manager.forget(task.id())).isFalse();
            assertThat(fixture.manager.forget(scheduled.id())).isFalse();
            assertThat(task.state()).isEqualTo(TaskState.RUNNING);
            assertThat(scheduled.state()).isEqualTo(TaskState.SCHEDULED);
            gate.open();
            assertThat(fixture.end(task)).isEqualTo(new TaskOutcome.Succeeded<>("done"));
        }
    }

    @Test
    default void of_too_many_ended_tasks_those_that_ended_first_go_first() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(
                harness(), config -> config.retention(retention().withMaxTasks(5)))) {
            List<Task<String>> tasks = new ArrayList<>();
            Gate gate = fixture.gate();
            Task<String> running = fixture.submit(context -> {
                gate.pass();
                return "";
            });
            gate.awaitArrival();
            for (int i = 0; i < 20; i++) {
                Task<String> task = fixture.submit(context -> "done");
                fixture.end(task);
                fixture.awaitRunning(1);
                tasks.add(task);
                fixture.clock.advance(Duration.ofMillis(10));
            }
            fixture.clock.advance(PURGE_SLACK);
            for (int i = 0; i < 15; i++) {
                assertThat(fixture.manager.find(tasks.get(i).id())).isInstanceOf(TaskLookup.Expired.class);
            }
            for (int i = 15; i < 20; i++) {
                assertThat(tasks.get(i).outcome()).contains(new TaskOutcome.Succeeded<>("done"));
            }
            assertThat(running.state()).isEqualTo(TaskState.RUNNING);
            gate.open();
        }
    }

    @Test
    default void of_too_large_results_those_that_ended_first_go_first() throws Exception {
        Retention small = retention().withMaxBytes(1_000, result -> 300);
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.retention(small))) {
            List<Task<String>> tasks = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                Task<String> task = fixture.submit(context -> "done");
                fixture.end(task);
                fixture.awaitIdle();
                tasks.add(task);
                fixture.clock.advance(Duration.ofMillis(10));
            }
            fixture.clock.advance(PURGE_SLACK);
            for (int i = 0; i < 7; i++) {
                assertThat(fixture.manager.find(tasks.get(i).id())).isInstanceOf(TaskLookup.Expired.class);
            }
            for (int i = 7; i < 10; i++) {
                assertThat(tasks.get(i).outcome()).contains(new TaskOutcome.Succeeded<>("done"));
            }
        }
    }

    @Test
    default void of_too_many_tombstones_the_oldest_go_first() throws Exception {
        Retention few = retention().withMaxTasks(1).withTombstones(Duration.ofHours(1), 3);
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.retention(few))) {
            List<Task<String>> tasks = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                Task<String> task = fixture.submit(context -> "done");
                fixture.end(task);
                fixture.awaitIdle();
                tasks.add(task);
                fixture.clock.advance(Duration.ofMillis(10));
            }
            fixture.clock.advance(PURGE_SLACK);
            assertThat(fixture.manager.find(tasks.get(9).id())).isInstanceOf(TaskLookup.Found.class);
            for (int i = 6; i < 9; i++) {
                assertThat(fixture.manager.find(tasks.get(i).id())).isInstanceOf(TaskLookup.Expired.class);
            }
            for (int i = 0; i < 6; i++) {
                assertThat(fixture.manager.find(tasks.get(i).id())).isInstanceOf(TaskLookup.Unknown.class);
            }
        }
    }

    @Test
    default void a_forgotten_task_has_expired() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.retention(retention()))) {
            Task<String> task = fixture.submit(context -> "done");
            Task<String> other = fixture.submit(context -> "other");
            fixture.end(task);
            fixture.end(other);
            Instant finishedAt = fixture.clock.now();
            fixture.clock.advance(Duration.ofSeconds(1));
            assertThat(fixture.manager.forget(task.id())).isTrue();
            checkExpired(fixture, task, new TaskLookup.Expired(task.id(), TaskState.SUCCEEDED, finishedAt));
            assertThat(other.outcome()).contains(new TaskOutcome.Succeeded<>("other"));
            fixture.clock.advance(Duration.ofMinutes(30).plus(PURGE_SLACK));
            assertThat(fixture.manager.find(task.id())).isEqualTo(new TaskLookup.Unknown(task.id()));
        }
    }

    @Test
    default void a_million_ended_tasks_leave_the_heap_flat() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(
                harness(),
                config -> config.retention(
                                Retention.DEFAULT.withMaxTasks(1_000).withTombstones(Duration.ofHours(1), 1_000))
                        .maxConcurrency(2))) {
            if (fixture.can(Capability.DURABLE)) {
                return;
            }
            var request = fixture.request(context -> "done");
            int million = 100 * harness().rounds();
            submitAndAwait(fixture, request, million / 5);
            long before = usedHeap();
            submitAndAwait(fixture, request, million * 4 / 5);
            long growth = usedHeap() - before;
            assertThat(growth).as("bytes that the heap has grown").isLessThan(4L << 20);
            assertThat(fixture.clock.scheduled())
                    .as("actions left in the clock")
                    .isLessThan(10_000);
        }
    }

    private static void submitAndAwait(TaskFixture fixture, TaskRequest<String, String> request, int count)
            throws InterruptedException {
        for (int submitted = 0; submitted < count; submitted += 1_000) {
            Task<String> last = fixture.manager.submit(request);
            for (int i = 1; i < 1_000; i++) {
                last = fixture.manager.submit(request);
            }
            fixture.end(last);
            fixture.clock.advance(Duration.ofMillis(100));
            fixture.eventually(
                    "the queue to be empty", () -> fixture.manager.stats().queued() == 0);
        }
    }

    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }
}
