package io.aiprism.executor.dbscheduler;

import com.zaxxer.hikari.HikariDataSource;
import io.aiprism.testkit.task.TaskExecutorHarness;
import io.aiprism.testkit.task.TaskManagerContract;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;

final class H2TasksTest implements TaskManagerContract {
    private final Queue<HikariDataSource> pools = new ConcurrentLinkedQueue<>();
    private final TaskExecutorHarness harness = new DatabaseHarness(() -> {
        HikariDataSource pool = H2Database.open();
        pools.add(pool);
        return pool;
    });

    @Override
    public TaskExecutorHarness harness() {
        return harness;
    }

    @AfterEach
    void close() {
        pools.forEach(HikariDataSource::close);
    }
}
