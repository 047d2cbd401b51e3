package io.aiprism.testkit.task;

import io.aiprism.task.CancelResult;
import io.aiprism.task.TaskEvent;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskState;
import io.aiprism.task.spi.Lease;
import io.aiprism.task.spi.NewTask;
import io.aiprism.task.spi.TaskExecutor;
import io.aiprism.task.spi.TaskHandle;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Executors whose handles and leases are worth less than they should. */
final class BrokenHandles {
    private static final String LEASES = "a_lease_is_lost_with_its_attempt_and_never_regained";

    private BrokenHandles() {}

    static List<BrokenExecutor> all() {
        return List.of(
                broken("lets an old lease finish", LEASES, FinishingWithOldLeases::new),
                broken("lets an old lease append", LEASES, AppendingWithOldLeases::new),
                broken("lets an old lease retry", LEASES, RetryingWithOldLeases::new),
                broken(
                        "takes every cancel for one of a running task",
                        "a_cancel_says_whether_the_task_was_running",
                        AlwaysRunning::new),
                broken(
                        "does not cancel what waits for a retry",
                        "a_retry_that_races_with_a_cancel_never_brings_the_task_back",
                        SparingRetries::new),
                broken(
                        "says that a finish was refused",
                        "who_sees_a_terminal_state_sees_all_that_belongs_to_it",
                        DenyingFinishes::new),
                broken("goes by its own clock", "a_status_says_all_that_is_known_of_a_task", OwnClock::new),
                broken(
                        "frees a key at the end of its task",
                        "a_key_is_one_task_for_a_hundred_threads",
                        FreeingKeys::new),
                broken(
                        "starts the largest sort key first",
                        "queued_tasks_are_delivered_by_sort_key_and_then_as_they_came",
                        BrokenHandles::largestFirst));
    }

    private static BrokenExecutor broken(String flaw, String caughtBy, Function<TaskExecutor, TaskExecutor> executor) {
        return new BrokenExecutor(flaw, caughtBy, (intact, config) -> executor.apply(intact));
    }

    private static TaskExecutor largestFirst(TaskExecutor executor) {
        return BrokenDispatch.submitting(executor, task -> BrokenDispatch.withSortKey(task, -task.sortKey()));
    }

    private abstract static class Remembering extends ForwardingTaskExecutor {
        private final Map<TaskId, Lease> latest = new ConcurrentHashMap<>();

        Remembering(TaskExecutor executor) {
            super(executor);
        }

        @Override
        public Lease start(TaskHandle task, Instant at) {
            Lease lease = executor.start(task, at);
            if (lease != null) {
                latest.put(task.id(), lease);
            }
            return lease;
        }

        final Lease latest(Lease lease) {
            return latest.get(lease.handle().id());
        }
    }

    private static final class FinishingWithOldLeases extends Remembering {
        FinishingWithOldLeases(TaskExecutor executor) {
            super(executor);
        }

        @Override
        public boolean finish(Lease lease, TaskOutcome<?> outcome, Instant at) {
            return executor.finish(latest(lease), outcome, at);
        }
    }

    private static final class AppendingWithOldLeases extends Remembering {
        AppendingWithOldLeases(TaskExecutor executor) {
            super(executor);
        }

        @Override
        public boolean append(Lease lease, TaskEvent.Detail detail, Instant at) {
            return executor.append(latest(lease), detail, at);
        }
    }

    private static final class RetryingWithOldLeases extends Remembering {
        RetryingWithOldLeases(TaskExecutor executor) {
            super(executor);
        }

        @Override
        public boolean retryAt(Lease lease, Instant notBefore, boolean counted, Instant at) {
            return executor.retryAt(latest(lease), notBefore, counted, at);
        }
    }

    private static final class AlwaysRunning extends ForwardingTaskExecutor {
        AlwaysRunning(TaskExecutor executor) {
            super(executor);
        }

        @Override
        public CancelResult cancel(TaskHandle task, String reason, Instant at) {
            CancelResult result = executor.cancel(task, reason, at);
            return result.isCancelled() ? CancelResult.CANCELLED_WHILE_RUNNING : result;
        }
    }

    private static final class SparingRetries extends ForwardingTaskExecutor {
        SparingRetries(TaskExecutor executor) {
            super(executor);
        }

        @Override
        public CancelResult cancel(TaskHandle task, String reason, Instant at) {
            return task.state() == TaskState.RETRY_WAIT
                    ? CancelResult.ALREADY_FINISHED
                    : executor.cancel(task, reason, at);
        }
    }

    private static final class DenyingFinishes extends ForwardingTaskExecutor {
        DenyingFinishes(TaskExecutor executor) {
            super(executor);
        }

        @Override
        public boolean finish(Lease lease, TaskOutcome<?> outcome, Instant at) {
            executor.finish(lease, outcome, at);
            return false;
        }
    }

    private static final class OwnClock extends ForwardingTaskExecutor {
        OwnClock(TaskExecutor executor) {
            super(executor);
        }

        @Override
        public boolean finish(Lease lease, TaskOutcome<?> outcome, Instant at) {
            return executor.finish(lease, outcome, at.plusSeconds(1));
        }
    }

    private static final class FreeingKeys extends ForwardingTaskExecutor {
        private final Map<String, TaskHandle> byKey = new ConcurrentHashMap<>();

        FreeingKeys(TaskExecutor executor) {
            super(executor);
        }

        @Override
        public TaskHandle submit(NewTask task) {
            TaskOptions options = task.options();
            if (options.idempotencyKey().isEmpty()) {
                return executor.submit(task);
            }
            String key = options.tenant() + "/" + options.idempotencyKey().orElseThrow();
            return byKey.compute(
                    key,
                    (unused, earlier) -> earlier == null || earlier.state().isTerminal()
                            ? executor.submit(BrokenTransitions.withoutKey(task))
                            : earlier);
        }
    }
}
