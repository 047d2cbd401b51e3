package io.aiprism.testkit.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.task.Capability;
import io.aiprism.task.Codec;
import io.aiprism.task.GroupId;
import io.aiprism.task.GroupStatus;
import io.aiprism.task.Retention;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskLookup;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskQuery;
import io.aiprism.task.TaskState;
import io.aiprism.task.TaskStatus;
import io.aiprism.task.spi.Lease;
import io.aiprism.task.spi.NewGroup;
import io.aiprism.task.spi.NewTask;
import io.aiprism.task.spi.TaskHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What an executor keeps of tasks and groups, and what it says of them, without the engine. */
public interface StoreContract extends ContractPart {
    private static List<TaskId> ids(BareExecutor bare, TaskState state) {
        return ids(bare, state, Integer.MAX_VALUE);
    }

    private static List<TaskId> ids(BareExecutor bare, TaskState state, int limit) {
        return bare
                .executor
                .list(new TaskQuery(EnumSet.of(state), Optional.empty(), Optional.empty(), Optional.empty(), limit))
                .stream()
                .map(TaskStatus::id)
                .toList();
    }

    private static TaskStatus status(BareExecutor bare, TaskHandle task) {
        TaskLookup lookup = bare.executor.find(task.id());
        assertThat(lookup).isInstanceOf(TaskLookup.Found.class);
        return ((TaskLookup.Found) lookup).status();
    }

    private static TaskHandle scheduled(BareExecutor bare) {
        long now = bare.clock.millis();
        return bare.executor.submit(bare.task(TaskOptions.DEFAULT, 0, now + 9_000, now + 70_000, false));
    }

    private static TaskHandle waiting(BareExecutor bare) {
        TaskHandle task = bare.submit();
        bare.executor.retryAt(bare.start(task), bare.now().plusSeconds(9), true, bare.now());
        return task;
    }

    @Test
    default void tasks_of_every_state_are_listed_found_and_counted() throws Exception {
        try (BareExecutor bare = BareExecutor.open(harness())) {
            TaskHandle queued = bare.submit();
            TaskHandle running = bare.submit();
            bare.start(running);
            TaskHandle scheduled = scheduled(bare);
            TaskHandle waiting = waiting(bare);
            TaskHandle ended = bare.ended();
            Map<TaskState, TaskHandle> all = Map.of(
                    TaskState.QUEUED, queued,
                    TaskState.RUNNING, running,
                    TaskState.SCHEDULED, scheduled,
                    TaskState.RETRY_WAIT, waiting,
                    TaskState.SUCCEEDED, ended);
            all.forEach((state, task) -> {
                assertThat(task.state()).isEqualTo(state);
                assertThat(status(bare, task).state()).isEqualTo(state);
                assertThat(ids(bare, state)).containsExactly(task.id());
                assertThat(ids(bare, state, 1)).containsExactly(task.id());
                assertThat(bare.executor.handle(task.id())).isNotNull();
            });
            assertThat(bare.executor.queued()).isEqualTo(1);
            assertThat(bare.executor.waiting()).isEqualTo(2);
            assertThat(bare.executor.handle(new TaskId(1, 2))).isNull();
            for (TaskHandle task : all.values()) {
                bare.executor.cancel(task, "end", bare.now());
            }
            assertThat(bare.executor.queued()).isZero();
            assertThat(bare.executor.waiting()).isZero();
        }
    }

    /** Where other processes submit too, or have submitted before. */
    @Test
    default void what_is_shared_tells_behind_which_key_a_tenant_stands() throws Exception {
        try (BareExecutor bare = BareExecutor.open(harness())) {
            if (!bare.can(Capability.DURABLE) && !bare.can(Capability.CLUSTERED)) {
                return;
            }
            assertThat(bare.executor.lastSortKey("busy")).isZero();
            bare.executor.submit(queuedAt(bare, "busy", 40));
            bare.executor.submit(queuedAt(bare, "busy", 30));
            assertThat(bare.executor.lastSortKey("busy")).isEqualTo(40);
            assertThat(bare.executor.lastSortKey("new")).isLessThan(30);
            bare.start(bare.executor.submit(queuedAt(bare, "new", 7)));
            assertThat(bare.executor.lastSortKey("busy")).isEqualTo(40);
            assertThat(bare.executor.lastSortKey("another")).isEqualTo(7);
        }
    }

