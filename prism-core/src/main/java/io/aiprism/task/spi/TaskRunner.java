package io.aiprism.task.spi;

import io.aiprism.task.TaskId;
import io.aiprism.task.TaskState;
import java.util.Set;

/** The engine, as an executor sees it. Thread-safe. */
public interface TaskRunner {
    /**
     * Runs a due task on the calling thread, from {@link TaskExecutor#start} to the transition that ends the attempt, and
     * returns when all is done. Waits first if as many handlers are running as may. Harmless for a task that has ended or
     * was started already. Never throws; an interrupt that came for the task is cleared.
     */
    void run(TaskHandle task);

    /**
     * Runs a due task like {@link #run} on a thread that was made for it, that inherited nothing from another one, and that
     * ends when this returns: there is no context to be put aside or taken away again.
     */
    default void runOnce(TaskHandle task) {
        run(task);
    }

    /**
     * Runs a due task like {@link #run} if there is a free place, for executors that hold a lease with a clock on it and so
     * must not wait.
     *
     * @return whether there was a free place; if not, nothing happened, and the executor tries again later
     */
    boolean tryRun(TaskHandle task);

    /**
     * Whether tasks of this type can be run in this process now; for executors that leave the others to other processes, or to
     * later. Handlers are registered and taken away at any time.
     */
    boolean handles(String type);

    /**
     * Says that an attempt running in this process has lost its lease, because the task was ended elsewhere or is run by
     * another process. The handler is interrupted.
     *
     * @param attempt the number of that attempt; a later one, which may run in this process by now, is left alone
     */
    void revoke(TaskId task, int attempt);

    /**
     * Says that a task came into another state without a call of the engine's in this process: it fell due, a group's
     * finisher was queued, another process changed it. The engine wakes those who wait, and tells listeners, on the calling
     * thread: not to be called under a lock.
     *
     * @param state the state it came into, also if it has moved on since
     * @param attempt number of the current or last attempt then, 0 before the first
     */
    void changed(TaskHandle task, TaskState state, int attempt);

    /**
     * The tasks that somebody in this process waits for. An executor whose tasks are changed by other processes too looks at these
     * from time to time, and calls {@link #wake} when one has changed.
     */
    Set<TaskId> watched();

    /**
     * Whether there are listeners in this process, who hear of all tasks. Only then need an executor look for what other processes
     * have done with tasks that are not {@link #watched}, to tell {@link #changed}.
     */
    boolean listens();

    /**
     * Says that another process may have changed a task, or have added to its events. Those who wait look at it again; listeners
     * are not told.
     */
    void wake(TaskId task);
}
