package io.aiprism.task;

/** What an executor may or may not be able to do. What it cannot do is refused with {@link UnsupportedCapabilityException}. */
public enum Capability {
    /** Runs a plain {@code Callable}. Without it, only named types run, and their values are stored encoded. */
    CALLABLES,
    /** Runs groups: {@link TaskManager#submitGroup}. */
    GROUPS,
    /** Keeps progress and parts as events that can be read again: {@link TaskManager#events}. */
    EVENTS,
    /** Records the results of {@link TaskContext#step steps}. */
    STEPS,
    /** Tasks survive the end of the process. */
    DURABLE,
    /** Several processes share the tasks. */
    CLUSTERED
}
