package io.aiprism.task;

/** What a cancel did. */
public enum CancelResult {
    /**
     * The task was not running: it had not started, or waited for its next attempt. It will not run again; its state is
     * {@link TaskState#CANCELLED}.
     */
    CANCELLED_BEFORE_START,
    /** The task was running. Its state is {@link TaskState#CANCELLED} from now on, and its handler was interrupted. */
    CANCELLED_WHILE_RUNNING,
    /** The task had already ended; nothing changed. */
    ALREADY_FINISHED,
    /** The task had ended so long ago that its outcome is no longer kept. */
    EXPIRED,
    /** Nothing is known of the id. */
    UNKNOWN;

    /** Whether this call ended the task. */
    public boolean isCancelled() {
        return this == CANCELLED_BEFORE_START || this == CANCELLED_WHILE_RUNNING;
    }
}
