import org.jspecify.annotations.NullMarked;

/** Durable and clustered tasks, on db-scheduler. */
@NullMarked
module io.aiprism.executor.dbscheduler {
    requires transitive io.aiprism.core;
}
