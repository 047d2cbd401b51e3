package io.aiprism.executor.dbscheduler;

import io.aiprism.task.Capability;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.spi.TaskExecutor;
import io.aiprism.testkit.task.TaskExecutorHarness;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Executors on a new database each, and after a restart on the same one. */
final class DatabaseHarness implements TaskExecutorHarness {
    private final Supplier<DataSource> databases;
    private final Map<TaskExecutor, DataSource> used = new ConcurrentHashMap<>();

    DatabaseHarness(Supplier<DataSource> databases) {
        this.databases = databases;
    }

    static DbSchedulerExecutor node(DataSource dataSource, TaskManagerConfig config) {
        return DbSchedulerExecutor.builder(dataSource)
                .createSchemaIfMissing()
                .pollingInterval(Duration.ofMillis(20))
                .heartbeatInterval(Duration.ofMillis(200))
                // Small, so that some inputs and results are blobs.
                .largestInRow(12)
                .build(config);
    }

    @Override
    public TaskExecutor newExecutor(TaskManagerConfig config) {
        return on(databases.get(), config);
    }

    @Override
    public TaskExecutor restart(TaskExecutor ended, TaskManagerConfig config) {
        // No more heartbeats and no more picking, as if its process had ended; its handlers go on.
        ended.close();
        DataSource dataSource = used.get(ended);
        if (dataSource == null) {
            throw new IllegalArgumentException("this executor is of another harness");
        }
        silence(dataSource);
        return on(dataSource, config);
    }

    /** As if the time had passed after which a node that says nothing is taken for dead. */
    private static void silence(DataSource dataSource) {
        new Transactions(dataSource)
                .run(session -> session.update(
                        "update prism_scheduled_tasks set last_heartbeat = ? where picked = true", Instant.EPOCH));
    }

    private TaskExecutor on(DataSource dataSource, TaskManagerConfig config) {
        TaskExecutor executor = node(dataSource, config);
        used.put(executor, dataSource);
        return executor;
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(
                Capability.GROUPS, Capability.EVENTS, Capability.STEPS, Capability.DURABLE, Capability.CLUSTERED);
    }

    @Override
    public int rounds() {
        return 50;
    }
}
