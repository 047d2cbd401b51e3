package io.aiprism.task;

/**
 * Hears of the state changes of all tasks of a manager. Called after the new state is stored, without any lock, on the thread
 * that changed the state: it should be quick. What it throws is logged and reaches neither the task nor other listeners.
 */
@FunctionalInterface
public interface TaskListener {
    /** A task came into a state; {@code status} is what was known right after. */
    void onStateChange(TaskStatus status);
}
