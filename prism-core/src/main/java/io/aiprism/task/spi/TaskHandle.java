package io.aiprism.task.spi;

import io.aiprism.task.TaskId;
import io.aiprism.task.TaskState;

/**
 * An executor's own reference to a task: whatever lets it find the task again fast. Opaque to the engine, which gives it
 * back only to the executor that made it. Thread-safe.
 */
public interface TaskHandle {
    /** The task's id. */
    TaskId id();

    /** The task's state now; its last terminal state if its outcome has expired. */
    TaskState state();
}
