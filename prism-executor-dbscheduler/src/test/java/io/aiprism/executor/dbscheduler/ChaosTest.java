package io.aiprism.executor.dbscheduler;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.engine.TaskManagers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Three workers, each a process of its own, on one PostgreSQL, while processes and the database are killed and stopped,
 * connections are cut, and the clocks are thirty seconds apart.
 *
 * <p>System properties: {@code chaos.minutes} of faults at random (without it, one fault of each kind, one after the other),
 * {@code chaos.tasks} to be submitted at least, and {@code chaos.seed}.
 */
@Tag("ci")
@EnabledOnOs(OS.LINUX)
final class ChaosTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long FAST = 30_000;

    private final int minutes = Integer.getInteger("chaos.minutes", 0);
    private final int tasks = Integer.getInteger("chaos.tasks", minutes == 0 ? 600 : 10_000);
    private final long seed = Long.getLong("chaos.seed", new Random().nextInt(1_000_000));

    /** What a thread of the test does. */
    private interface Part {
        void run() throws Exception;
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.DAYS)
    void nothing_is_lost_or_doubled_whatever_fails() throws Exception {
        System.out.printf("chaos.seed=%d chaos.minutes=%d chaos.tasks=%d%n", seed, minutes, tasks);
        Path folder = Files.createTempDirectory("prism-chaos");
        try (var guard = new ChaosGuard(folder);
                var postgres = new RestartablePostgres(folder.resolve("postgres"));
                HikariDataSource pool = pool(postgres)) {
            var transactions = new Transactions(pool);
            TaskManagerConfig config = TaskManagerConfig.builder()
                    .queueCapacity(1_000_000)
                    .retention(ChaosWorker.KEEP_ALL)
                    .drainTimeout(Duration.ZERO)
                    .build();
            try (TaskManager manager = TaskManagers.create(submitter(pool).build(config), config)) {
                transactions.run(session -> {
                    ChaosAudit.install(session);
                    return true;
                });
                var load = new ChaosLoad(manager, seed);
                var clock = new DatabaseClock(transactions);
                clock.adjust();
                var faults = new ChaosFaults(postgres, clock);
                List<WorkerProcess> workers = new ArrayList<>();
                try {
                    for (int number = 1; number <= 3; number++) {
                        workers.add(new WorkerProcess(number, folder, guard, postgres.port(), number == 3 ? FAST : 0));
                    }
                    strike(load, faults, workers);
                    awaitEnd(transactions);
                    List<SideLog.Line> lines = new ArrayList<>();
                    for (WorkerProcess worker : workers) {
                        for (Path log : worker.logs()) {
                            lines.addAll(SideLog.read(log));
                        }
                    }
                    ChaosVerdict verdict = ChaosVerdict.of(transactions, load, faults, lines);
                    System.out.println(verdict.summary());
                    assertThat(verdict.violations())
                            .as("chaos.seed=%d: %s", seed, verdict.summary())
                            .isEmpty();
                } finally {
                    for (WorkerProcess worker : workers) {
                        worker.close();
                    }
                    keep(folder);
                }
            }
        }
    }

    /** Submits and does nothing else: it takes no part in taking over. */
    private static DbSchedulerExecutor.Builder submitter(HikariDataSource pool) {
        return DbSchedulerExecutor.builder(pool)
                .createSchemaIfMissing()
                .pollingInterval(Duration.ofSeconds(2))
                .heartbeatInterval(Duration.ofDays(1));
    }

    private static HikariDataSource pool(RestartablePostgres postgres) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(postgres.dataSource());
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(1_000);
        config.setValidationTimeout(500);
        return new HikariDataSource(config);
    }

    private void strike(ChaosLoad load, ChaosFaults faults, List<WorkerProcess> workers)
            throws InterruptedException, ExecutionException {
        Random random = new Random(seed);
        var struck = new AtomicBoolean();
        List<Part> parts = new ArrayList<>();
        if (minutes == 0) {
            parts.add(() -> {
                for (WorkerProcess worker : workers) {
                    faults.awaitRecovery(worker, "its start");
                }
                faults.oneOfEach(workers, random);
                struck.set(true);
            });
            parts.add(() -> load.run(tasks, Duration.ofSeconds(60), struck::get));
        } else {
            long end = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
            BooleanSupplier enough = () -> System.nanoTime() > end;
            var left = new AtomicInteger(workers.size() + 1);
            for (WorkerProcess worker : workers) {
                Random own = new Random(random.nextLong());
                parts.add(() -> {
                    faults.awaitRecovery(worker, "its start");
                    faults.strikeAtRandom(worker, own, enough);
                    left.decrementAndGet();
                });
            }
            Random own = new Random(random.nextLong());
            parts.add(() -> {
                faults.strikeDatabaseAtRandom(workers, own, enough);
                left.decrementAndGet();
            });
            parts.add(() -> load.run(tasks, Duration.ofMinutes(minutes), () -> left.get() == 0));
        }
        run(parts);
    }

    /** Runs all at once. If one fails, the others are interrupted. */
    private static void run(List<Part> parts) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            CompletionService<Boolean> running = new ExecutorCompletionService<>(threads);
            for (Part part : parts) {
                Callable<Boolean> call = () -> {
                    part.run();
                    return true;
                };
                running.submit(call);
            }
            try {
                for (int i = 0; i < parts.size(); i++) {
                    running.take().get();
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    /** Until all tasks have ended, or for long enough: the verdict names those that have not. */
    private static void awaitEnd(Transactions transactions) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Long left = transactions.run(session ->
                    session.one("select count(*) from prism_task where ended_at is null", row -> row.getLong(1)));
            if (left != null && left == 0) {
                return;
            }
            ChaosWork.work(200);
        }
    }

    /** Copies what workers have said to where builds leave their reports. */
    private static void keep(Path folder) throws IOException {
        Path kept = Files.createDirectories(Path.of("target", "chaos"));
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, kept.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
