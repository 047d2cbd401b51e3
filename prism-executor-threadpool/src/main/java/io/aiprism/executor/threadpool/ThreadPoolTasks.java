package io.aiprism.executor.threadpool;

import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.engine.TaskManagers;
import io.aiprism.task.inprocess.InProcessExecutor;
import io.aiprism.task.spi.TaskExecutor;
import io.aiprism.task.spi.TaskExecutorProvider;

/**
 * Tasks on a pool of {@link TaskManagerConfig#maxConcurrency()} platform threads named {@code prism-task-1}, {@code -2}, and so
 * on. For work that computes rather than waits. Threads are started as they are needed and end after half a minute without
 * work.
 */
public final class ThreadPoolTasks implements TaskExecutorProvider {
    /** The name by which this executor is found. */
    public static final String NAME = "thread-pool";

    /** Creates the provider. */
    public ThreadPoolTasks() {}

    /** A task manager on a pool of its own. */
    public static TaskManager manager(TaskManagerConfig config) {
        return TaskManagers.create(new ThreadPoolTasks().create(config), config);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public TaskExecutor create(TaskManagerConfig config) {
        return new InProcessExecutor(NAME, new PlatformThreads(config.maxConcurrency()), config);
    }
}
