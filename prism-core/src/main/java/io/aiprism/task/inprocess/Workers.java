package io.aiprism.task.inprocess;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps as many workers at work as there are tasks, at most so many at a time.
 *
 * <p>Whoever queues a task calls {@link #signal}; a worker that finds nothing first leaves the count of workers and then looks
 * again, so that no task is left behind by a worker on its way out. Waking a thread costs more than many a task: a reusable
 * worker that finds nothing therefore spins for a moment, one at a time, and while one does, nobody needs to wake another.
 * Whoever takes a task off the queue and sees a further one passes the signal on.
 */
final class Workers {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final int SPINS = 256;

    private final ReadyQueue queue;
    private final TaskThreads threads;
    private final int max;
    private final Consumer<InProcessTask> run;
    private final AtomicInteger active = new AtomicInteger();
    private final AtomicBoolean spinning = new AtomicBoolean();
    private volatile boolean stopped;

    Workers(ReadyQueue queue, TaskThreads threads, int max, Consumer<InProcessTask> run) {
        this.queue = queue;
        this.threads = threads;
        this.max = max;
        this.run = run;
    }

    /** Sees to it that a worker takes what was queued. */
    void signal() {
        if (!spinning.get() && tryActivate()) {
            start();
        }
    }

    void stop() {
        stopped = true;
    }

    private boolean tryActivate() {
        if (stopped) {
            return false;
        }
        int now = active.get();
        while (now < max) {
            if (active.compareAndSet(now, now + 1)) {
                return true;
            }
            now = active.get();
        }
        return false;
    }

    private void start() {
        try {
            threads.start(threads.reusable() ? this::workOn : this::workOnce);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            active.decrementAndGet();
            LOG.error("no thread for a task; it stays queued until the next one can be started", e);
        }
    }

    private void workOnce() {
        InProcessTask task = take();
        if (task != null) {
            runAndGoOn(task);
        }
    }

    // The next task's thread must start even if this one's dies of an Error.
    private void runAndGoOn(InProcessTask task) {
        try {
            run.accept(task);
        } finally {
            if (!stopped && !queue.isEmpty()) {
                start();
            } else {
                deactivate();
            }
        }
    }

    private void workOn() {
        try {
            for (InProcessTask task = take(); task != null; task = takeOrSpin()) {
                run.accept(task);
            }
        } catch (Throwable e) {
            deactivate();
            throw e;
        }
    }

    private @Nullable InProcessTask takeOrSpin() {
        InProcessTask task = poll();
        if (task == null && !stopped && spinning.compareAndSet(false, true)) {
            for (int i = 0; i < SPINS && queue.isEmpty(); i++) {
                Thread.onSpinWait();
            }
            spinning.set(false);
        }
        return task != null ? task : take();
    }

    /** The next task; if there is none, the calling worker no longer counts and must return. */
    private @Nullable InProcessTask take() {
        InProcessTask task = poll();
        while (task == null) {
            active.decrementAndGet();
            if (queue.isEmpty() || !tryActivate()) {
                return null;
            }
            task = poll();
        }
        return task;
    }

    private @Nullable InProcessTask poll() {
        InProcessTask task = stopped ? null : queue.poll();
        if (task != null && !queue.isEmpty()) {
            signal();
        }
        return task;
    }

    private void deactivate() {
        active.decrementAndGet();
        if (!queue.isEmpty()) {
            signal();
        }
    }
}
