package io.aiprism.task.inprocess;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Workers that run one task after the other, until there is none left.
 *
 * <p>While all are at work, whoever queues a task reads two fields and writes none. A worker that leaves says so first and then
 * looks once more, so no task is left behind.
 *
 * <p>Waking a thread costs more than many a task. A worker that finds nothing therefore spins for a moment before it leaves,
 * one at a time; while one does, a queued task is left to it. Whoever takes a task and sees a further one starts a worker,
 * because the one that spun is busy now.
 */
final class SharedWorkers implements Workers {
    private static final Logger LOG = LoggerFactory.getLogger(SharedWorkers.class);
    private static final int SPINS = 256;

    private final ReadyQueue queue;
    private final TaskThreads threads;
    private final int max;
    private final Consumer<InProcessTask> run;
    private final AtomicInteger active = new AtomicInteger();
    private final AtomicBoolean spinning = new AtomicBoolean();
    private volatile boolean stopped;

    SharedWorkers(ReadyQueue queue, TaskThreads threads, int max, Consumer<InProcessTask> run) {
        this.queue = queue;
        this.threads = threads;
        this.max = max;
        this.run = run;
    }

    @Override
    public void dispatch(InProcessTask task) {
        queue.offer(task);
        queued();
    }

    @Override
    public void dispatchAgain(InProcessTask task) {
        queue.offerAgain(task);
        queued();
    }

    @Override
    public void retry() {
        if (!queue.isEmpty()) {
            startAnother();
        }
    }

    @Override
    public void stop() {
        stopped = true;
    }

    private void queued() {
        if (active.get() < max && !spinning.get()) {
            startAnother();
        }
    }

    private void startAnother() {
        if (enter()) {
            start();
        }
    }

    private boolean enter() {
        int now = active.get();
        while (now < max && !stopped) {
            if (active.compareAndSet(now, now + 1)) {
                return true;
            }
            now = active.get();
        }
        return false;
    }

    private void start() {
        try {
            threads.start(this::work);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            active.decrementAndGet();
            LOG.error("no thread for a task; it stays queued until the next one can be started", e);
        }
    }

    private void work() {
        boolean finished = false;
        try {
            do {
                runAll();
                active.decrementAndGet();
                // What was queued before this worker was seen to leave may have been left to it.
            } while (!queue.isEmpty() && enter());
            finished = true;
        } finally {
            if (!finished) {
                active.decrementAndGet();
                retry();
            }
        }
    }

    private void runAll() {
        for (InProcessTask task = next(); task != null; task = next()) {
            if (active.get() < max && !queue.isEmpty()) {
                startAnother();
            }
            run.accept(task);
        }
    }

    private @Nullable InProcessTask next() {
        if (stopped) {
            return null;
        }
        InProcessTask task = queue.poll();
        if (task != null || !spinning.compareAndSet(false, true)) {
            return task;
        }
        for (int i = 0; i < SPINS && task == null && !stopped; i++) {
            Thread.onSpinWait();
            task = queue.poll();
        }
        spinning.set(false);
        return task;
    }
}
