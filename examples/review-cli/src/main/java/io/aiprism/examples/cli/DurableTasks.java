package io.aiprism.examples.cli;

import com.zaxxer.hikari.HikariDataSource;
import io.aiprism.executor.dbscheduler.DbSchedulerExecutor;
import io.aiprism.task.Retention;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.engine.TaskManagers;
import java.time.Duration;

/**
 * Tasks in a database, as long as this process is connected to it.
 *
 * @param manager the tasks
 * @param pool the connections
 */
record DurableTasks(TaskManager manager, HikariDataSource pool) implements AutoCloseable {
    /** How long tasks may take, and results are kept. All processes of a database must agree, for each drops what is older. */
    private static final Duration KEPT = Duration.ofDays(7);

    private static final int MOST = 1_000_000;
    private static final long MOST_BYTES = 16L << 30;
    private static final int CONNECTIONS = 4;
    private static final int MOST_CONNECTIONS = 16;

    /** On one machine a process that says nothing for that long, times four, is dead; over a network it takes longer to tell. */
    private static final Duration LOCAL_HEARTBEAT = Duration.ofSeconds(2);

    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    /** Opens the tasks to ask about them: nothing is run here. */
    static DurableTasks asking(Database database) throws CliException {
        return open(database, 1, Duration.ZERO, false);
    }

    /**
     * Opens the tasks to run those whose handlers are registered.
     *
     * @param concurrency how many run at the same time
     * @param drain how long {@link #close()} waits for those that run
     */
    static DurableTasks running(Database database, int concurrency, Duration drain) throws CliException {
        return open(database, concurrency, drain, true);
    }

    private static DurableTasks open(Database database, int concurrency, Duration drain, boolean runs)
            throws CliException {
        TaskManagerConfig config;
        try {
            config = TaskManagerConfig.builder()
                    .maxConcurrency(concurrency)
                    .queueCapacity(MOST)
                    .timeout(KEPT)
                    .retention(Retention.DEFAULT
                            .withTtl(KEPT)
                            .withMaxTasks(MOST)
                            .withMaxBytes(MOST_BYTES, result -> result instanceof byte[] bytes ? bytes.length : 256)
                            .withTombstones(KEPT, MOST))
                    .drainTimeout(drain)
                    .build();
        } catch (IllegalArgumentException e) {
            throw new CliException(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
        HikariDataSource pool =
                database.open(runs ? Math.min(CONNECTIONS + concurrency, MOST_CONNECTIONS) : CONNECTIONS);
        var builder =
                DbSchedulerExecutor.builder(pool).heartbeatInterval(database.local() ? LOCAL_HEARTBEAT : HEARTBEAT);
        if (database.creates()) {
            builder.createSchemaIfMissing();
        }
        DbSchedulerExecutor executor = builder.build(config);
        try {
            var tasks = new DurableTasks(TaskManagers.create(executor, config), pool);
            if (!runs) {
                executor.stop();
            }
            return tasks;
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            manager.close();
        } finally {
            pool.close();
        }
    }
}
