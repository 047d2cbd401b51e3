package io.aiprism.testkit.task;

import io.aiprism.task.CancelResult;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskState;
import io.aiprism.task.spi.Lease;
import io.aiprism.task.spi.NewTask;
import io.aiprism.task.spi.TaskExecutor;
import io.aiprism.task.spi.TaskHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** Executors that move tasks from state to state in a wrong way. */
final class BrokenTransitions {
    private BrokenTransitions() {}

    static List<BrokenExecutor> all() {
        return List.of(
                broken("starts a task twice", "a_task_that_is_delivered_too_often_runs_once", StartingTwice::new),
                broken(
                        "starts cancelled tasks",
                        "a_task_cancelled_before_its_start_never_runs",
                        StartingCancelled::new),
                broken(
                        "shows the end of a task before its outcome",
                        "whoever_sees_a_terminal_state_can_read_the_outcome",
                        ReportingBeforeStoring::new),
                broken(
                        "accepts late results",
                        "a_late_result_or_failure_of_a_cancelled_task_is_refused",
                        AcceptingLateResults::new),
                broken("retries too early", "a_stated_instant_is_kept_to_the_millisecond", RetryingAtOnce::new),
                broken(
                        "never retries",
                        "a_task_fails_after_its_last_retry_and_attempts_are_numbered",
                        NeverRetrying::new),
                broken(
                        "counts snoozes as failures",
                        "a_snooze_does_not_count_as_an_attempt_that_failed",
                        CountingSnoozes::new),
                broken("counts no failures", "a_stated_instant_does_not_go_beyond_the_retries", CountingNothing::new),
                broken("ignores deadlines", "a_queued_task_times_out_and_never_runs", IgnoringDeadlines::new),
                broken(
                        "says that it cancelled what had ended",
                        "a_cancel_that_races_with_the_end_has_one_winner",
                        AlwaysCancelling::new),
                broken("drops the reason", "a_task_cancelled_before_its_start_never_runs", DroppingReasons::new),
                broken(
                        "forgets idempotency keys",
                        "a_hundred_submits_with_one_key_at_the_same_time_are_one_task",
                        (executor, config) -> BrokenDispatch.submitting(executor, BrokenTransitions::withoutKey)),
                broken("shares keys between tenants", "a_key_belongs_to_a_tenant", SharingKeys::new),
                broken(
                        "checks keys before it takes them",
                        "a_hundred_submits_with_one_key_at_the_same_time_are_one_task",
                        RacingKeys::new));
    }

    private static BrokenExecutor broken(
            String flaw, String caughtBy, BiFunction<TaskExecutor, TaskManagerConfig, TaskExecutor> executor) {
        return new BrokenExecutor(flaw, caughtBy, executor);
    }

    static NewTask withoutKey(NewTask task) {
        TaskOptions keyless = TaskOptions.builder()
                .tenant(task.options().tenant())
                .labels(task.options().labels())
                .build();
        return new NewTask(
                task.id(),
                task.type(),
                task.input(),
                keyless.orElse(task.options()),
                task.context(),
                task.sortKey(),
                task.submittedAt(),
                task.startAt(),
                task.deadline(),
                task.dispatched());
    }

    private static final class StartingTwice extends ForwardingTaskExecutor {
        private final Map<TaskId, Lease> leases = new ConcurrentHashMap<>();

        StartingTwice(TaskExecutor executor, TaskManagerConfig config) {
            super(executor);
        }

        @Override
        public Lease start(TaskHandle task, Instant at) {
            Lease lease = executor.start(task, at);
            if (lease != null) {
                leases.put(task.id(), lease);
            }
            return leases.get(task.id());
        }
    }

    private static final class StartingCancelled extends ForwardingTaskExecutor {
        private final Map<TaskId, NewTask> tasks = new ConcurrentHashMap<>();

        StartingCancelled(TaskExecutor executor, TaskManagerConfig config) {
            super(executor);
        }

        @Override
        public TaskHandle submit(NewTask task) {
            tasks.put(task.id(), task);
            return executor.submit(task);
        }

        @Override
        public CancelResult cancel(TaskHandle task, String reason, Instant at) {
            CancelResult result = executor.cancel(task, reason, at);
            if (result == CancelResult.CANCELLED_BEFORE_START) {
                // It is still in some queue, and comes out when its turn comes.
                NewTask cancelled = tasks.get(task.id());
                executor.submit(new NewTask(
                        new TaskId(task.id().high(), ~task.id().low()),
                        cancelled.type(),
                        cancelled.input(),
                        TaskOptions.DEFAULT,
                        cancelled.context(),
                        cancelled.sortKey(),
                        cancelled.submittedAt(),
                        cancelled.submittedAt(),
                        cancelled.deadline(),
                        true));
            }
            return result;
        }
    }

    private static final class ReportingBeforeStoring extends ForwardingTaskExecutor {
        private final Set<TaskId> notStored = ConcurrentHashMap.newKeySet();

        ReportingBeforeStoring(TaskExecutor executor, TaskManagerConfig config) {
            super(executor);
        }

