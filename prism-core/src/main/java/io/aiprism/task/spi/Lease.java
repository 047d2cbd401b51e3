package io.aiprism.task.spi;

import io.aiprism.task.GroupId;
import org.jspecify.annotations.Nullable;

/**
 * The right to say how one attempt of a task ended. It is lost when the task leaves {@code RUNNING}, and never regained:
 * whatever the executor is told with it from then on, it refuses.
 */
public interface Lease {
    /** The task's handle. */
    TaskHandle handle();

    /** The task as submitted; for a group's finisher with its real input. */
    NewTask task();

    /** The group that the task is a member of; {@code null} if it is none. */
    @Nullable
    GroupId group();

    /** The number of this attempt, 1 for the first. */
    int attempt();

    /** How many earlier attempts count against the task's retry policy. */
    int retries();
}
