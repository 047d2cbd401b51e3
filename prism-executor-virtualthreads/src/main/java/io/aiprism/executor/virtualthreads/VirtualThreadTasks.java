package io.aiprism.executor.virtualthreads;

import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.engine.TaskManagers;
import io.aiprism.task.inprocess.InProcessExecutor;
import io.aiprism.task.spi.TaskExecutor;
import io.aiprism.task.spi.TaskExecutorProvider;

/**
 * Tasks on a virtual thread each, {@link TaskManagerConfig#maxConcurrency()} of them at the same time. For work that waits, such
 * as calls of a model: a thousand tasks in flight cost little more than their own data. Threads are named {@code prism-task}.
 */
public final class VirtualThreadTasks implements TaskExecutorProvider {
    /** The name by which this executor is found. */
    public static final String NAME = "virtual-threads";

    /** Creates the provider. */
    public VirtualThreadTasks() {}

    /** A task manager on virtual threads. */
    public static TaskManager manager(TaskManagerConfig config) {
        return TaskManagers.create(new VirtualThreadTasks().create(config), config);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public TaskExecutor create(TaskManagerConfig config) {
        return new InProcessExecutor(NAME, new VirtualThreads(), config);
    }
}
