package io.aiprism.testkit.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.task.CancelResult;
import io.aiprism.task.Capability;
import io.aiprism.task.Progress;
import io.aiprism.task.TaskEvent;
import io.aiprism.task.TaskLookup;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskState;
import io.aiprism.task.spi.Lease;
import io.aiprism.task.spi.TaskHandle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a handle and a lease are worth without the engine, also if many threads use them at the same time. */
public interface HandleContract extends ContractPart {
    @Test
    default void of_all_who_start_a_task_one_gets_the_lease() throws Exception {
        try (BareExecutor bare = BareExecutor.open(harness())) {
            for (int round = 0; round < bare.rounds(300); round++) {
                TaskHandle task = bare.submit();
                Callable<Boolean> start = () -> bare.executor.start(task, bare.now()) != null;
                assertThat(bare.race(Collections.nCopies(8, start))).containsOnlyOnce(true);
                assertThat(task.state()).isEqualTo(TaskState.RUNNING);
            }
        }
    }

    @Test
    default void of_all_who_end_a_task_one_wins_and_its_outcome_stays() throws Exception {
        try (BareExecutor bare = BareExecutor.open(harness())) {
            for (int round = 0; round < bare.rounds(300); round++) {
                TaskHandle task = bare.submit();
                Lease lease = bare.start(task);
                List<Callable<String>> ends = List.of(
                        () -> bare.finish(lease, "one") ? "one" : "",
                        () -> bare.finish(lease, "two") ? "two" : "",
                        () -> bare.executor.cancel(task, "why", bare.now()).isCancelled() ? "CANCELLED" : "",
                        () -> bare.executor.expire(task, bare.now()).isCancelled() ? "TIMED_OUT" : "",
                        () -> bare.executor.cancel(task, "again", bare.now()).isCancelled() ? "CANCELLED" : "");
                List<String> won =
                        bare.race(ends).stream().filter(end -> !end.isEmpty()).toList();
                assertThat(won).hasSize(1).containsExactly(bare.outcome(task));
                assertLost(bare, lease);
                assertThat(bare.outcome(task)).isEqualTo(won.getFirst());
            }
        }
    }

    /** Checks that a lease is worth nothing, and that using it changes nothing. */
    private static void assertLost(BareExecutor bare, Lease lease) {
        TaskLookup before = bare.executor.find(lease.handle().id());
        List<TaskEvent> events = events(bare, lease.handle());
        assertThat(bare.finish(lease, "late")).as("a late finish").isFalse();
        assertThat(bare.executor.retryAt(lease, bare.now(), true, bare.now()))
                .as("a late retry")
                .isFalse();
        assertThat(append(bare, lease, 9)).as("a late event").isFalse();
        if (bare.can(Capability.STEPS)) {
            assertThat(bare.executor.recordStep(lease, "late", new byte[] {1}))
                    .as("a late step")
                    .isFalse();
        }
        assertThat(bare.executor.find(lease.handle().id())).isEqualTo(before);
        assertThat(events(bare, lease.handle())).isEqualTo(events);
    }

    private static boolean append(BareExecutor bare, Lease lease, int done) {
        return bare.executor.append(lease, new TaskEvent.Progressed(new Progress(done, 1_000, "")), bare.now());
    }

    private static List<TaskEvent> events(BareExecutor bare, TaskHandle task) {
        return bare.can(Capability.EVENTS) ? bare.executor.events(task.id(), 0) : List.of();
    }

    @Test
    default void a_lease_is_lost_with_its_attempt_and_never_regained() throws Exception {
        try (BareExecutor bare = BareExecutor.open(harness())) {
            TaskHandle task = bare.submit();
            Lease first = bare.start(task);
            assertThat(bare.executor.retryAt(first, bare.now(), true, bare.now()))
                    .isTrue();
            assertThat(task.state()).isEqualTo(TaskState.QUEUED);
            assertLost(bare, first);
            Lease second = bare.start(task);
            assertThat(second.attempt()).isEqualTo(2);
            assertThat(second.retries()).isEqualTo(1);
            assertLost(bare, first);
            assertThat(task.state()).isEqualTo(TaskState.RUNNING);
            assertThat(bare.executor.retryAt(second, bare.now(), false, bare.now()))
                    .isTrue();
            Lease third = bare.start(task);
            assertThat(third.attempt()).isEqualTo(3);
            assertThat(third.retries()).isEqualTo(1);
            assertLost(bare, second);
            assertThat(bare.finish(third, "done")).isTrue();
            assertThat(bare.outcome(task)).isEqualTo("done");
        }
    }

    @Test
    default void a_retry_that_races_with_a_cancel_never_brings_the_task_back() throws Exception {
        try (BareExecutor bare = BareExecutor.open(harness())) {
            for (int round = 0; round < bare.rounds(300); round++) {
                TaskHandle task = bare.submit();
                Lease lease = bare.start(task);
                Instant later = bare.now().plusSeconds(round % 2);
                List<Boolean> won = bare.race(List.of(
                        () -> bare.executor.retryAt(lease, later, true, bare.now()),
                        () -> bare.executor.cancel(task, "why", bare.now()).isCancelled()));
                assertThat(won.get(1))
                        .as("a task that had not ended was cancelled")
                        .isTrue();
                assertThat(task.state()).isEqualTo(TaskState.CANCELLED);
                assertThat(bare.executor.start(task, bare.now())).isNull();
                assertThat(bare.executor.waiting()).isZero();
            }
        }
    }

