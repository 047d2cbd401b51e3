package io.aiprism.executor.virtualthreads;

import io.aiprism.task.inprocess.TaskThreads;
import java.util.concurrent.RejectedExecutionException;

/** A new virtual thread for each worker. */
final class VirtualThreads implements TaskThreads {
    // A thread is started by whoever submits or ends a task, whose inheritable values are no business of the next one.
    private final Thread.Builder.OfVirtual threads =
            Thread.ofVirtual().name("prism-task").inheritInheritableThreadLocals(false);
    private volatile boolean closed;

    @Override
    public void start(Runnable worker) {
        if (closed) {
            throw new RejectedExecutionException("the executor is closed");
        }
        threads.start(worker);
    }

    @Override
    public boolean reusable() {
        return false;
    }

    @Override
    public void close() {
        closed = true;
    }
}
