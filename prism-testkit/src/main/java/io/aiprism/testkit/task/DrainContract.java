package io.aiprism.testkit.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.task.Capability;
import io.aiprism.task.DrainReport;
import io.aiprism.task.GroupStatus;
import io.aiprism.task.RetryLaterException;
import io.aiprism.task.Task;
import io.aiprism.task.TaskGroup;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskLookup;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskRejectedException;
import io.aiprism.task.TaskState;
import io.aiprism.task.TaskType;
import io.aiprism.task.spi.NewTask;
import io.aiprism.task.spi.TaskExecutor;
import io.aiprism.task.spi.TaskHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a manager comes to rest without losing anything. */
public interface DrainContract extends ContractPart {
    private static Future<DrainReport> drain(TaskFixture fixture, Duration graceful, Duration afterInterrupt) {
        return fixture.inThread(() -> fixture.manager.drain(graceful, afterInterrupt));
    }

    private static void awaitShutDown(TaskFixture fixture) throws InterruptedException {
        fixture.eventually("the manager to accept nothing more", () -> {
            try {
                fixture.submit(context -> "").cancel("accepted before the drain began");
                return false;
            } catch (TaskRejectedException e) {
                return e.reason() == TaskRejectedException.Reason.SHUT_DOWN;
            }
        });
    }

