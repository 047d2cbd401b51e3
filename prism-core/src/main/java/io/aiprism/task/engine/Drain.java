package io.aiprism.task.engine;

import io.aiprism.task.Capability;
import io.aiprism.task.DrainReport;
import io.aiprism.task.TaskClock;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskLookup;
import io.aiprism.task.TaskQuery;
import io.aiprism.task.TaskState;
import io.aiprism.task.TaskStatus;
import io.aiprism.task.spi.TaskExecutor;
import io.aiprism.task.spi.TaskHandle;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Ends a manager's work: lets tasks end, cancels the others or leaves them to a durable executor, and waits for threads. */
final class Drain {
    private static final TaskQuery NOT_ENDED = new TaskQuery(
            EnumSet.of(TaskState.SCHEDULED, TaskState.QUEUED, TaskState.RUNNING, TaskState.RETRY_WAIT),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Integer.MAX_VALUE);
    private static final String REASON = "the task manager was shut down before the task ended";

    private final TaskExecutor executor;
    private final Runner runner;
    private final Admissions admissions;
    private final TaskClock clock;
    private final WaitQueue idle;

    Drain(TaskExecutor executor, Runner runner, Admissions admissions, TaskClock clock, WaitQueue idle) {
        this.executor = executor;
        this.runner = runner;
        this.admissions = admissions;
        this.clock = clock;
        this.idle = idle;
    }

    DrainReport run(Duration graceful, Duration afterInterrupt) throws InterruptedException {
        long begin = clock.millis();
        Set<TaskStatus> before = Set.copyOf(executor.list(NOT_ENDED));
        boolean durable = executor.capabilities().contains(Capability.DURABLE);
        try {
            if (durable) {
                executor.stop();
                idle.await(() -> runner.permits().inUse() == 0, graceful);
            } else {
                idle.await(() -> admissions.count() == 0 && runner.permits().inUse() == 0, graceful);
            }
        } catch (InterruptedException e) {
            endTheRest(durable);
            throw e;
        }
        Set<TaskId> cancelled = endTheRest(durable);
        idle.await(() -> runner.permits().inUse() == 0, afterInterrupt);
        int kept = durable ? executor.list(NOT_ENDED).size() : 0;
        long finished = before.stream()
                .filter(status -> !cancelled.contains(status.id()) && hasEnded(status))
                .count();
        return new DrainReport(
                (int) finished,
                cancelled.size(),
                runner.permits().inUse(),
                kept,
                Duration.ofMillis(clock.millis() - begin));
    }

    private Set<TaskId> endTheRest(boolean durable) {
        executor.stop();
        if (durable) {
            runner.handBack();
            return Set.of();
        }
        List<TaskStatus> left = executor.list(NOT_ENDED);
        return left.stream()
                .map(TaskStatus::id)
                .filter(id -> {
                    TaskHandle handle = executor.handle(id);
                    return handle != null && runner.cancel(handle, REASON).isCancelled();
                })
                .collect(Collectors.toSet());
    }

    private boolean hasEnded(TaskStatus status) {
        return !(executor.find(status.id()) instanceof TaskLookup.Found found)
                || found.status().state().isTerminal();
    }
}
