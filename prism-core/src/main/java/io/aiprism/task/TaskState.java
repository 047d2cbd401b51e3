package io.aiprism.task;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where a task is in its life. This is the one table of transitions:
 *
 * <pre>
 * SCHEDULED  → QUEUED, CANCELLED, TIMED_OUT
 * QUEUED     → RUNNING, CANCELLED, TIMED_OUT
 * RUNNING    → SUCCEEDED, FAILED, CANCELLED, TIMED_OUT, RETRY_WAIT, QUEUED (handed back)
 * RETRY_WAIT → QUEUED, CANCELLED, TIMED_OUT
 * </pre>
 *
 * <p>The other four are terminal: a task that reached one of them never changes again. A task that nobody knows, and one
 * whose result has expired, have no state; see {@link TaskLookup}.
 */
public enum TaskState {
    /** Waits for its start time. */
    SCHEDULED,
    /** Waits for a free place to run. */
    QUEUED,
    /** Its handler is running. */
    RUNNING,
    /** Failed, and waits for its next attempt. */
    RETRY_WAIT,
    /** Ended with a result. */
    SUCCEEDED,
    /** Ended with an error, after the last attempt. */
    FAILED,
    /** Ended because somebody cancelled it. */
    CANCELLED,
    /** Ended because its deadline passed. */
    TIMED_OUT;

    /** Whether a task in this state never changes again. */
    public boolean isTerminal() {
        return this.compareTo(SUCCEEDED) >= 0;
    }

    /** The states that a task in this state can go to directly; empty for a terminal state. */
    public Set<TaskState> successors() {
        return Arrays.stream(values()).filter(this::canBecome).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a task can go from this state to another directly. */
    public boolean canBecome(TaskState next) {
        return switch (this) {
            case SCHEDULED, RETRY_WAIT -> next == QUEUED || next == CANCELLED || next == TIMED_OUT;
            case QUEUED -> next == RUNNING || next == CANCELLED || next == TIMED_OUT;
            case RUNNING -> next == QUEUED || next == RETRY_WAIT || next.isTerminal();
            case SUCCEEDED, FAILED, CANCELLED, TIMED_OUT -> false;
        };
    }

    /**
     * Checks a transition.
     *
     * @throws IllegalStateException if a task cannot go from this state to {@code next} directly
     */
    public void requireCanBecome(TaskState next) {
        if (!canBecome(next)) {
            throw new IllegalStateException("a task cannot go from %s to %s".formatted(this, next));
        }
    }
}
