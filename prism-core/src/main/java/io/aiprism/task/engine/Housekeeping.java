package io.aiprism.task.engine;

import io.aiprism.task.Capability;
import io.aiprism.task.Registration;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.spi.TaskExecutor;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has expired tasks dropped from time to time, until the manager is closed, and notices deadlines of tasks that were submitted
 * in another process, which may not be there any more.
 */
final class Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final TaskExecutor executor;
    private final Deadlines deadlines;
    private final TaskManagerConfig config;
    private final Duration interval;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Registration next;
    private boolean stopped;

    Housekeeping(TaskExecutor executor, Deadlines deadlines, TaskManagerConfig config) {
        this.executor = executor;
        this.deadlines = deadlines;
        this.config = config;
        Duration tenth = config.retention().ttl().dividedBy(10);
        this.interval = tenth.compareTo(SHORTEST) < 0 ? SHORTEST : tenth.compareTo(LONGEST) > 0 ? LONGEST : tenth;
    }

    void start() {
        noteDeadline();
        later();
    }

    private void noteDeadline() {
        Instant earliest = executor.nextDeadline();
        if (earliest != null) {
            deadlines.note(earliest.toEpochMilli());
        }
    }

    private void later() {
        lock.lock();
        try {
            if (!stopped) {
                next = config.clock().schedule(config.clock().now().plus(interval), this::run);
            }
        } finally {
            lock.unlock();
        }
    }

    void stop() {
        lock.lock();
        try {
            stopped = true;
            if (next != null) {
                next.close();
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            executor.purge(config.clock().now());
            if (executor.capabilities().contains(Capability.CLUSTERED)) {
                noteDeadline();
            }
        } catch (RuntimeException e) {
            LOG.error("executor {} failed to drop expired tasks; it will be asked again", executor.name(), e);
        }
        later();
    }
}