    @Test
    default void a_cancel_says_whether_the_task_was_running() throws Exception {
        try (BareExecutor bare = BareExecutor.open(harness())) {
            TaskHandle queued = bare.submit();
            assertThat(bare.executor.cancel(queued, "why", bare.now())).isEqualTo(CancelResult.CANCELLED_BEFORE_START);
            TaskHandle running = bare.submit();
            bare.start(running);
            assertThat(bare.executor.expire(running, bare.now())).isEqualTo(CancelResult.CANCELLED_WHILE_RUNNING);
            assertThat(bare.executor.outcome(running))
                    .isEqualTo(new TaskOutcome.TimedOut<>(bare.now().plusSeconds(60)));
            TaskHandle waiting = bare.submit();
            bare.executor.retryAt(bare.start(waiting), bare.now().plusSeconds(9), true, bare.now());
            assertThat(bare.executor.cancel(waiting, "why", bare.now())).isEqualTo(CancelResult.CANCELLED_BEFORE_START);
            assertThat(bare.executor.cancel(waiting, "why", bare.now())).isEqualTo(CancelResult.ALREADY_FINISHED);
            assertThat(bare.executor.expire(waiting, bare.now())).isEqualTo(CancelResult.ALREADY_FINISHED);
            bare.executor.forget(waiting.id(), bare.now());
            assertThat(bare.executor.cancel(waiting, "why", bare.now())).isEqualTo(CancelResult.EXPIRED);
        }
    }

    @Test
    default void events_of_many_threads_have_no_gaps_and_end_with_the_end() throws Exception {
        try (BareExecutor bare = BareExecutor.open(harness())) {
            for (int round = 0; round < bare.rounds(100); round++) {
                TaskHandle task = bare.submit();
                Lease lease = bare.start(task);
                List<Callable<Integer>> actions = new ArrayList<>();
                for (int thread = 0; thread < 6; thread++) {
                    actions.add(() -> appendUntilLost(bare, lease));
                }
                actions.add(() -> {
                    bare.executor.cancel(task, "enough", bare.now());
                    return 0;
                });
                int appended =
                        bare.race(actions).stream().mapToInt(count -> count).sum();
                if (bare.can(Capability.EVENTS)) {
                    List<TaskEvent> events = bare.executor.events(task.id(), 0);
                    assertThat(events).hasSize(appended + 3);
                    assertThat(events)
                            .extracting(TaskEvent::sequence)
                            .isEqualTo(LongStream.rangeClosed(1, appended + 3)
                                    .boxed()
                                    .toList());
                    assertThat(events.getLast().detail()).isEqualTo(new TaskEvent.StateChanged(TaskState.CANCELLED, 1));
                }
            }
        }
    }

    private static int appendUntilLost(BareExecutor bare, Lease lease) {
        int appended = 0;
        while (appended < 20 && append(bare, lease, appended)) {
            appended++;
        }
        return appended;
    }

    @Test
    default void who_sees_a_terminal_state_sees_all_that_belongs_to_it() throws Exception {
        try (BareExecutor bare = BareExecutor.open(harness())) {
            for (int round = 0; round < bare.rounds(300); round++) {
                TaskHandle task = bare.submit();
                Lease lease = bare.start(task);
                List<String> seen = bare.race(List.of(() -> Boolean.toString(bare.finish(lease, "done")), () -> {
                    while (!task.state().isTerminal()) {
                        Thread.onSpinWait();
                    }
                    return bare.outcome(task) + " "
                            + (bare.executor.find(task.id()) instanceof TaskLookup.Found(var status)
                                    && status.finishedAt().isPresent()
                                    && status.state() == TaskState.SUCCEEDED);
                }));
                assertThat(seen).containsExactly("true", "done true");
            }
        }
    }

    @Test
    default void a_key_is_one_task_for_a_hundred_threads() throws Exception {
        try (BareExecutor bare = BareExecutor.open(harness())) {
            for (int round = 0; round < bare.rounds(20); round++) {
                TaskOptions keyed =
                        TaskOptions.builder().idempotencyKey("key " + round).build();
                List<Callable<TaskHandle>> submits = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    submits.add(() -> bare.executor.submit(bare.task(keyed)));
                }
                var ids = new HashSet<>(
                        bare.race(submits).stream().map(TaskHandle::id).toList());
                assertThat(ids).hasSize(1);
                TaskHandle kept = Objects.requireNonNull(
                        bare.executor.handle(ids.iterator().next()));
                bare.finish(bare.start(kept), "once");
                assertThat(bare.outcome(bare.executor.submit(bare.task(keyed)))).isEqualTo("once");
            }
        }
    }
}
