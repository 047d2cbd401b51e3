import org.jspecify.annotations.NullMarked;

/** Runs each task on a virtual thread of its own, bounded by permits. */
@NullMarked
module io.aiprism.executor.virtualthreads {
    requires transitive io.aiprism.core;

    exports io.aiprism.executor.virtualthreads;

    provides io.aiprism.task.spi.TaskExecutorProvider with
            io.aiprism.executor.virtualthreads.VirtualThreadTasks;
}