    private static NewTask queuedAt(BareExecutor bare, String tenant, long sortKey) {
        return bare.task(
                TaskOptions.builder().tenant(tenant).build(),
                sortKey,
                bare.clock.millis(),
                bare.clock.millis() + 60_000,
                false);
    }

    @Test
    default void overdue_are_those_that_have_not_ended_whatever_they_wait_for() throws Exception {
        try (BareExecutor bare = BareExecutor.open(harness())) {
            Instant deadline = bare.now().plusSeconds(60);
            TaskHandle queued = bare.submit();
            TaskHandle running = bare.submit();
            bare.start(running);
            TaskHandle waiting = waiting(bare);
            TaskHandle scheduled = scheduled(bare);
            bare.ended();
            assertThat(bare.executor.nextDeadline()).isEqualTo(deadline);
            assertThat(bare.executor.overdue(deadline.minusMillis(1))).isEmpty();
            List<TaskId> overdue = new ArrayList<>();
            bare.executor.overdue(deadline).forEach(task -> overdue.add(task.id()));
            assertThat(overdue).containsExactlyInAnyOrder(queued.id(), running.id(), waiting.id());
            for (TaskHandle task : List.of(queued, running, waiting)) {
                assertThat(bare.executor.expire(task, deadline).isCancelled()).isTrue();
            }
            assertThat(bare.executor.overdue(deadline)).isEmpty();
            assertThat(bare.executor.nextDeadline())
                    .isEqualTo(status(bare, scheduled).deadline());
            bare.executor.cancel(scheduled, "end", bare.now());
            assertThat(bare.executor.nextDeadline()).isNull();
        }
    }

    @Test
    default void a_purge_drops_what_has_ended_and_nothing_else() throws Exception {
        Retention minute = Retention.DEFAULT.withTtl(Duration.ofMinutes(1)).withTombstones(Duration.ofMinutes(1), 100);
        try (BareExecutor bare = BareExecutor.open(harness(), config -> config.retention(minute))) {
            TaskHandle queued = bare.submit();
            TaskHandle running = bare.submit();
            Lease lease = bare.start(running);
            bare.clock.advance(Duration.ofSeconds(50));
            TaskHandle ended = bare.ended();
            TaskHandle cancelled = bare.submit();
            bare.executor.cancel(cancelled, "why", bare.now());
            bare.clock.advance(Duration.ofSeconds(59));
            bare.executor.purge(bare.now());
            assertThat(bare.outcome(ended)).as("kept for its time from its end").isEqualTo("done");
            bare.clock.advance(Duration.ofSeconds(1));
            bare.executor.purge(bare.now());
            assertThat(bare.executor.find(ended.id()))
                    .isEqualTo(new TaskLookup.Expired(
                            ended.id(), TaskState.SUCCEEDED, bare.now().minusSeconds(60)));
            assertThat(bare.executor.find(cancelled.id()))
                    .isEqualTo(new TaskLookup.Expired(
                            cancelled.id(), TaskState.CANCELLED, bare.now().minusSeconds(60)));
            assertThat(ended.state()).isEqualTo(TaskState.SUCCEEDED);
            assertThat(bare.executor.handle(ended.id())).isNull();
            assertThat(bare.outcome(ended)).isEqualTo("none");
            bare.clock.advance(Duration.ofSeconds(61));
            bare.executor.purge(bare.now());
            assertThat(bare.executor.find(ended.id())).isEqualTo(new TaskLookup.Unknown(ended.id()));
            assertThat(status(bare, queued).state()).isEqualTo(TaskState.QUEUED);
            assertThat(bare.finish(lease, "at last")).isTrue();
            assertThat(bare.outcome(running)).isEqualTo("at last");
        }
    }

    @Test
    default void what_is_read_while_tasks_expire_is_whole() throws Exception {
        try (BareExecutor bare = BareExecutor.open(harness())) {
            for (int round = 0; round < bare.rounds(200); round++) {
                TaskHandle task = bare.submit();
                Lease lease = bare.start(task);
                AtomicBoolean forgotten = new AtomicBoolean();
                List<String> seen = bare.race(List.of(
                        () -> Boolean.toString(bare.finish(lease, "done")),
                        () -> {
                            while (!bare.executor.forget(task.id(), bare.now())) {
                                Thread.onSpinWait();
                            }
                            forgotten.set(true);
                            return "forgotten";
                        },
                        () -> {
                            while (!forgotten.get()) {
                                assertThat(bare.outcome(task)).isIn("done", "none");
                            }
                            return bare.outcome(task);
                        }));
                assertThat(seen).containsExactly("true", "forgotten", "none");
            }
            bare.executor.purge(bare.now());
            assertThat(bare.outcome(bare.ended())).isEqualTo("done");
        }
    }

