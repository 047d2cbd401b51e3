package io.aiprism.task.engine;

import io.aiprism.task.Capability;
import io.aiprism.task.DrainReport;
import io.aiprism.task.TaskClock;
import io.aiprism.task.TaskQuery;
import io.aiprism.task.TaskState;
import io.aiprism.task.TaskStatus;
import io.aiprism.task.spi.TaskExecutor;
import io.aiprism.task.spi.TaskHandle;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

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
    private final Changes changes;
    private final Admissions admissions;
    private final TaskClock clock;
    private final WaitQueue idle;
    private volatile boolean over;

    Drain(
            TaskExecutor executor,
            Runner runner,
            Changes changes,
            Admissions admissions,
            TaskClock clock,
            WaitQueue idle) {
        this.executor = executor;
        this.runner = runner;
        this.changes = changes;
        this.admissions = admissions;
        this.clock = clock;
        this.idle = idle;
    }

    DrainReport run(Duration graceful, Duration afterInterrupt) throws InterruptedException {
        long begin = clock.millis();
        int endedBefore = changes.ends();
        boolean durable = executor.capabilities().contains(Capability.DURABLE);
        int cancelled;
        long ending;
        try {
            if (durable) {
                executor.stop();
                idle.await(() -> runner.permits().inUse() == 0, graceful);
            } else {
                idle.await(() -> admissions.count() == 0 && runner.permits().inUse() == 0, graceful);
            }
        } finally {
            // Also if the calling thread was interrupted: then it does not wait for handlers to return.
            ending = clock.millis();
            cancelled = durable ? handBackTheRest(afterInterrupt.dividedBy(2)) : cancelTheRest();
        }
        Duration left = afterInterrupt.minusMillis(clock.millis() - ending);
        idle.await(() -> runner.permits().inUse() == 0, left);
        over = true;
        return new DrainReport(
                changes.ends() - endedBefore - cancelled,
                cancelled,
                runner.permits().inUse(),
                durable ? executor.queued() + executor.waiting() : 0,
                Duration.ofMillis(clock.millis() - begin));
    }

    /** Whether one has come to its end. Nothing is accepted after it, so there is nothing left to wait for. */
    boolean isOver() {
        return over;
    }

    private int cancelTheRest() {
        executor.stop();
        int cancelled = 0;
        for (TaskStatus left : executor.list(NOT_ENDED)) {
            TaskHandle handle = executor.handle(left.id());
            if (handle != null && runner.cancel(handle, REASON).isCancelled()) {
                cancelled++;
            }
        }
        return cancelled;
    }

    /** On a thread of its own, as an executor may wait for a store that is out of reach. Cancels nothing: it is kept. */
    private int handBackTheRest(Duration atMost) {
        var handedBack = new AtomicBoolean();
        Thread.ofVirtual().name("prism-hand-back").start(() -> {
            try {
                runner.handBack();
            } finally {
                handedBack.set(true);
                idle.signal();
            }
        });
        // Who was interrupted before waits for this all the same, but not if it is interrupted once more.
        boolean interrupted = Thread.interrupted();
        try {
            idle.await(handedBack::get, atMost);
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            runner.abandon();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return 0;
    }
}