        @Override
        public boolean finish(Lease lease, TaskOutcome<?> outcome, Instant at) {
            TaskId id = lease.handle().id();
            notStored.add(id);
            boolean held = executor.finish(lease, outcome, at);
            for (int i = 0; i < 10_000; i++) {
                Thread.onSpinWait();
            }
            notStored.remove(id);
            return held;
        }

        @Override
        public TaskOutcome<?> outcome(TaskHandle task) {
            return notStored.contains(task.id()) ? null : executor.outcome(task);
        }
    }

    private static final class AcceptingLateResults extends ForwardingTaskExecutor {
        private final Map<TaskId, TaskOutcome<?>> late = new ConcurrentHashMap<>();

        AcceptingLateResults(TaskExecutor executor, TaskManagerConfig config) {
            super(executor);
        }

        @Override
        public boolean finish(Lease lease, TaskOutcome<?> outcome, Instant at) {
            if (!executor.finish(lease, outcome, at)) {
                late.put(lease.handle().id(), outcome);
            }
            return true;
        }

        @Override
        public TaskOutcome<?> outcome(TaskHandle task) {
            TaskOutcome<?> outcome = late.get(task.id());
            return outcome == null ? executor.outcome(task) : outcome;
        }
    }

    private static final class RetryingAtOnce extends ForwardingTaskExecutor {
        RetryingAtOnce(TaskExecutor executor, TaskManagerConfig config) {
            super(executor);
        }

        @Override
        public boolean retryAt(Lease lease, Instant notBefore, boolean counted, Instant at) {
            return executor.retryAt(lease, at.plusMillis(1), counted, at);
        }
    }

    private static final class NeverRetrying extends ForwardingTaskExecutor {
        NeverRetrying(TaskExecutor executor, TaskManagerConfig config) {
            super(executor);
        }

        @Override
        public boolean retryAt(Lease lease, Instant notBefore, boolean counted, Instant at) {
            return executor.retryAt(lease, notBefore.plus(Duration.ofDays(1000)), counted, at);
        }
    }

    private static final class CountingSnoozes extends ForwardingTaskExecutor {
        CountingSnoozes(TaskExecutor executor, TaskManagerConfig config) {
            super(executor);
        }

        @Override
        public boolean retryAt(Lease lease, Instant notBefore, boolean counted, Instant at) {
            return executor.retryAt(lease, notBefore, true, at);
        }
    }

    private static final class CountingNothing extends ForwardingTaskExecutor {
        CountingNothing(TaskExecutor executor, TaskManagerConfig config) {
            super(executor);
        }

        @Override
        public boolean retryAt(Lease lease, Instant notBefore, boolean counted, Instant at) {
            return executor.retryAt(lease, notBefore, false, at);
        }
    }

    private static final class IgnoringDeadlines extends ForwardingTaskExecutor {
        IgnoringDeadlines(TaskExecutor executor, TaskManagerConfig config) {
            super(executor);
        }

        @Override
        public Collection<? extends TaskHandle> overdue(Instant now) {
            return List.of();
        }
    }

    private static final class AlwaysCancelling extends ForwardingTaskExecutor {
        AlwaysCancelling(TaskExecutor executor, TaskManagerConfig config) {
            super(executor);
        }

        @Override
        public CancelResult cancel(TaskHandle task, String reason, Instant at) {
            CancelResult result = executor.cancel(task, reason, at);
            return result == CancelResult.ALREADY_FINISHED && task.state() == TaskState.SUCCEEDED
                    ? CancelResult.CANCELLED_WHILE_RUNNING
                    : result;
        }
    }

    private static final class DroppingReasons extends ForwardingTaskExecutor {
        DroppingReasons(TaskExecutor executor, TaskManagerConfig config) {
            super(executor);
        }

        @Override
        public CancelResult cancel(TaskHandle task, String reason, Instant at) {
            return executor.cancel(task, "", at);
        }
    }

    private static final class SharingKeys extends ForwardingTaskExecutor {
        private final Map<String, TaskHandle> byKey = new ConcurrentHashMap<>();

        SharingKeys(TaskExecutor executor, TaskManagerConfig config) {
            super(executor);
        }

        @Override
        public TaskHandle submit(NewTask task) {
            String key = task.options().idempotencyKey().orElse(task.id().toString());
            return byKey.computeIfAbsent(key, unused -> executor.submit(task));
        }
    }

    private static final class RacingKeys extends ForwardingTaskExecutor {
        private final Map<String, TaskHandle> byKey = new ConcurrentHashMap<>();

        RacingKeys(TaskExecutor executor, TaskManagerConfig config) {
            super(executor);
        }

        @Override
        public TaskHandle submit(NewTask task) {
            String key = task.options().tenant() + "/"
                    + task.options().idempotencyKey().orElse(task.id().toString());
            TaskHandle earlier = byKey.get(key);
            if (earlier != null) {
                return earlier;
            }
            for (int i = 0; i < 100_000; i++) {
                Thread.onSpinWait();
            }
            TaskHandle handle = executor.submit(withoutKey(task));
            byKey.put(key, handle);
            return handle;
        }
    }
}
