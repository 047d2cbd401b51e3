package io.aiprism.task.inprocess;

import io.aiprism.concurrent.Occupancy;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread for each task.
 *
 * <p>While there may be a further thread and nothing waits, a task gets one at once and is never queued. Else it is queued and
 * counted as waiting. Who counts up looks once more for a free place, and who gives a place back looks for somebody waiting,
 * so no task is left behind; and each that waits is counted down by whoever starts a thread for it, so none is started for
 * nothing, but for a task that was cancelled while it waited.
 */
final class ThreadPerTask implements Workers {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadPerTask.class);

    private final ReadyQueue queue;
    private final TaskThreads threads;
    private final Consumer<InProcessTask> run;
    private final Occupancy running;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean stopped;

    ThreadPerTask(ReadyQueue queue, TaskThreads threads, int max, Consumer<InProcessTask> run) {
        this.queue = queue;
        this.threads = threads;
        this.running = new Occupancy(max);
        this.run = run;
    }

    @Override
    public void dispatch(InProcessTask task) {
        if (waiting.get() == 0 && !stopped && running.tryEnter(1)) {
            if (start(() -> work(task))) {
                return;
            }
            queue.offer(task);
            waiting.incrementAndGet();
        } else {
            queue.offer(task);
            waiting.incrementAndGet();
            startWaiting();
        }
    }

    @Override
    public void dispatchAgain(InProcessTask task) {
        queue.offerAgain(task);
        waiting.incrementAndGet();
        startWaiting();
    }

    @Override
    public void retry() {
        startWaiting();
    }

    @Override
    public void stop() {
        stopped = true;
    }

    /** Starts a thread for a task that waits, if there is one and may be one. */
    private void startWaiting() {
        while (waiting.get() > 0 && !stopped && running.tryEnter(1)) {
            if (claimWaiting()) {
                if (!start(this::workOnNext)) {
                    waiting.incrementAndGet();
                }
                return;
            }
            // Somebody else took it. A task that was queued meanwhile found this place taken.
            running.leave(1);
        }
    }

    private boolean claimWaiting() {
        int before = waiting.get();
        while (before > 0) {
            if (waiting.compareAndSet(before, before - 1)) {
                return true;
            }
            before = waiting.get();
        }
        return false;
    }

    private boolean start(Runnable work) {
        try {
            threads.start(work);
            return true;
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            running.leave(1);
            LOG.error("no thread for a task; it stays queued until the next one can be started", e);
            return false;
        }
    }

    private void workOnNext() {
        InProcessTask task = stopped ? null : queue.poll();
        if (task == null) {
            ended();
        } else {
            work(task);
        }
    }

    // The next task's thread must start even if this one dies of an Error.
    private void work(InProcessTask task) {
        try {
            if (!stopped) {
                run.accept(task);
            }
        } finally {
            ended();
        }
    }

    private void ended() {
        running.leave(1);
        startWaiting();
    }
}
