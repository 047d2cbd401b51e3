package io.aiprism.testkit.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.task.Capability;
import io.aiprism.task.Codec;
import io.aiprism.task.GroupStatus;
import io.aiprism.task.RetryLaterException;
import io.aiprism.task.Task;
import io.aiprism.task.TaskContext;
import io.aiprism.task.TaskGroup;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskRequest;
import io.aiprism.task.TaskResult;
import io.aiprism.task.TaskState;
import io.aiprism.task.TaskType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a durable executor knows after its process has ended. On others there is nothing to test. */
public interface RestartContract extends ContractPart {
    private static void open(TaskExecutorHarness harness, Scenario scenario) throws Exception {
        if (harness.capabilities().contains(Capability.DURABLE)) {
            try (TaskFixture fixture = TaskFixture.open(harness, config -> config.maxConcurrency(1))) {
                scenario.play(fixture);
            }
        }
    }

    private static TaskOutcome<String> end(TaskFixture fixture, TaskId id) throws InterruptedException {
        fixture.end(id);
        if (fixture.manager.result(id, TaskFixture.WORK) instanceof TaskResult.Finished<String>(var outcome)) {
            return outcome;
        }
        throw new AssertionError("no outcome of task " + id);
    }

    @Test
    default void what_has_ended_is_known_after_a_restart() throws Exception {
        open(harness(), fixture -> {
            Task<String> task = fixture.submit(context -> {
                context.progress(1, 1, "all");
                return "done";
            });
            Task<String> failed = fixture.submit(context -> {
                throw new IllegalStateException("broken");
            });
            fixture.end(task);
            fixture.end(failed);
            var before = List.of(fixture.status(task), fixture.status(failed));
            var events = fixture.can(Capability.EVENTS) ? fixture.manager.events(task.id(), 0) : List.of();
            try (TaskFixture restarted = fixture.restart()) {
                assertThat(List.of(restarted.status(task), restarted.status(failed)))
                        .isEqualTo(before);
                assertThat(end(restarted, task.id())).isEqualTo(new TaskOutcome.Succeeded<>("done"));
                assertThat(end(restarted, failed.id()))
                        .isInstanceOfSatisfying(
                                TaskOutcome.Failed.class,
                                outcome ->
                                        assertThat(outcome.failure().message()).isEqualTo("broken"));
                if (fixture.can(Capability.EVENTS)) {
                    assertThat(restarted.manager.events(task.id(), 0)).isEqualTo(events);
                }
            }
        });
    }

    @Test
    default void what_was_waiting_runs_after_a_restart() throws Exception {
        open(harness(), fixture -> {
            Task<String> retried = fixture.submit(context -> {
                if (context.attempt() == 1) {
                    throw RetryLaterException.snooze(
                            "quota", fixture.clock.now().plusSeconds(30));
                }
                return "attempt " + context.attempt();
            });
            fixture.awaitRetryWait(retried);
            fixture.occupyAllPlaces();
            Task<String> queued = fixture.submit(context -> "queued");
            Task<String> scheduled = fixture.submit(
                    context -> "scheduled",
                    TaskOptions.builder()
                            .startAt(fixture.clock.now().plusSeconds(30))
                            .build());
            try (TaskFixture restarted = fixture.restart()) {
                assertThat(restarted.status(scheduled).state()).isEqualTo(TaskState.SCHEDULED);
                assertThat(restarted.status(retried).state()).isEqualTo(TaskState.RETRY_WAIT);
                cancelBlockers(restarted, List.of(queued.id(), scheduled.id(), retried.id()));
                assertThat(end(restarted, queued.id())).isEqualTo(new TaskOutcome.Succeeded<>("queued"));
                restarted.clock.advance(Duration.ofSeconds(30));
                assertThat(end(restarted, scheduled.id())).isEqualTo(new TaskOutcome.Succeeded<>("scheduled"));
                assertThat(end(restarted, retried.id())).isEqualTo(new TaskOutcome.Succeeded<>("attempt 2"));
            }
        });
    }

    private static void cancelBlockers(TaskFixture fixture, List<TaskId> others) {
        fixture.list().stream()
                .filter(status -> !others.contains(status.id()))
                .forEach(status -> fixture.manager.cancel(status.id(), "not needed"));
    }

