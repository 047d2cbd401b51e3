package io.aiprism.executor.dbscheduler;

import com.zaxxer.hikari.HikariDataSource;
import io.aiprism.testkit.task.TaskExecutorHarness;
import io.aiprism.testkit.task.TaskManagerContract;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

@Tag("ci")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PostgresTasksTest implements TaskManagerContract {
    private final Queue<HikariDataSource> pools = new ConcurrentLinkedQueue<>();
    private PostgresDatabase database;
    private final TaskExecutorHarness harness = new DatabaseHarness(() -> {
        HikariDataSource pool = database.open();
        pools.add(pool);
        return pool;
    });

    // Ends with the virtual machine, because the report is written after the last method of this class.
    @BeforeAll
    void start() throws IOException {
        database = new PostgresDatabase();
    }

    @Override
    public TaskExecutorHarness harness() {
        return harness;
    }

    @AfterEach
    void close() {
        for (HikariDataSource pool = pools.poll(); pool != null; pool = pools.poll()) {
            pool.close();
        }
    }
}
