package io.aiprism.task.inprocess;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps as many workers at work as there are tasks, at most so many at a time.
 *
 * <p>One number holds how many workers are active and how many queued tasks have no worker assigned yet. Each queued task is
 * assigned exactly once: to a new worker if there may be a further one, else to a worker that is through with its own. So no
 * task is left behind, and no thread is started for nothing.
 *
 * <p>Waking a thread costs more than many a task. A reusable worker that is through and finds nothing therefore spins for a
 * moment before it leaves, one at a time; while one does, a queued task is left to it. Whoever takes a task and sees a further
 * one without worker starts one, because the one that spun is busy now.
 */
final class Workers {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final int SPINS = 256;

    private static final long ACTIVE = 1;
    private static final long UNASSIGNED = 1L << 32;

    private final ReadyQueue queue;
    private final TaskThreads threads;
    private final boolean reusable;
    private final int max;
    private final Consumer<InProcessTask> run;
    private final AtomicLong counts = new AtomicLong();
    private final AtomicBoolean spinning = new AtomicBoolean();
    private volatile boolean stopped;

    Workers(ReadyQueue queue, TaskThreads threads, int max, Consumer<InProcessTask> run) {
        this.queue = queue;
        this.threads = threads;
        this.reusable = threads.reusable();
        this.max = max;
        this.run = run;
    }

    /** Sees to it that a task that was just queued gets a worker. */
    void queued() {
        while (true) {
            long before = counts.get();
            boolean start = active(before) < max && !stopped && !(reusable && spinning.get());
            if (counts.compareAndSet(before, before + (start ? ACTIVE : UNASSIGNED))) {
                if (start) {
                    start();
                } else if (!spinning.get()) {
                    // The one that was spinning may have taken another task meanwhile.
                    startAnother();
                }
                return;
            }
        }
    }

    /** Starts a worker for a task that has none, if there may be a further one. */
    void startAnother() {
        while (true) {
            long before = counts.get();
            if (unassigned(before) == 0 || active(before) >= max || stopped) {
                return;
            }
            if (counts.compareAndSet(before, before - UNASSIGNED + ACTIVE)) {
                start();
                return;
            }
        }
    }

    void stop() {
        stopped = true;
    }

    private void start() {
        try {
            threads.start(reusable ? this::workOn : this::workOnce);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            counts.addAndGet(UNASSIGNED - ACTIVE);
            LOG.error("no thread for a task; it stays queued until the next one can be started", e);
        }
    }

    // The next task's thread must start even if this one dies of an Error.
    private void workOnce() {
        try {
            runNext();
        } finally {
            if (assignedAnother()) {
                start();
            }
        }
    }

    private void workOn() {
        boolean finished = false;
        try {
            do {
                runNext();
            } while (assignedAnother());
            finished = true;
        } finally {
            if (!finished && assignedAnother()) {
                start();
            }
        }
    }

    private void runNext() {
        if (reusable) {
            startAnother();
        }
        InProcessTask task = stopped ? null : queue.poll();
        if (task != null) {
            run.accept(task);
        }
    }

    /** Whether a worker that is through has got another task; if not, it no longer counts and must return. */
    private boolean assignedAnother() {
        if (reusable && unassigned(counts.get()) == 0 && !stopped && spinning.compareAndSet(false, true)) {
            for (int i = 0; i < SPINS && unassigned(counts.get()) == 0; i++) {
                Thread.onSpinWait();
            }
            spinning.set(false);
        }
        while (true) {
            long before = counts.get();
            boolean another = unassigned(before) > 0 && !stopped;
            if (counts.compareAndSet(before, before - (another ? UNASSIGNED : ACTIVE))) {
                return another;
            }
        }
    }

    private static int active(long counts) {
        return (int) counts;
    }

    private static int unassigned(long counts) {
        return (int) (counts >>> 32);
    }
}
