import org.jspecify.annotations.NullMarked;

/** Runs tasks on a bounded pool of platform threads. */
@NullMarked
module io.aiprism.executor.threadpool {
    requires transitive io.aiprism.core;

    exports io.aiprism.executor.threadpool;

    provides io.aiprism.task.spi.TaskExecutorProvider with
            io.aiprism.executor.threadpool.ThreadPoolTasks;
}
