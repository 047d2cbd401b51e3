package io.aiprism.task.engine;

import io.aiprism.task.Registration;
import io.aiprism.task.TaskClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Threads that wait for a condition which others change without a lock. Whoever changes it calls {@link #signal} afterwards;
 * that costs one read while nobody waits.
 */
final class WaitQueue {
    private final TaskClock clock;
    private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();

    WaitQueue(TaskClock clock) {
        this.clock = clock;
    }

    /** Waits without a bound, and not to be interrupted; an interrupt is kept for later. */
    void await(BooleanSupplier condition) {
        if (condition.getAsBoolean()) {
            return;
        }
        Thread me = Thread.currentThread();
        boolean interrupted = false;
        waiting.add(me);
        try {
            while (!condition.getAsBoolean()) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
        } finally {
            leave(me, interrupted);
        }
    }

    /**
     * Waits until a time, by the clock.
     *
     * @return whether the condition came true
     */
    boolean await(BooleanSupplier condition, Duration atMost) throws InterruptedException {
        if (condition.getAsBoolean()) {
            return true;
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Thread me = Thread.currentThread();
        long until = Durations.after(clock.millis(), atMost);
        waiting.add(me);
        // Time passing wakes nobody by itself, so an alarm does.
        Registration alarm = atMost.equals(Durations.FOREVER)
                ? () -> {}
                : clock.schedule(Instant.ofEpochMilli(until), () -> LockSupport.unpark(me));
        try {
            while (true) {
                if (condition.getAsBoolean()) {
                    return true;
                }
                if (clock.millis() >= until) {
                    return false;
                }
                LockSupport.park(this);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        } finally {
            alarm.close();
            leave(me, false);
        }
    }

    void signal() {
        if (!waiting.isEmpty()) {
            waiting.forEach(LockSupport::unpark);
        }
    }

    private void leave(Thread me, boolean interrupted) {
        waiting.remove(me);
        if (interrupted) {
            me.interrupt();
        }
    }
}
