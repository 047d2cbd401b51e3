package io.aiprism.testkit.task;

import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.TaskState;
import io.aiprism.task.spi.NewTask;
import io.aiprism.task.spi.TaskRunner;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The queue and the threads of {@link EncodingExecutor}. Everything but the calls of the engine is done under its lock. */
final class Dispatch {
    private final ReentrantLock lock;
    private final StoredTasks tasks;
    private final TaskManagerConfig config;
    private final Condition queued;
    private final TreeSet<StoredTask> queue = new TreeSet<>(StoredTasks.queueOrder());
    private final Set<String> handledTypes = new HashSet<>();
    private @Nullable TaskRunner runner;
    private boolean stopped;

    Dispatch(ReentrantLock lock, StoredTasks tasks, TaskManagerConfig config) {
        this.lock = lock;
        this.tasks = tasks;
        this.config = config;
        this.queued = lock.newCondition();
    }

    void open(TaskRunner runner) {
        lock.lock();
        try {
            this.runner = runner;
            tasks.rows.values().forEach(this::goOn);
            for (int i = 0; i < config.maxConcurrency(); i++) {
                Thread.ofPlatform().daemon().name("encoding-" + i).start(() -> work(runner));
            }
        } finally {
            lock.unlock();
        }
    }

    /** After a restart: whoever ran the task before has no say any more. */
    private void goOn(StoredTask row) {
        if (row.state() == TaskState.RUNNING) {
            row.become(TaskState.QUEUED, config.clock().millis());
        }
        add(row);
    }

    /** Adds a task whose type the engine has just found a handler for. */
    void submitted(StoredTask row) {
        handledTypes.add(row.task.type());
        add(row);
    }

    /** Sees to it that a task that has not ended is run in its time. */
    void add(StoredTask row) {
        if (row.state() == TaskState.QUEUED && row.task.dispatched()) {
            queue.add(row);
            queued.signal();
        } else if (row.isWaiting() && row.notBefore != NewTask.WHEN_GROUP_ENDS) {
            long notBefore = row.notBefore;
            config.clock().schedule(Instant.ofEpochMilli(notBefore), () -> wake(row, notBefore));
        }
    }

    void remove(StoredTask row) {
        queue.remove(row);
    }

    private void wake(StoredTask row, long notBefore) {
        lock.lock();
        try {
            if (!row.isWaiting() || row.notBefore != notBefore) {
                return;
            }
            queueUp(row, config.clock().millis());
        } finally {
            lock.unlock();
        }
        tell(row);
    }

    /** Queues a task under the lock; the engine hears of it from another thread. */
    void fallDue(StoredTask row, long at) {
        queueUp(row, at);
        config.clock().schedule(Instant.ofEpochMilli(at), () -> tell(row));
    }

    private void queueUp(StoredTask row, long at) {
        row.become(TaskState.QUEUED, at);
        add(row);
    }

    private void tell(StoredTask row) {
        if (runner != null) {
            runner.changed(row, TaskState.QUEUED, row.attempt);
        }
    }

    void stop() {
        lock.lock();
        try {
            stopped = true;
            queued.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void work(TaskRunner runner) {
        for (StoredTask next = take(runner); next != null; next = take(runner)) {
            runner.run(next);
        }
    }

    private @Nullable StoredTask take(TaskRunner runner) {
        lock.lock();
        try {
            while (!stopped) {
                for (StoredTask row : queue) {
                    if (isHandled(row, runner)) {
                        queue.remove(row);
                        return row;
                    }
                }
                if (queue.isEmpty()) {
                    queued.awaitUninterruptibly();
                } else {
                    // Nobody tells when a handler is registered.
                    queued.awaitNanos(TimeUnit.MILLISECONDS.toNanos(5));
                }
            }
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** After a restart, tasks wait for their handler to be registered; if it is taken away later, they fail. */
    private boolean isHandled(StoredTask row, TaskRunner runner) {
        String type = row.task.type();
        return handledTypes.contains(type) || (runner.handles(type) && handledTypes.add(type));
    }
}
