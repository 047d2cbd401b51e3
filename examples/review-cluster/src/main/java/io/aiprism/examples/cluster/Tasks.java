package io.aiprism.examples.cluster;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.aiprism.executor.dbscheduler.DbSchedulerExecutor;
import io.aiprism.task.Retention;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.engine.TaskManagers;
import java.time.Duration;

/**
 * The tasks in the database of {@code PRISM_DB_URL} (with {@code PRISM_DB_USER} and {@code PRISM_DB_PASSWORD}), whose tables
 * must be there.
 *
 * @param manager the tasks
 * @param pool connections to the database
 */
record Tasks(TaskManager manager, HikariDataSource pool) implements AutoCloseable {
    /** A review that nobody has fetched for that long is dropped. The same for all processes, since each drops what is older. */
    private static final Duration KEPT = Duration.ofDays(7);

    static Tasks open(int concurrency) {
        HikariConfig pooled = new HikariConfig();
        pooled.setJdbcUrl(System.getenv("PRISM_DB_URL"));
        pooled.setUsername(System.getenv("PRISM_DB_USER"));
        pooled.setPassword(System.getenv("PRISM_DB_PASSWORD"));
        // Transactions are short, so that a few connections serve many handlers.
        pooled.setMaximumPoolSize(4 + Math.min(concurrency, 12));
        // Each shorter than a lease of 40 seconds: a silent network is noticed in time, and keeps no locks.
        pooled.setConnectionTimeout(10_000);
        pooled.addDataSourceProperty("socketTimeout", "20");
        pooled.addDataSourceProperty("options", "-c idle_in_transaction_session_timeout=20s");
        HikariDataSource pool = new HikariDataSource(pooled);
        TaskManagerConfig config = TaskManagerConfig.builder()
                .maxConcurrency(concurrency)
                // A task may wait for days until a worker comes.
                .timeout(KEPT)
                .retention(Retention.DEFAULT.withTtl(KEPT))
                .build();
        return new Tasks(TaskManagers.create(DbSchedulerExecutor.builder(pool).build(config), config), pool);
    }

    @Override
    public void close() {
        manager.close();
        pool.close();
    }
}
