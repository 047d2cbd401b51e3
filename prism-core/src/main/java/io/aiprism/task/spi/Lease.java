package io.aiprism.task.spi;

/**
 * The right to say how one attempt of a task ended. It is lost when the task leaves {@code RUNNING}, and never regained:
 * whatever the executor is told with it from then on, it refuses.
 */
public interface Lease {
    /** The task's handle. */
    TaskHandle handle();

    /** The task as submitted; for a group's finisher with its real input. */
    NewTask task();

    /** The number of this attempt, 1 for the first. */
    int attempt();

    /** How many earlier attempts count against the task's retry policy. */
    int retries();
}
