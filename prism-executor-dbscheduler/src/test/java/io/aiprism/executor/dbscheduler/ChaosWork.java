package io.aiprism.executor.dbscheduler;

import io.aiprism.executor.dbscheduler.SideLog.Kind;
import io.aiprism.task.Codec;
import io.aiprism.task.GroupStatus;
import io.aiprism.task.PermanentFailureException;
import io.aiprism.task.Progress;
import io.aiprism.task.RetryPolicy;
import io.aiprism.task.TaskContext;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskType;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The handlers of the chaos suite. Each gets how long it works, in milliseconds, says in the side log what it does, and
 * returns, or throws, what no other attempt does.
 */
final class ChaosWork {
    /** Says how far it is. */
    static final TaskType<Integer, String> PLAIN = type("plain");
    /** Does its work in three steps. */
    static final TaskType<Integer, String> STEPS = type("steps");
    /** Fails in every other attempt. */
    static final TaskType<Integer, String> FLAKY = type("flaky");
    /** Fails for good. */
    static final TaskType<Integer, String> FAILING = type("failing");
    /** Takes no notice of interrupts. */
    static final TaskType<Integer, String> STUBBORN = type("stubborn");

    static final List<TaskType<Integer, String>> TYPES = List.of(PLAIN, STEPS, FLAKY, FAILING, STUBBORN);
    static final TaskType<GroupStatus, String> FINISHER = TaskType.json("finisher", GroupStatus.class, String.class);

    /** Also what a handler throws because the database is away is tried again. */
    static final TaskOptions OPTIONS = TaskOptions.builder()
            .retry(new RetryPolicy(1_000, Duration.ofMillis(20), Duration.ofMillis(500)))
            .timeout(Duration.ofHours(2))
            .build();

    private static final Codec<String> TEXT = Codec.json(String.class);

    private final SideLog log;
    private final String node;

    /** What a handler does between the first and the last line in the log. */
    private interface Body {
        void run() throws Exception;
    }

    ChaosWork(SideLog log, String node) {
        this.log = log;
        this.node = node;
    }

    private static TaskType<Integer, String> type(String name) {
        return TaskType.json(name, Integer.class, String.class);
    }

    void registerAt(TaskManager manager) {
        manager.register(PLAIN, (millis, context) -> run(context, () -> plain(millis, context)), OPTIONS);
        manager.register(STEPS, (millis, context) -> run(context, () -> steps(millis, context)), OPTIONS);
        manager.register(FLAKY, (millis, context) -> run(context, () -> flaky(millis)), OPTIONS);
        manager.register(FAILING, (millis, context) -> run(context, () -> failing(millis)), OPTIONS);
        manager.register(STUBBORN, (millis, context) -> run(context, () -> stubborn(millis)), OPTIONS);
        manager.register(FINISHER, (status, context) -> status + " " + run(context, () -> work(20)), OPTIONS);
    }

    private String run(TaskContext context, Body body) throws Exception {
        log.add(Kind.START, context, "");
        context.onCancel(() -> log.add(Kind.REVOKED, context, ""));
        try {
            body.run();
        } catch (Exception e) {
            log.add(Kind.THROW, context, String.valueOf(e.getMessage()));
            throw e;
        }
        String result = "%s by %s".formatted(UUID.randomUUID(), node);
        log.add(Kind.RETURN, context, result);
        return result;
    }

    private static void plain(int millis, TaskContext context) throws InterruptedException {
        context.progress(new Progress(0, 2, "begun"));
        work(millis / 2);
        context.emit("half", "of attempt " + context.attempt(), TEXT);
        context.progress(1, 2, "half");
        work(millis / 2);
    }

    private void steps(int millis, TaskContext context) throws Exception {
        for (String name : List.of("first", "second", "third")) {
            context.step(name, TEXT, () -> {
                log.add(Kind.STEP, context, name);
                work(millis / 3);
                return Integer.toString(context.attempt());
            });
        }
    }

    private static void flaky(int millis) throws InterruptedException {
        work(millis);
        if (ThreadLocalRandom.current().nextBoolean()) {
            throw new IllegalStateException("once more " + UUID.randomUUID());
        }
    }

    private static void failing(int millis) throws Exception {
        work(millis);
        throw new PermanentFailureException("never " + UUID.randomUUID(), null);
    }

    private static void stubborn(int millis) {
        long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        boolean interrupted = false;
        while (System.nanoTime() < end) {
            try {
                work(Math.max(1, (int) TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes a while, which is what a handler is for here. */
    static void work(int millis) throws InterruptedException {
        boolean never = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        if (never) {
            throw new IllegalStateException("a latch that nobody counts down is open");
        }
    }
}
