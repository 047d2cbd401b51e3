package io.aiprism.task;

/**
 * Hears of the state changes of all tasks of a manager, of each once. Called after the new state is stored, without any lock, on
 * the thread that changed the state: it should be quick. Changes that follow each other closely are made by different threads
 * and may be heard out of order; {@link TaskManager#events} has the order. What a listener throws is logged and reaches neither
 * the task nor other listeners.
 */
@FunctionalInterface
public interface TaskListener {
    /** A task came into the state of {@code status}; the rest of it is what was known right after. */
    void onStateChange(TaskStatus status);
}
