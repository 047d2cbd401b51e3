package io.aiprism.executor.dbscheduler;

import io.aiprism.task.Registration;
import io.aiprism.task.TaskClock;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** One alarm for all tasks that wait for a time, set to the earliest that this node knows of. Thread-safe. */
final class DueAlarm {
    private final TaskClock clock;
    private final LongUnaryOperator ring;
    private final ReentrantLock lock = new ReentrantLock();
    private long earliest = Long.MAX_VALUE;
    private @Nullable Registration alarm;
    private boolean closed;

    /**
     * @param ring queues what is due at the given time, and returns the next time, or {@link Long#MAX_VALUE}
     */
    DueAlarm(TaskClock clock, LongUnaryOperator ring) {
        this.clock = clock;
        this.ring = ring;
    }

    void note(long at) {
        lock.lock();
        try {
            if (at < earliest && !closed) {
                earliest = at;
                silence();
                alarm = clock.schedule(Instant.ofEpochMilli(at), this::ring);
            }
        } finally {
            lock.unlock();
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

    private void ring() {
        lock.lock();
        try {
            earliest = Long.MAX_VALUE;
            alarm = null;
        } finally {
            lock.unlock();
        }
        note(ring.applyAsLong(clock.millis()));
    }

    private void silence() {
        if (alarm != null) {
            alarm.close();
            alarm = null;
        }
    }
}
