package io.aiprism.task;

import java.time.Instant;

/** The answer to a question about an id. An unknown id and an expired task are answers of their own, never "pending". */
public sealed interface TaskLookup {
    /** The id that was asked for. */
    TaskId id();

    /**
     * The task is known.
     *
     * @param status as it is now
     */
    record Found(TaskStatus status) implements TaskLookup {
        @Override
        public TaskId id() {
            return status.id();
        }
    }

    /**
     * The task ended, and its outcome is no longer kept.
     *
     * @param id the task's id
     * @param lastState the terminal state that it reached
     * @param finishedAt when it reached it
     */
    record Expired(TaskId id, TaskState lastState, Instant finishedAt) implements TaskLookup {}

    /**
     * No task with this id was ever accepted, or it ended so long ago that nothing is left of it.
     *
     * @param id what was asked for
     */
    record Unknown(TaskId id) implements TaskLookup {}
}
