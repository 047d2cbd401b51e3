package io.aiprism.executor.dbscheduler;

import io.aiprism.task.Registration;
import io.aiprism.task.TaskClock;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The engine's clock, set to the time of the database if it is wrong by a second or more: due times and deadlines are shared, and a
 * node whose clock is fast would release and end early what others have submitted. What is less can be no more than the measuring.
 * Thread-safe.
 */
final class CorrectedClock implements TaskClock {
    private static final long TOLERATED_MILLIS = 1_000;

    private final TaskClock clock;
    private final LongSupplier behind;

    /**
     * @param behind by how many milliseconds the clock is behind the database's
     */
    CorrectedClock(TaskClock clock, LongSupplier behind) {
        this.clock = clock;
        this.behind = behind;
    }

    @Override
    public long millis() {
        return clock.millis() + correction();
    }

    @Override
    public Registration schedule(Instant at, Runnable action) {
        return clock.schedule(at.minusMillis(correction()), action);
    }

    private long correction() {
        long offset = behind.getAsLong();
        return Math.abs(offset) < TOLERATED_MILLIS ? 0 : offset;
    }
}
