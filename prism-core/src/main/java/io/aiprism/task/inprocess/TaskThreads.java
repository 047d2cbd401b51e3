package io.aiprism.task.inprocess;

/** Brings the threads of an {@link InProcessExecutor}. Thread-safe. */
public interface TaskThreads extends AutoCloseable {
    /**
     * Runs a worker on a thread. Returns without waiting for it. The executor has never more workers at work than its
     * {@code maxConcurrency}, but a worker that has told so may be about to return.
     *
     * @throws java.util.concurrent.RejectedExecutionException if no thread can be had, or after {@link #close()}
     */
    void start(Runnable worker);

    /** Whether a worker may run one task after the other; else each is given one task, and has a thread of its own. */
    boolean reusable();

    /** Starts no further worker, and lets the threads end when they are idle. Does not interrupt them. */
    @Override
    void close();
}
