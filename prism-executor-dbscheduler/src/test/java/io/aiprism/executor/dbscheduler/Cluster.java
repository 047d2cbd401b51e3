package io.aiprism.executor.dbscheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.task.Registration;
import io.aiprism.task.Task;
import io.aiprism.task.TaskHandler;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskType;
import io.aiprism.task.engine.TaskManagers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** Nodes in one process on one database. Closes all of them, the latest first. */
final class Cluster implements AutoCloseable {
    static final TaskType<String, String> WORK = TaskType.json("work", String.class, String.class);
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final DataSource database;
    private final Deque<TaskManager> managers = new ArrayDeque<>();

    /** A node: its executor, which can be closed as if the process had ended, and its manager. */
    record Node(DbSchedulerExecutor executor, TaskManager manager) {
        Task<String> submit(String tenant, String input) {
            return manager.submit(
                    WORK, input, TaskOptions.builder().tenant(tenant).build());
        }

        Registration handle(TaskHandler<String, String> handler) {
            return manager.register(WORK, handler);
        }

        TaskOutcome<String> end(Task<String> task) throws InterruptedException {
            return task.await(PATIENCE).orElseThrow(() -> new AssertionError("task %s did not end".formatted(task)));
        }
    }

    Cluster(DataSource database) {
        this.database = database;
    }

    Node node(UnaryOperator<TaskManagerConfig.Builder> config) {
        return node(config, settings -> settings);
    }

    Node node(UnaryOperator<TaskManagerConfig.Builder> config, UnaryOperator<DbSchedulerExecutor.Builder> settings) {
        TaskManagerConfig built = config.apply(
                        TaskManagerConfig.builder().maxConcurrency(4).drainTimeout(Duration.ZERO))
                .build();
        DbSchedulerExecutor executor = settings.apply(DbSchedulerExecutor.builder(database)
                        .createSchemaIfMissing()
                        .pollingInterval(Duration.ofMillis(20))
                        .heartbeatInterval(Duration.ofMillis(200)))
                .build(built);
        TaskManager manager = TaskManagers.create(executor, built);
        managers.push(manager);
        return new Node(executor, manager);
    }

    static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
    }

    @Override
    public void close() {
        managers.forEach(TaskManager::close);
    }
}