    @Test
    default void a_drain_lets_accepted_tasks_end_and_accepts_no_others() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.maxConcurrency(2))) {
            Gate gate = fixture.gate();
            List<Task<String>> tasks = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                tasks.add(fixture.submit(context -> {
                    gate.pass();
                    return "done";
                }));
            }
            gate.awaitArrivals(2);
            Future<DrainReport> drain = drain(fixture, Duration.ofDays(1), Duration.ofSeconds(1));
            awaitShutDown(fixture);
            fixture.awaitBlocked(drain);
            assertThat(drain.isDone()).as("the drain waits for handlers").isFalse();
            gate.open();
            DrainReport report = fixture.get(drain, "the drain");
            assertThat(tasks).allMatch(task -> task.outcome().equals(Optional.of(new TaskOutcome.Succeeded<>("done"))));
            assertThat(report.cancelled()).isZero();
            assertThat(report.stillRunning()).isZero();
            assertThat(report.finished()).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    default void a_drain_loses_no_queued_task() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.maxConcurrency(2))) {
            Gate gate = fixture.occupyAllPlaces();
            List<Task<String>> queued = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                queued.add(fixture.submit(context -> "done"));
            }
            Future<DrainReport> drain = drain(fixture, Duration.ofDays(1), Duration.ofSeconds(1));
            awaitShutDown(fixture);
            fixture.awaitBlocked(drain);
            gate.open();
            DrainReport report = fixture.get(drain, "the drain");
            long ended = queued.stream()
                    .filter(task -> task.state() == TaskState.SUCCEEDED)
                    .count();
            if (fixture.can(Capability.DURABLE)) {
                long kept = queued.stream()
                        .filter(task -> task.state() == TaskState.QUEUED)
                        .count();
                assertThat(ended + kept).isEqualTo(100);
                assertThat(report.kept()).isEqualTo((int) kept);
            } else {
                assertThat(ended).isEqualTo(100);
                assertThat(report.kept()).isZero();
            }
            assertThat(report.cancelled()).isZero();
        }
    }

    @Test
    default void a_drain_cancels_what_has_not_ended_in_time() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.maxConcurrency(1))) {
            Task<String> retried = fixture.submit(context -> {
                throw RetryLaterException.snooze("quota", fixture.clock.now().plusSeconds(1000));
            });
            fixture.awaitRetryWait(retried);
            Gate gate = fixture.gate();
            Task<String> running = fixture.submit(context -> {
                gate.pass();
                return "";
            });
            gate.awaitArrival();
            Task<String> queued = fixture.submit(context -> "");
            Task<String> scheduled = fixture.submit(
                    context -> "",
                    TaskOptions.builder()
                            .startAt(fixture.clock.now().plusSeconds(1000))
                            .build());
            DrainReport report = fixture.advanceUntilDone(
                    drain(fixture, Duration.ofSeconds(20), Duration.ofHours(1)), Duration.ofMillis(500));
            assertThat(report.stillRunning()).isZero();
            if (fixture.can(Capability.DURABLE)) {
                assertThat(running.state().isTerminal() ? report.cancelled() : report.kept())
                        .isPositive();
                assertThat(List.of(retried, queued, scheduled)).noneMatch(task -> task.state() == TaskState.SUCCEEDED);
            } else {
                assertThat(List.of(retried, running, queued, scheduled))
                        .allMatch(task -> task.state() == TaskState.CANCELLED);
                assertThat(report.cancelled()).isEqualTo(4);
                assertThat(report.kept()).isZero();
            }
            assertThat(report.finished() + report.cancelled() + report.kept()).isEqualTo(4);
            assertThat(report.took()).isGreaterThanOrEqualTo(Duration.ofSeconds(20));
        }
    }

    @Test
    default void a_drain_waits_for_the_thread_of_a_cancelled_task() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            Gate gate = fixture.gate();
            Task<String> task = fixture.submit(context -> {
                gate.passUninterruptibly();
                return "";
            });
            gate.awaitArrival();
            task.cancel("not needed");
            Future<DrainReport> drain = drain(fixture, Duration.ofDays(1), Duration.ofDays(1));
            awaitShutDown(fixture);
            fixture.awaitBlocked(drain);
            assertThat(drain.isDone()).as("the drain waits for the thread").isFalse();
            gate.open();
            assertThat(fixture.get(drain, "the drain").stillRunning()).isZero();
        }
    }

    @Test
    default void a_drain_gives_up_on_a_handler_that_ignores_the_interrupt() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            Gate gate = fixture.gate();
            Task<String> task = fixture.submit(context -> {
                gate.passUninterruptibly();
                return "too late";
            });
            gate.awaitArrival();
            DrainReport report = fixture.advanceUntilDone(
                    drain(fixture, Duration.ofSeconds(10), Duration.ofSeconds(10)), Duration.ofMillis(500));
            assertThat(report.stillRunning()).isEqualTo(1);
            assertThat(report.took()).isGreaterThanOrEqualTo(Duration.ofSeconds(20));
            if (!fixture.can(Capability.DURABLE)) {
                assertThat(task.state()).isEqualTo(TaskState.CANCELLED);
            }
            gate.open();
        }
    }

    @Test
    default void a_drain_of_an_idle_manager_returns_at_once() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            fixture.end(fixture.submit(context -> "done"));
            fixture.awaitIdle();
            assertThat(fixture.manager.drain(Duration.ofDays(1), Duration.ofDays(1)))
                    .isEqualTo(new DrainReport(0, 0, 0, 0, Duration.ZERO));
        }
    }

    @Test
    default void an_interrupted_drain_cancels_what_is_left() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            Gate gate = fixture.gate();
            Task<String> task = fixture.submit(context -> {
                gate.pass();
                return "";
            });
            gate.awaitArrival();
            Future<Boolean> drain = fixture.inThread(() -> {
                Thread.currentThread().interrupt();
                try {
                    fixture.manager.drain(Duration.ofDays(1), Duration.ofDays(1));
                    return false;
                } catch (InterruptedException e) {
                    return true;
                }
            });
            assertThat(fixture.get(drain, "the interrupted drain")).isTrue();
            assertThat(task.state()).isNotEqualTo(TaskState.RUNNING);
        }
    }

    @Test
    default void a_finisher_runs_before_the_drain_is_over() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            if (!fixture.can(Capability.GROUPS) || fixture.can(Capability.DURABLE)) {
                return;
            }
            List<GroupStatus> finished = new CopyOnWriteArrayList<>();
            TaskType<GroupStatus, String> finisher =
                    TaskType.json("contract.finisher", GroupStatus.class, String.class);
            fixture.manager.register(finisher, (status, context) -> {
                finished.add(status);
                return "";
            });
            Gate gate = fixture.gate();
            TaskGroup group = fixture.manager.submitGroup(
                    List.of(fixture.request(context -> {
                        gate.pass();
                        return "";
                    })),
                    Optional.of(finisher));
            gate.awaitArrival();
            Future<DrainReport> drain = drain(fixture, Duration.ofDays(1), Duration.ofSeconds(1));
            awaitShutDown(fixture);
            fixture.awaitBlocked(drain);
            gate.open();
            fixture.get(drain, "the drain");
            assertThat(finished).containsExactly(new GroupStatus(group.id(), 1, 1, 0, 0, 0));
        }
    }

    @Test
    default void tasks_submitted_while_the_drain_begins_are_refused_or_end() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            if (fixture.can(Capability.DURABLE)) {
                return;
            }
            List<Future<List<Task<String>>>> submitters = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                submitters.add(fixture.inThread(() -> {
                    List<Task<String>> accepted = new ArrayList<>();
                    try {
                        while (accepted.size() < 10_000) {
                            accepted.add(fixture.submit(context -> "done"));
                        }
                    } catch (TaskRejectedException e) {
                        // Either the queue was full or the drain has begun.
                    }
                    return accepted;
                }));
            }
            fixture.eventually("some tasks", () -> fixture.list().size() > 20);
            fixture.get(drain(fixture, Duration.ofDays(1), Duration.ofSeconds(1)), "the drain");
            for (Future<List<Task<String>>> submitter : submitters) {
                assertThat(fixture.get(submitter, "a submitter")).allMatch(task -> task.state() == TaskState.SUCCEEDED);
            }
            assertThat(fixture.manager.stats().queued()).isZero();
        }
    }

    @Test
    default void a_submit_that_fails_while_the_drain_waits_does_not_hold_it_up() throws Exception {
        AtomicReference<@Nullable Gate> broken = new AtomicReference<>();
        UnaryOperator<TaskExecutor> breaking = executor -> new ForwardingTaskExecutor(executor) {
            @Override
            public TaskHandle submit(NewTask task) {
                Gate gate = broken.get();
                if (gate == null) {
                    return super.submit(task);
                }
                gate.passUninterruptibly();
                throw new IllegalStateException("the store is broken");
            }
        };
        try (TaskFixture fixture = TaskFixture.open(harness(), UnaryOperator.identity(), breaking)) {
            if (fixture.can(Capability.DURABLE)) {
                return;
            }
            Gate gate = fixture.gate();
            broken.set(gate);
            Future<Task<String>> submit = fixture.inThread(() -> fixture.submit(context -> ""));
            gate.awaitArrival();
            Future<DrainReport> drain = drain(fixture, Duration.ofDays(1), Duration.ofSeconds(1));
            fixture.awaitBlocked(drain);
            gate.open();
            assertThatThrownBy(() -> fixture.get(submit, "the submit")).hasRootCauseMessage("the store is broken");
            fixture.get(drain, "the drain");
        }
    }

    @Test
    default void closing_twice_is_harmless_and_what_is_known_can_still_be_read() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            Task<String> task = fixture.submit(context -> "done");
            fixture.end(task);
            fixture.get(
                    fixture.inThread(() -> {
                        fixture.manager.close();
                        fixture.manager.close();
                        return fixture.manager.drain(Duration.ofSeconds(1), Duration.ofSeconds(1));
                    }),
                    "the end of close");
            assertThatThrownBy(() -> fixture.submit(context -> ""))
                    .isInstanceOfSatisfying(
                            TaskRejectedException.class,
                            e -> assertThat(e.reason()).isEqualTo(TaskRejectedException.Reason.SHUT_DOWN));
            if (!fixture.can(Capability.DURABLE)) {
                assertThat(task.outcome()).contains(new TaskOutcome.Succeeded<>("done"));
                assertThat(fixture.manager.find(new TaskId(1, 2))).isEqualTo(new TaskLookup.Unknown(new TaskId(1, 2)));
            }
        }
    }
}
