package io.aiprism.testkit.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.task.Capability;
import io.aiprism.task.GroupId;
import io.aiprism.task.GroupStatus;
import io.aiprism.task.RetryPolicy;
import io.aiprism.task.Task;
import io.aiprism.task.TaskGroup;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskRejectedException;
import io.aiprism.task.TaskRequest;
import io.aiprism.task.TaskResult;
import io.aiprism.task.TaskState;
import io.aiprism.task.TaskType;
import io.aiprism.task.UnsupportedCapabilityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Tasks that belong together, and what runs when all have ended. */
public interface GroupContract extends ContractPart {
    private static TaskType<GroupStatus, String> finisher() {
        return TaskType.json("contract.finisher", GroupStatus.class, String.class);
    }

    private static void open(TaskExecutorHarness harness, GroupScenario scenario) throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness, config -> config.maxConcurrency(4))) {
            if (!fixture.can(Capability.GROUPS)) {
                refused(fixture);
                return;
            }
            List<GroupStatus> finished = Collections.synchronizedList(new ArrayList<>());
            fixture.manager.register(finisher(), (status, context) -> {
                finished.add(status);
                return "finished " + status.finished();
            });
            scenario.play(fixture, finished);
        }
    }

    private static void refused(TaskFixture fixture) {
        assertThatThrownBy(() -> fixture.manager.submitGroup(List.of(fixture.request(context -> "")), Optional.empty()))
                .isInstanceOfSatisfying(
                        UnsupportedCapabilityException.class,
                        e -> assertThat(e.capability()).isEqualTo(Capability.GROUPS));
        assertThat(fixture.list()).isEmpty();
    }

    private static GroupStatus status(TaskFixture fixture, TaskGroup group) {
        return fixture.manager.group(group.id()).orElseThrow();
    }

    private static void awaitFinisher(TaskFixture fixture, TaskGroup group) throws InterruptedException {
        TaskId id = group.finisher().orElseThrow();
        assertThat(fixture.end(id).state()).isEqualTo(TaskState.SUCCEEDED);
    }

    @Test
    default void a_member_knows_its_group() throws Exception {
        open(harness(), (fixture, finished) -> {
            List<Optional<GroupId>> seen = Collections.synchronizedList(new ArrayList<>());
            TaskGroup group = fixture.manager.submitGroup(
                    List.of(fixture.request(context -> {
                        seen.add(context.group());
                        return "";
                    })),
                    Optional.empty());
            fixture.end(group.members().getFirst());
            assertThat(seen).containsExactly(Optional.of(group.id()));
        });
    }

    @Test
    default void a_group_counts_its_members_and_then_runs_its_finisher_once() throws Exception {
        open(harness(), (fixture, finished) -> {
            List<Gate> gates = new ArrayList<>();
            List<TaskRequest<String, String>> members = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Gate gate = fixture.gate();
                gates.add(gate);
                members.add(fixture.request(context -> {
                    gate.pass();
                    return "done";
                }));
            }
            TaskGroup group = fixture.manager.submitGroup(members, Optional.of(finisher()));
            assertThat(group.members()).hasSize(4).doesNotHaveDuplicates();
            TaskId finisherId = group.finisher().orElseThrow();
            for (int i = 0; i < 4; i++) {
                assertThat(fixture.manager.group(group.id())).contains(new GroupStatus(group.id(), 4, i, 0, 0, 0));
                assertThat(fixture.status(finisherId).state()).isEqualTo(TaskState.SCHEDULED);
                assertThat(fixture.status(group.members().get(i)).group()).contains(group.id());
                gates.get(i).awaitArrival();
                gates.get(i).open();
                assertThat(fixture.end(group.members().get(i)).state()).isEqualTo(TaskState.SUCCEEDED);
            }
            GroupStatus all = new GroupStatus(group.id(), 4, 4, 0, 0, 0);
            assertThat(status(fixture, group)).isEqualTo(all);
            awaitFinisher(fixture, group);
            // Who ended the last member may still be on the way back, and run the finisher again.
            fixture.awaitIdle();
            fixture.drainQueue();
            fixture.awaitIdle();
            assertThat(finished).containsExactly(all);
            assertThat(fixture.manager.result(finisherId, finisher()))
                    .isEqualTo(new TaskResult.Finished<>(new TaskOutcome.Succeeded<>("finished 4")));
        });
    }

    @Test
    default void a_group_is_finished_although_members_fail_are_cancelled_or_time_out() throws Exception {
        open(harness(), (fixture, finished) -> {
            Gate gate = fixture.gate();
            TaskGroup group = fixture.manager.submitGroup(
                    List.of(
                            fixture.request(context -> "done"),
                            fixture.request(context -> {
                                throw new IllegalStateException("broken");
                            }),
                            fixture.request(context -> {
                                gate.pass();
                                return "";
                            }),
                            fixture.request(
                                    context -> {
                                        gate.pass();
                                        return "";
                                    },
                                    TaskOptions.builder()
                                            .timeout(Duration.ofSeconds(5))
                                            .build())),
                    Optional.of(finisher()));
            gate.awaitArrivals(2);
            fixture.manager.cancel(group.members().get(2), "not needed");
            fixture.pass(Duration.ofSeconds(5));
            for (TaskId member : group.members()) {
                fixture.end(member);
            }
            awaitFinisher(fixture, group);
            assertThat(finished).containsExactly(new GroupStatus(group.id(), 4, 1, 1, 1, 1));
            assertThat(status(fixture, group).isFinished()).isTrue();
        });
    }

    @Test
    default void a_group_is_finished_although_no_member_ever_ran() throws Exception {
        open(harness(), (fixture, finished) -> {
            Gate gate = fixture.occupyAllPlaces();
            List<TaskRequest<String, String>> members = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                members.add(fixture.request(
                        context -> "",
                        TaskOptions.builder().timeout(Duration.ofSeconds(60)).build()));
            }
            TaskGroup group = fixture.manager.submitGroup(members, Optional.of(finisher()));
            group.members().subList(0, 2).forEach(member -> fixture.manager.cancel(member, "not needed"));
            fixture.pass(Duration.ofSeconds(60));
            for (TaskId member : group.members()) {
                fixture.end(member);
            }
            gate.open();
            awaitFinisher(fixture, group);
            assertThat(finished).containsExactly(new GroupStatus(group.id(), 5, 0, 0, 2, 3));
        });
    }

    @Test
    default void a_member_counts_once_however_often_it_is_ended() throws Exception {
        open(harness(), (fixture, finished) -> {
            Gate gate = fixture.gate();
            Gate last = fixture.gate();
            TaskGroup group = fixture.manager.submitGroup(
                    List.of(
                            fixture.request(context -> {
                                gate.passUninterruptibly();
                                return "too late";
                            }),
                            fixture.request(context -> {
                                last.pass();
                                return "done";
                            })),
                    Optional.of(finisher()));
            gate.awaitArrival();
            last.awaitArrival();
            for (int i = 0; i < 3; i++) {
                fixture.manager.cancel(group.members().get(0), "not needed");
            }
            gate.open();
            fixture.eventually(
                    "the late handler to return", () -> fixture.manager.stats().running() == 1);
            assertThat(status(fixture, group)).isEqualTo(new GroupStatus(group.id(), 2, 0, 0, 1, 0));
            assertThat(finished).isEmpty();
            last.open();
            awaitFinisher(fixture, group);
            assertThat(finished).containsExactly(new GroupStatus(group.id(), 2, 1, 0, 1, 0));
        });
    }

    @Test
    default void a_member_counts_when_its_last_attempt_has_ended() throws Exception {
        open(harness(), (fixture, finished) -> {
            TaskGroup group = fixture.manager.submitGroup(
                    List.of(fixture.request(
                            context -> {
                                if (context.attempt() == 1) {
                                    throw new IllegalStateException("not yet");
                                }
                                return "done";
                            },
                            TaskOptions.builder()
                                    .retry(new RetryPolicy(1, Duration.ofSeconds(10), Duration.ofSeconds(10)))
                                    .build())),
                    Optional.of(finisher()));
            TaskId member = group.members().get(0);
            fixture.eventually(
                    "the first attempt to end",
                    () -> fixture.status(member).attempt() > 0
                            && fixture.status(member).state() != TaskState.RUNNING);
            fixture.awaitIdle();
            fixture.clock.advance(Duration.ofSeconds(10));
            awaitFinisher(fixture, group);
            assertThat(finished).containsExactly(new GroupStatus(group.id(), 1, 1, 0, 0, 0));
        });
    }

    @Test
    default void members_that_end_at_the_same_time_are_all_counted_and_finish_once() throws Exception {
        open(harness(), (fixture, finished) -> {
            int rounds = Math.min(200, harness().rounds());
            for (int round = 0; round < rounds; round++) {
                CountDownLatch arrived = new CountDownLatch(4);
                List<TaskRequest<String, String>> members = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    members.add(fixture.request(context -> {
                        arrived.countDown();
                        arrived.await();
                        return "done";
                    }));
                }
                TaskGroup group = fixture.manager.submitGroup(members, Optional.of(finisher()));
                fixture.manager.cancel(group.members().get(round % 4), "race");
                arrived.countDown();
                awaitFinisher(fixture, group);
                assertThat(finished).containsExactly(status(fixture, group));
                assertThat(status(fixture, group).finished()).isEqualTo(4);
                for (TaskId member : group.members()) {
                    assertThat(fixture.status(member).state().isTerminal()).isTrue();
                }
                finished.clear();
            }
        });
    }

    @Test
    default void a_group_needs_no_finisher() throws Exception {
        open(harness(), (fixture, finished) -> {
            TaskGroup group = fixture.manager.submitGroup(
                    List.of(fixture.request(context -> "a"), fixture.request(context -> "b")), Optional.empty());
            assertThat(group.finisher()).isEmpty();
            for (TaskId member : group.members()) {
                fixture.end(member);
            }
            assertThat(status(fixture, group)).isEqualTo(new GroupStatus(group.id(), 2, 2, 0, 0, 0));
            assertThat(fixture.list()).hasSize(2);
        });
    }

    @Test
    default void a_finisher_that_fails_is_retried_with_the_same_status() throws Exception {
        open(harness(), (fixture, finished) -> {
            TaskType<GroupStatus, String> failing =
                    TaskType.json("contract.failing-finisher", GroupStatus.class, String.class);
            fixture.manager.register(
                    failing,
                    (status, context) -> {
                        finished.add(status);
                        if (context.attempt() == 1) {
                            throw new IllegalStateException("not yet");
                        }
                        return "done";
                    },
                    TaskOptions.builder()
                            .retry(new RetryPolicy(1, Duration.ZERO, Duration.ZERO))
                            .build());
            TaskGroup group =
                    fixture.manager.submitGroup(List.of(fixture.request(context -> "")), Optional.of(failing));
            awaitFinisher(fixture, group);
            GroupStatus status = new GroupStatus(group.id(), 1, 1, 0, 0, 0);
            assertThat(finished).containsExactly(status, status);
        });
    }

    @Test
    default void a_group_is_accepted_whole_or_not_at_all() throws Exception {
        open(harness(), (unused, ignored) -> {
            try (TaskFixture fixture = TaskFixture.open(
                    harness(), config -> config.maxConcurrency(1).queueCapacity(4))) {
                Gate gate = fixture.occupyAllPlaces();
                AtomicInteger runs = new AtomicInteger();
                List<TaskRequest<String, String>> members = new ArrayList<>();
                for (int i = 0; i < 5; i++) {
                    members.add(fixture.request(context -> "run " + runs.incrementAndGet()));
                }
                assertRejected(fixture, members, TaskRejectedException.Reason.TOO_MANY);
                assertThat(fixture.list()).hasSize(1);
                Task<String> queued = fixture.submit(context -> "");
                assertRejected(fixture, members.subList(0, 4), TaskRejectedException.Reason.QUEUE_FULL);
                assertThat(fixture.list()).hasSize(2);
                queued.cancel("makes room");
                TaskGroup group = fixture.manager.submitGroup(members.subList(0, 4), Optional.empty());
                gate.open();
                for (TaskId member : group.members()) {
                    fixture.end(member);
                }
                assertThat(runs).hasValue(4);
            }
        });
    }

    private static void assertRejected(
            TaskFixture fixture, List<TaskRequest<String, String>> members, TaskRejectedException.Reason reason) {
        assertThatThrownBy(() -> fixture.manager.submitGroup(members, Optional.empty()))
                .isInstanceOfSatisfying(
                        TaskRejectedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    default void a_group_with_a_member_that_cannot_be_submitted_is_refused() throws Exception {
        open(harness(), (fixture, finished) -> {
            TaskRequest<String, String> member = fixture.request(context -> "");
            TaskType<String, String> nobody = TaskType.json("contract.nobody", String.class, String.class);
            TaskType<GroupStatus, String> nobodysFinisher =
                    TaskType.json("contract.nobodys-finisher", GroupStatus.class, String.class);
            // In a cluster, another process may know these types.
            if (!fixture.can(Capability.CLUSTERED)) {
                assertThatThrownBy(() -> fixture.manager.submitGroup(
                                List.of(member, TaskRequest.of(nobody, "input")), Optional.empty()))
                        .isInstanceOf(TaskRejectedException.class);
                assertThatThrownBy(() -> fixture.manager.submitGroup(List.of(member), Optional.of(nobodysFinisher)))
                        .isInstanceOf(TaskRejectedException.class);
            }
            assertThatThrownBy(() -> fixture.manager.submitGroup(List.of(), Optional.empty()))
                    .isInstanceOf(IllegalArgumentException.class);
            TaskOptions withKey = TaskOptions.builder().idempotencyKey("key").build();
            assertThatThrownBy(() -> fixture.manager.submitGroup(
                            List.of(fixture.request(context -> "", withKey)), Optional.empty()))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(fixture.list()).isEmpty();
        });
    }

    @Test
    default void nothing_is_known_of_an_unknown_group() throws Exception {
        open(
                harness(),
                (fixture, finished) -> assertThat(fixture.manager.group(new GroupId(new TaskId(1, 2))))
                        .isEmpty());
    }
}