    @Test
    default void what_was_running_is_run_again_and_the_old_attempt_has_no_say() throws Exception {
        open(harness(), fixture -> {
            AtomicInteger steps = new AtomicInteger();
            Gate gate = fixture.gate();
            Task<String> task = fixture.submit(context -> {
                String step = fixture.can(Capability.STEPS) ? step(context, steps) : "step1";
                if (context.attempt() == 1) {
                    gate.passUninterruptibly();
                    return "from before";
                }
                return step + " attempt " + context.attempt();
            });
            gate.awaitArrival();
            try (TaskFixture restarted = fixture.restart()) {
                assertThat(end(restarted, task.id())).isEqualTo(new TaskOutcome.Succeeded<>("step1 attempt 2"));
                gate.open();
                fixture.awaitIdle();
                assertThat(end(restarted, task.id())).isEqualTo(new TaskOutcome.Succeeded<>("step1 attempt 2"));
            }
        });
    }

    private static String step(TaskContext context, AtomicInteger steps) throws Exception {
        return context.step("step", Codec.json(String.class), () -> "step" + steps.incrementAndGet());
    }

    @Test
    default void a_key_is_remembered_after_a_restart() throws Exception {
        open(harness(), fixture -> {
            AtomicInteger runs = new AtomicInteger();
            TaskRequest<String, String> request = fixture.request(
                    context -> "run " + runs.incrementAndGet(),
                    TaskOptions.builder().idempotencyKey("key").build());
            Task<String> first = fixture.manager.submit(request);
            fixture.end(first);
            try (TaskFixture restarted = fixture.restart()) {
                Task<String> again = restarted.manager.submit(request);
                assertThat(again.id()).isEqualTo(first.id());
                assertThat(again.outcome()).contains(new TaskOutcome.Succeeded<>("run 1"));
                assertThat(runs).hasValue(1);
            }
        });
    }

    @Test
    default void a_deadline_is_kept_after_a_restart() throws Exception {
        open(harness(), fixture -> {
            Task<String> task = fixture.submit(
                    context -> "",
                    TaskOptions.builder()
                            .startAt(fixture.clock.now().plusSeconds(1000))
                            .timeout(Duration.ofSeconds(30))
                            .build());
            Gate gate = fixture.occupyAllPlaces();
            Task<String> queued = fixture.submit(
                    context -> "",
                    TaskOptions.builder().timeout(Duration.ofSeconds(30)).build());
            fixture.clock.advance(Duration.ofSeconds(20));
            var deadline = fixture.status(queued).deadline();
            try (TaskFixture restarted = fixture.restart()) {
                assertThat(restarted.status(task).deadline())
                        .isEqualTo(fixture.status(task).deadline());
                assertThat(restarted.status(queued).deadline()).isEqualTo(deadline);
                gate.open();
            }
        });
    }

    @Test
    default void what_finds_no_place_after_a_restart_times_out_there() throws Exception {
        open(harness(), fixture -> {
            Gate gate = fixture.occupyAllPlaces();
            Task<String> queued = fixture.submit(
                    context -> "",
                    TaskOptions.builder().timeout(Duration.ofSeconds(30)).build());
            try (TaskFixture restarted = fixture.restart()) {
                gate.awaitArrival();
                restarted.pass(Duration.ofSeconds(30));
                assertThat(restarted.end(queued.id()).state()).isEqualTo(TaskState.TIMED_OUT);
                gate.open();
            }
        });
    }

    @Test
    default void a_group_is_finished_after_a_restart() throws Exception {
        open(harness(), fixture -> {
            if (!fixture.can(Capability.GROUPS)) {
                return;
            }
            TaskType<GroupStatus, String> finisher =
                    TaskType.json("contract.finisher", GroupStatus.class, String.class);
            List<GroupStatus> finished = new CopyOnWriteArrayList<>();
            fixture.manager.register(finisher, (status, context) -> "before the restart");
            TaskGroup group = fixture.manager.submitGroup(
                    List.of(
                            fixture.request(context -> "done"),
                            fixture.request(
                                    context -> "done",
                                    TaskOptions.builder()
                                            .startAt(fixture.clock.now().plusSeconds(30))
                                            .build())),
                    Optional.of(finisher));
            fixture.end(group.members().get(0));
            try (TaskFixture restarted = fixture.restart()) {
                restarted.manager.register(finisher, (status, context) -> {
                    finished.add(status);
                    return "done";
                });
                assertThat(restarted.manager.group(group.id())).contains(new GroupStatus(group.id(), 2, 1, 0, 0, 0));
                restarted.manager.cancel(group.members().get(1), "not needed");
                restarted.end(group.finisher().orElseThrow());
                assertThat(finished).containsExactly(new GroupStatus(group.id(), 2, 1, 0, 1, 0));
            }
        });
    }
}
