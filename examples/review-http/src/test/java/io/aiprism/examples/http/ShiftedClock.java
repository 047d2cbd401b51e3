package io.aiprism.examples.http;

import io.aiprism.task.Registration;
import io.aiprism.task.TaskClock;
import java.time.Duration;
import java.time.Instant;

/** The system's clock, which can be put forward. */
final class ShiftedClock implements TaskClock {
    private final TaskClock system = TaskClock.system();
    private volatile Duration shift = Duration.ZERO;

    void shift(Duration shift) {
        this.shift = shift;
    }

    @Override
    public long millis() {
        return system.millis() + shift.toMillis();
    }

    @Override
    public Registration schedule(Instant at, Runnable action) {
        return system.schedule(at.minus(shift), action);
    }
}
