package io.aiprism.task.engine;

import io.aiprism.task.Registration;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskListener;
import io.aiprism.task.TaskLookup;
import io.aiprism.task.TaskState;
import io.aiprism.task.TaskStatus;
import io.aiprism.task.spi.TaskExecutor;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Tells everybody who wants to know that a task has changed, after the change was stored. */
final class Changes {
    private final TaskExecutor executor;
    private final Watchers watchers = new Watchers();
    private final Listeners listeners = new Listeners();
    private final AtomicInteger ends = new AtomicInteger();
    private volatile boolean countingEnds;

    Changes(TaskExecutor executor) {
        this.executor = executor;
    }

    /**
     * A task came into another state, which may not be its last: listeners hear of each, however fast they follow.
     *
     * @param attempt number of the current or last attempt
     */
    void state(TaskId task, TaskState state, int attempt) {
        watchers.changed(task);
        if (!listeners.isEmpty() && executor.find(task) instanceof TaskLookup.Found found) {
            TaskStatus now = found.status();
            listeners.tell(now.state() == state && now.attempt() == attempt ? now : now.at(state, attempt));
        }
    }

    /** Counts the tasks that end from now on. */
    void countEnds() {
        countingEnds = true;
    }

    /** How many tasks have ended since they are counted. */
    int ends() {
        return ends.get();
    }

    /** A task ended. */
    void ended(TaskId task) {
        if (countingEnds) {
            ends.incrementAndGet();
        }
        watchers.changed(task);
        if (!listeners.isEmpty() && executor.find(task) instanceof TaskLookup.Found found) {
            listeners.tell(found.status());
        }
    }

    /** A running task said something. */
    void event(TaskId task) {
        watchers.changed(task);
    }

    /** The tasks that somebody waits for. */
    Set<TaskId> watched() {
        return watchers.tasks();
    }

    /** Whether anybody hears of all tasks. */
    boolean listens() {
        return !listeners.isEmpty();
    }

    Registration watch(TaskId task, Runnable watcher) {
        return watchers.watch(task, watcher);
    }

    Registration listen(TaskListener listener) {
        return listeners.add(listener);
    }
}
