import org.jspecify.annotations.NullMarked;

/** Durable and clustered tasks, on db-scheduler. */
@NullMarked
module io.aiprism.executor.dbscheduler {
    requires transitive io.aiprism.core;
    requires transitive java.sql;
    requires com.github.kagkarlsson.scheduler;
    requires org.slf4j;

    exports io.aiprism.executor.dbscheduler;
}
