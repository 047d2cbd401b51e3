package io.aiprism.task;

import java.time.Instant;

/**
 * Where a manager's time comes from, and what wakes it. Tests use one that they turn by hand. Implementations are
 * thread-safe.
 */
public interface TaskClock {
    /** The time now, in milliseconds since the epoch. */
    long millis();

    /** The time now. */
    default Instant now() {
        return Instant.ofEpochMilli(millis());
    }

    /**
     * Runs an action once, at a time or soon after, on a thread of the clock's; at once if the time has come. The action is
     * short and never blocks.
     *
     * @return takes the action back if it has not begun
     */
    Registration schedule(Instant at, Runnable action);

    /** The system's time. All managers of a process share its one daemon thread. */
    static TaskClock system() {
        return SystemTaskClock.INSTANCE;
    }
}
