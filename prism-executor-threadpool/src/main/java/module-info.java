import org.jspecify.annotations.NullMarked;

/** Runs tasks on a bounded pool of platform threads. */
@NullMarked
module io.aiprism.executor.threadpool {
    requires transitive io.aiprism.core;
}
