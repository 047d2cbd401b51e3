package io.aiprism.task;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Runs tasks and knows what became of them. Thread-safe.
 *
 * <p>On every executor holds:
 *
 * <ul>
 *   <li>A submitted task reaches exactly one terminal state and never changes after; it has a deadline that sees to it.
 *   <li>An outcome is stored before it is visible, and reading never changes anything.
 *   <li>A task cancelled before its start is never run. Cancelling a running task ends its state at once, interrupts its
 *       handler, and refuses a late result; its place is taken until the thread has returned.
 *   <li>No more than {@link TaskManagerConfig#maxConcurrency()} handlers run at the same time in this process.
 *   <li>One idempotency key is one task with one recorded outcome.
 *   <li>A task that waits for its next attempt holds no thread.
 *   <li>A group is finished when all its members have ended, however they ended; its finisher runs once.
 *   <li>A task's events are numbered without gaps, and can be read from any number on.
 *   <li>SLF4J's MDC of the submitting thread is in place while the handler runs.
 * </ul>
 */
public interface TaskManager extends AutoCloseable {
    /** The executor's name, for example {@code "virtual-threads"}. */
    String name();

    /** What this manager can do. */
    Set<Capability> capabilities();

    /** Registers a handler, with {@link TaskOptions#DEFAULT} for its tasks. */
    default <I, O> Registration register(TaskType<I, O> type, TaskHandler<I, O> handler) {
        return register(type, handler, TaskOptions.DEFAULT);
    }

    /**
     * Registers the handler that does the work of a type in this process.
     *
     * @param defaults what tasks of the type get where their own options leave something out
     * @return takes the handler away: no further task of the type is accepted here, and those still queued fail
     * @throws IllegalStateException if a handler is registered for the type already
     */
    <I, O> Registration register(TaskType<I, O> type, TaskHandler<I, O> handler, TaskOptions defaults);

    /** Submits a task with {@link TaskOptions#DEFAULT}. */
    default <I, O> Task<O> submit(TaskType<I, O> type, I input) {
        return submit(type, input, TaskOptions.DEFAULT);
    }

    /** Submits a task. */
    default <I, O> Task<O> submit(TaskRequest<I, O> request) {
        return submit(request.type(), request.input(), request.options());
    }

    /**
     * Submits a task. If the options have an idempotency key under which the tenant has submitted before, that earlier task
     * is returned, whatever became of it, as long as anything is left of it.
     *
     * @throws TaskRejectedException if it is not accepted; nothing of it is recorded then
     * @throws CodecException if the input cannot be encoded on an executor that stores it
     */
    <I, O> Task<O> submit(TaskType<I, O> type, I input, TaskOptions options);

    /** Submits plain work with {@link TaskOptions#DEFAULT}. */
    default <O> Task<O> submit(Callable<O> work) {
        return submit(work, TaskOptions.DEFAULT);
    }

    /**
     * Submits plain work, which has no name and cannot be moved to another process.
     *
     * @throws UnsupportedCapabilityException without {@link Capability#CALLABLES}
     * @throws TaskRejectedException if it is not accepted
     */
    <O> Task<O> submit(Callable<O> work, TaskOptions options);

    /**
     * Submits tasks that belong together. Either all members are accepted or none.
     *
     * @param members the tasks; at least one. Their options must not have idempotency keys
     * @param finisher if present, the type of a task that is run once with the group's final status, when all members have
     *     ended
     * @throws UnsupportedCapabilityException without {@link Capability#GROUPS}
     * @throws TaskRejectedException if the members are not accepted
     */
    TaskGroup submitGroup(List<? extends TaskRequest<?, ?>> members, Optional<TaskType<GroupStatus, ?>> finisher);

    /** How far a group is; empty if nothing is known of it. */
    Optional<GroupStatus> group(GroupId id);

    /** What is known of a task. */
    TaskLookup find(TaskId id);

    /**
     * The result of a task, decoded as its type says.
     *
     * @param type as it was submitted with
     */
    <O> TaskResult<O> result(TaskId id, TaskType<?, O> type);

    /**
     * The result of a task, after waiting for it.
     *
     * @param atMost how long to wait
     * @throws InterruptedException if the calling thread is interrupted; the task goes on
     */
    <O> TaskResult<O> await(TaskId id, TaskType<?, O> type, Duration atMost) throws InterruptedException;

    /**
     * Waits until a task has ended, or is not known, or the time is up.
     *
     * @return what is known of it then
     * @throws InterruptedException if the calling thread is interrupted; the task goes on
     */
    TaskLookup await(TaskId id, Duration atMost) throws InterruptedException;

    /** Tasks that are known, in no particular order. */
    List<TaskStatus> list(TaskQuery query);

    /**
     * Ends a task. Doing so again changes nothing.
     *
     * @param reason for people; part of the outcome
     */
    CancelResult cancel(TaskId id, String reason);

    /**
     * The events of a task.
     *
     * @param afterSequence only later ones; 0 for all
     * @return in order; empty if there are none or the task is not known
     * @throws UnsupportedCapabilityException without {@link Capability#EVENTS}
     */
    List<TaskEvent> events(TaskId id, long afterSequence);

    /**
     * The events of a task, after waiting until there is at least one. Returns early if the task has ended.
     *
     * @param afterSequence only later ones; 0 for all
     * @param atMost how long to wait
     * @throws UnsupportedCapabilityException without {@link Capability#EVENTS}
     * @throws InterruptedException if the calling thread is interrupted
     */
    List<TaskEvent> awaitEvents(TaskId id, long afterSequence, Duration atMost) throws InterruptedException;

    /** Adds a listener to the state changes of all tasks. */
    Registration listen(TaskListener listener);

    /**
     * Drops the outcome of an ended task now, as if its retention were over.
     *
     * @return whether there was an ended task
     */
    boolean forget(TaskId id);

    /** How busy this manager is. */
    TaskStats stats();

    /**
     * Accepts no further task, lets the accepted ones end, and cancels those that have not ended in time. A durable executor
     * keeps what it has not finished for later.
     *
     * @param graceful how long tasks may go on
     * @param afterInterrupt how long to wait then for handlers to return; a durable executor whose store does not answer takes up to half of it before
     *     handlers are told
     * @throws InterruptedException if the calling thread is interrupted; what is left is cancelled then
     */
    DrainReport drain(Duration graceful, Duration afterInterrupt) throws InterruptedException;

    /**
     * Drains with {@link TaskManagerConfig#drainTimeout()} unless a drain has ended before, waits a further ten seconds at most
     * for interrupted handlers, and gives the threads back. What is known of tasks can still be read. If the calling thread is interrupted, tasks are
     * cancelled at once.
     */
    @Override
    void close();
}