    @Test
    default void queued_tasks_are_delivered_by_sort_key_and_then_as_they_came() throws Exception {
        List<TaskId> delivered = new CopyOnWriteArrayList<>();
        Gate gate = new Gate(harness().patience());
        AtomicBoolean first = new AtomicBoolean(true);
        try (BareExecutor bare = BareExecutor.dispatching(harness(), task -> {
            if (first.getAndSet(false)) {
                gate.passUninterruptibly();
            } else {
                delivered.add(task.id());
            }
        })) {
            List<NewTask> tasks = new ArrayList<>();
            long[] keys = {0, 50, 30, 30, 90, 10, 30};
            for (long key : keys) {
                tasks.add(bare.task(
                        TaskOptions.builder().tenant("tenant " + key).build(),
                        key,
                        bare.clock.millis(),
                        bare.clock.millis() + 60_000,
                        true));
                bare.clock.advance(Duration.ofMillis(1));
            }
            bare.executor.submit(tasks.getFirst());
            gate.awaitArrival();
            tasks.subList(1, tasks.size()).forEach(bare.executor::submit);
            gate.open();
            long end = System.nanoTime() + harness().patience().toNanos();
            while (delivered.size() < 6 && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            assertThat(delivered.stream().distinct())
                    .containsExactly(
                            tasks.get(5).id(),
                            tasks.get(2).id(),
                            tasks.get(3).id(),
                            tasks.get(6).id(),
                            tasks.get(1).id(),
                            tasks.get(4).id());
        }
    }

    @Test
    default void the_last_of_many_members_releases_the_finisher_once() throws Exception {
        try (BareExecutor bare = BareExecutor.open(harness())) {
            if (!bare.can(Capability.GROUPS)) {
                return;
            }
            for (int round = 0; round < bare.rounds(50); round++) {
                NewGroup group = group(bare, round);
                List<TaskHandle> handles = bare.executor.submitGroup(group);
                TaskHandle finisher = handles.getLast();
                List<Lease> leases = new ArrayList<>();
                for (TaskHandle member : handles.subList(0, 4)) {
                    Lease before = bare.start(member);
                    bare.executor.retryAt(before, bare.now(), true, bare.now());
                    leases.add(bare.start(member));
                }
                List<Callable<Boolean>> ends = new ArrayList<>();
                leases.forEach(lease -> ends.add(() -> bare.finish(lease, "done")));
                for (TaskHandle member : handles.subList(0, 8)) {
                    ends.add(() ->
                            bare.executor.cancel(member, "why", bare.now()).isCancelled());
                }
                assertThat(bare.executor.waiting()).isEqualTo(1);
                assertThat(bare.executor.group(group.id()))
                        .as("an attempt is no end")
                        .contains(new GroupStatus(group.id(), 8, 0, 0, 0, 0));
                assertThat(bare.race(ends).stream().filter(won -> won)).hasSize(8);
                GroupStatus status = bare.executor.group(group.id()).orElseThrow();
                assertThat(status.isFinished()).isTrue();
                assertThat(status.succeeded() + status.cancelled()).isEqualTo(8);
                assertThat(finisher.state()).isEqualTo(TaskState.QUEUED);
                Lease lease = bare.start(finisher);
                assertThat(input(lease)).isEqualTo(status);
                assertThat(bare.executor.start(finisher, bare.now())).isNull();
                assertThat(status(bare, finisher).group()).isEmpty();
                assertThat(bare.finish(lease, "finished")).isTrue();
                assertThat(bare.executor.group(group.id())).contains(status);
            }
        }
    }

    private static NewGroup group(BareExecutor bare, int round) {
        List<NewTask> members = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            members.add(bare.task());
        }
        long deadline = bare.clock.millis() + 90_000;
        NewTask finisher = bare.task(TaskOptions.DEFAULT, 0, NewTask.WHEN_GROUP_ENDS, deadline, false);
        return new NewGroup(new GroupId(new TaskId(8, round)), members, Optional.of(finisher));
    }

    private static GroupStatus input(Lease lease) {
        Object input = lease.task().input();
        return input instanceof byte[] bytes ? Codec.json(GroupStatus.class).decode(bytes) : (GroupStatus) input;
    }
}
