package io.aiprism.task.spi;

import io.aiprism.task.TaskManagerConfig;

/**
 * Makes executors, and is found through {@link java.util.ServiceLoader}. Stateless, with a public no-argument constructor.
 */
public interface TaskExecutorProvider {
    /** The name by which it is chosen. */
    String name();

    /** Makes an executor that has not been opened yet. Does no I/O. */
    TaskExecutor create(TaskManagerConfig config);
}
