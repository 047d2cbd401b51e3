package io.aiprism.executor.dbscheduler;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.aiprism.task.Registration;
import io.aiprism.task.Retention;
import io.aiprism.task.TaskClock;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.engine.TaskManagers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/** A worker of the chaos suite, in a process of its own. It ends when its standard input does, or gracefully on SIGTERM. */
public final class ChaosWorker {
    static final int PLACES = 12;
    static final Duration HEARTBEAT = Duration.ofSeconds(1);
    static final int MISSED = 4;
    static final Duration POLLING = Duration.ofMillis(200);
    static final Duration DRAIN = Duration.ofSeconds(2);
    static final Retention KEEP_ALL = Retention.DEFAULT
            .withTtl(Duration.ofHours(6))
            .withMaxTasks(10_000_000)
            .withTombstones(Duration.ofHours(6), 10_000_000);

    private ChaosWorker() {}

    /**
     * @param args the port of the database, the node's name, its log, and by how many milliseconds its clock is fast
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Thread.ofPlatform().daemon().start(ChaosWorker::endWithParent);
        String node = args[1];
        var log = new SideLog(Path.of(args[2]), node);
        HikariDataSource pool = pool(Integer.parseInt(args[0]));
        TaskManager manager = open(pool, Long.parseLong(args[3]));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            manager.close();
            pool.close();
        }));
        new ChaosWork(log, node).registerAt(manager);
        new CountDownLatch(1).await();
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {}
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Runtime.getRuntime().halt(3);
        }
    }

    private static HikariDataSource pool(int port) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://127.0.0.1:%d/postgres?user=postgres".formatted(port));
        config.setMaximumPoolSize(PLACES + 8);
        config.setMinimumIdle(2);
        // A network that swallows everything must not hold a node longer than it takes others to take over.
        config.setConnectionTimeout(1_000);
        config.setValidationTimeout(500);
        config.addDataSourceProperty("connectTimeout", "1");
        config.addDataSourceProperty("socketTimeout", "3");
        // What a node has locked that has gone silent in the middle of a transaction is free before others take over.
        config.addDataSourceProperty("options", "-c idle_in_transaction_session_timeout=2s");
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    /** Tries until there is a database. */
    private static TaskManager open(HikariDataSource pool, long fast) throws InterruptedException {
        TaskManagerConfig config = TaskManagerConfig.builder()
                .maxConcurrency(PLACES)
                .drainTimeout(DRAIN)
                .retention(KEEP_ALL)
                .clock(fast(fast))
                .build();
        while (true) {
            DbSchedulerExecutor executor = DbSchedulerExecutor.builder(pool)
                    .pollingInterval(POLLING)
                    .heartbeatInterval(HEARTBEAT)
                    .missedHeartbeats(MISSED)
                    .machineTime(() -> System.currentTimeMillis() + fast)
                    .build(config);
            try {
                return TaskManagers.create(executor, config);
            } catch (TaskDatabaseException e) {
                executor.close();
                ChaosWork.work(200);
            }
        }
    }

    /** A clock that is fast. */
    private static TaskClock fast(long millis) {
        return new TaskClock() {
            @Override
            public long millis() {
                return TaskClock.system().millis() + millis;
            }

            @Override
            public Registration schedule(Instant at, Runnable action) {
                return TaskClock.system().schedule(at.minusMillis(millis), action);
            }
        };
    }
}
