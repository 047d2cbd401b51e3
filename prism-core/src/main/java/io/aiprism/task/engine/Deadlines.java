package io.aiprism.task.engine;

import io.aiprism.task.Registration;
import io.aiprism.task.TaskClock;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One alarm for all deadlines. It is set to the earliest one that may still matter, so that a task whose deadline is later, which
 * is nearly every task, costs one read. When it goes off, all that is due is ended and the next earliest one is asked for; that
 * tasks have ended long before their deadlines is noticed only then. It goes off once in ten milliseconds at most, and less often
 * where looking at all tasks takes long, so a deadline may be late by that.
 */
final class Deadlines {
    private static final long NEVER = Long.MAX_VALUE;
    private static final long MIN_GAP = 10;

    private final TaskClock clock;
    private final LongUnaryOperator sweep;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile long earliest = NEVER;
    private volatile long notBefore;
    private @Nullable Registration alarm;
    private boolean closed;

    /**
     * @param sweep ends what is due at the given time, and returns the earliest deadline that is left, or
     *     {@link Long#MAX_VALUE}
     */
    Deadlines(TaskClock clock, LongUnaryOperator sweep) {
        this.clock = clock;
        this.sweep = sweep;
    }

    void note(long deadline) {
        if (deadline < earliest) {
            set(deadline);
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            silence();
        } finally {
            lock.unlock();
        }
    }

    private void set(long deadline) {
        lock.lock();
        try {
            if (deadline < earliest && !closed) {
                earliest = deadline;
                silence();
                alarm = clock.schedule(Instant.ofEpochMilli(Math.max(deadline, notBefore)), this::ring);
            }
        } finally {
            lock.unlock();
        }
    }

    private void ring() {
        // Deadlines noted from here on set their own alarm.
        earliest = NEVER;
        long before = clock.millis();
        long next = sweep.applyAsLong(before);
        long after = clock.millis();
        notBefore = after + Math.max(MIN_GAP, 10 * (after - before));
        note(next);
    }

    private void silence() {
        if (alarm != null) {
            alarm.close();
            alarm = null;
        }
    }
}
