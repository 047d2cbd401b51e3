package io.aiprism.task.inprocess;

import static java.util.Objects.requireNonNull;

import io.aiprism.task.spi.TaskRunner;
import org.jspecify.annotations.Nullable;

/** Gets queued tasks to threads: the queue, the workers that empty it, and the engine that they call. */
final class Dispatcher {
    private final String name;
    private final TaskThreads threads;
    private final ReadyQueue queue = new ReadyQueue();
    private final Workers workers;
    private volatile @Nullable TaskRunner runner;

    Dispatcher(String name, TaskThreads threads, int maxConcurrency) {
        this.name = name;
        this.threads = threads;
        this.workers = threads.reusable()
                ? new SharedWorkers(queue, threads, maxConcurrency, task -> runner().run(task))
                : new ThreadPerTask(queue, threads, maxConcurrency, task -> runner().runOnce(task));
    }

    void open(TaskRunner runner) {
        if (this.runner != null) {
            throw new IllegalStateException("executor %s is open already".formatted(name));
        }
        this.runner = runner;
    }

    TaskRunner runner() {
        return requireNonNull(runner, "the executor has not been opened");
    }

    void enqueue(InProcessTask task) {
        workers.dispatch(task);
    }

    /** Queues a task that is not its tenant's latest, because it was waiting for something. */
    void enqueueAgain(InProcessTask task) {
        workers.dispatchAgain(task);
    }

    /** Takes tasks that have ended out of the queue. */
    void clean() {
        queue.removeIf(task -> task.state().isTerminal());
    }

    /** Tries again to have a thread for a task that could not get one. */
    void retry() {
        workers.retry();
    }

    void stop() {
        workers.stop();
    }

    void close() {
        threads.close();
    }
}
