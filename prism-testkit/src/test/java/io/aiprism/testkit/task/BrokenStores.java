package io.aiprism.testkit.task;

import io.aiprism.task.GroupId;
import io.aiprism.task.GroupStatus;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskLookup;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskQuery;
import io.aiprism.task.TaskState;
import io.aiprism.task.TaskStatus;
import io.aiprism.task.spi.Lease;
import io.aiprism.task.spi.NewTask;
import io.aiprism.task.spi.TaskExecutor;
import io.aiprism.task.spi.TaskHandle;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Executors that keep less than they should, or say something else of it. */
final class BrokenStores {
    private static final String EVERY_STATE = "tasks_of_every_state_are_listed_found_and_counted";
    private static final String OVERDUE = "overdue_are_those_that_have_not_ended_whatever_they_wait_for";
    private static final String PURGE = "a_purge_drops_what_has_ended_and_nothing_else";

    private BrokenStores() {}

    static List<BrokenExecutor> all() {
        return List.of(
                broken("does not list what is running", EVERY_STATE, HidingRunning::new),
                broken("limits a list before it chooses", EVERY_STATE, LimitingFirst::new),
                broken("counts only scheduled tasks as waiting", EVERY_STATE, CountingScheduled::new),
                broken("lets what waits for a retry live on", OVERDUE, SparingWaiting::new),
                broken("says a deadline where there is none left", OVERDUE, KeepingDeadlines::new),
                broken("drops old tasks that have not ended", PURGE, DroppingUnfinished::new),
                broken("says that all that expired had failed", PURGE, ForgettingStates::new),
                broken(
                        "tells the finisher of one success too few",
                        "the_last_of_many_members_releases_the_finisher_once",
                        Miscounting::new),
                broken(
                        "counts a member for each attempt",
                        "the_last_of_many_members_releases_the_finisher_once",
                        CountingAttempts::new));
    }

    private static BrokenExecutor broken(String flaw, String caughtBy, Function<TaskExecutor, TaskExecutor> executor) {
        return new BrokenExecutor(flaw, caughtBy, (intact, config) -> executor.apply(intact));
    }

    private static final class HidingRunning extends ForwardingTaskExecutor {
        HidingRunning(TaskExecutor executor) {
            super(executor);
        }

        @Override
        public List<TaskStatus> list(TaskQuery query) {
            return executor.list(query).stream()
                    .filter(status -> status.state() != TaskState.RUNNING)
                    .toList();
        }
    }

    private static final class LimitingFirst extends ForwardingTaskExecutor {
        LimitingFirst(TaskExecutor executor) {
            super(executor);
        }

        @Override
        public List<TaskStatus> list(TaskQuery query) {
            TaskQuery all = new TaskQuery(
                    TaskQuery.ALL.states(), Optional.empty(), Optional.empty(), Optional.empty(), query.limit());
            return executor.list(all).stream().filter(query::matches).toList();
        }
    }

    private static final class CountingScheduled extends ForwardingTaskExecutor {
        CountingScheduled(TaskExecutor executor) {
            super(executor);
        }

        @Override
        public int waiting() {
            return (int) executor.list(TaskQuery.ALL).stream()
                    .filter(status -> status.state() == TaskState.SCHEDULED)
                    .count();
        }
    }

    private static final class SparingWaiting extends ForwardingTaskExecutor {
        SparingWaiting(TaskExecutor executor) {
            super(executor);
        }

        @Override
        public Collection<? extends TaskHandle> overdue(Instant now) {
            return executor.overdue(now).stream()
                    .filter(task -> task.state() != TaskState.RETRY_WAIT)
                    .toList();
        }
    }

    private static final class KeepingDeadlines extends ForwardingTaskExecutor {
        private volatile Instant last;

        KeepingDeadlines(TaskExecutor executor) {
            super(executor);
        }

        @Override
        public Instant nextDeadline() {
            Instant next = executor.nextDeadline();
            if (next != null) {
                last = next;
            }
            return last;
        }
    }

    private static final class DroppingUnfinished extends ForwardingTaskExecutor {
        private volatile Instant purged = Instant.EPOCH;

        DroppingUnfinished(TaskExecutor executor) {
            super(executor);
        }

        @Override
        public void purge(Instant now) {
            purged = now;
            executor.purge(now);
        }

        @Override
        public TaskLookup find(TaskId id) {
            return executor.find(id) instanceof TaskLookup.Found(var status)
                            && status.submittedAt().plusSeconds(120).isBefore(purged)
                    ? new TaskLookup.Unknown(id)
                    : executor.find(id);
        }
    }

    private static final class ForgettingStates extends ForwardingTaskExecutor {
        ForgettingStates(TaskExecutor executor) {
            super(executor);
        }

        @Override
        public TaskLookup find(TaskId id) {
            TaskLookup lookup = executor.find(id);
            return lookup instanceof TaskLookup.Expired expired
                    ? new TaskLookup.Expired(id, TaskState.FAILED, expired.finishedAt())
                    : lookup;
        }
    }

    private static final class Miscounting extends ForwardingTaskExecutor {
        private record Miscounted(Lease lease, NewTask task) implements Lease {
            @Override
            public TaskHandle handle() {
                return lease.handle();
            }

            @Override
            public GroupId group() {
                return lease.group();
            }

            @Override
            public int attempt() {
                return lease.attempt();
            }

            @Override
            public int retries() {
                return lease.retries();
            }
        }

        Miscounting(TaskExecutor executor) {
            super(executor);
        }

        @Override
        public Lease start(TaskHandle task, Instant at) {
            Lease lease = executor.start(task, at);
            if (lease == null || !(lease.task().input() instanceof GroupStatus status)) {
                return lease;
            }
            GroupStatus fewer = new GroupStatus(
                    status.id(),
                    status.total(),
                    status.succeeded() - 1,
                    status.failed(),
                    status.cancelled(),
                    status.timedOut());
            return new Miscounted(lease, lease.task().withInput(fewer));
        }

        @Override
        public boolean finish(Lease lease, TaskOutcome<?> outcome, Instant at) {
            return executor.finish(lease instanceof Miscounted(var inner, var task) ? inner : lease, outcome, at);
        }
    }

    private static final class CountingAttempts extends ForwardingTaskExecutor {
        private final Map<TaskId, Integer> retries = new ConcurrentHashMap<>();

        CountingAttempts(TaskExecutor executor) {
            super(executor);
        }

        @Override
        public boolean retryAt(Lease lease, Instant notBefore, boolean counted, Instant at) {
            retries.merge(lease.handle().id(), 1, Integer::sum);
            return executor.retryAt(lease, notBefore, counted, at);
        }

        @Override
        public Optional<GroupStatus> group(GroupId id) {
            int more = retries.values().stream().mapToInt(count -> count).sum();
            return executor.group(id)
                    .map(status -> new GroupStatus(
                            id,
                            status.total(),
                            status.succeeded(),
                            status.failed() + more,
                            status.cancelled(),
                            status.timedOut()));
        }
    }
}
