package io.aiprism.task.spi;

import io.aiprism.task.CancelResult;
import io.aiprism.task.Capability;
import io.aiprism.task.GroupId;
import io.aiprism.task.GroupStatus;
import io.aiprism.task.TaskClock;
import io.aiprism.task.TaskEvent;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskLookup;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskQuery;
import io.aiprism.task.TaskStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps tasks and brings the threads that run them. Thread-safe.
 *
 * <p>Each method that changes a task is one atomic transition, allowed by the table in {@link io.aiprism.task.TaskState}: it
 * happens as a whole, with everything that is said of it here, or not at all, and of several that compete one wins. When a
 * transition is visible to anybody, all that belongs to it is: a terminal state never without its outcome. Before a method
 * returns, its transition is as lasting as the executor makes them. Queries never change anything.
 *
 * <p>An executor without {@link Capability#CALLABLES} stores bytes: the engine gives it encoded inputs, and outcomes whose
 * {@link TaskOutcome.Succeeded#value()} is a {@code byte[]}. With it, both are live objects.
 *
 * <p>If the store cannot be reached, methods throw an unchecked exception; the engine lets it reach the caller, and asks
 * again later where there is none.
 */
public interface TaskExecutor extends AutoCloseable {
    /** The name by which it is found, for example {@code "thread-pool"}. */
    String name();

    /** What it can do. The engine refuses everything else before it gets here. */
    Set<Capability> capabilities();

    /**
     * The clock by which the engine goes. Asked once, before {@link #open}. An executor whose tasks are shared by several machines
     * corrects the one that it is given, so that none is early or late by another's clock. Defaults to that one.
     *
     * @param configured the configuration's
     */
    default TaskClock clock(TaskClock configured) {
        return configured;
    }

    /**
     * Begins to dispatch: from now on, each task in state {@code QUEUED} that is to be dispatched is given to
     * {@link TaskRunner#run} or {@link TaskRunner#tryRun} in the order of {@link NewTask#sortKey()}, on a thread of the
     * executor's, as long as the runner has free places. Delivering a task twice is allowed. Called once, before any other
     * method that changes something.
     *
     * <p>A durable executor finds tasks of an earlier process here. Those that were {@code RUNNING} there become
     * {@code QUEUED} once nobody holds their lease any more; the lost attempt is counted as an attempt, but not as a retry.
     * Handlers are registered only after this call: a stored task stays queued until {@link TaskRunner#handles} knows its
     * type.
     */
    void open(TaskRunner runner);

    /**
     * Records a task as {@code QUEUED}, or as {@code SCHEDULED} if it is not due, and makes it dispatchable; a scheduled one
     * becomes {@code QUEUED} when it falls due, which the executor tells {@link TaskRunner#changed}.
     *
     * @return the new task's handle; or, if the tenant has used the task's idempotency key before, that of the earlier task,
     *     and nothing is recorded
     */
    TaskHandle submit(NewTask task);

    /**
     * Records a group, its members as {@link #submit} does, and its finisher as {@code SCHEDULED}. The finisher is no member:
     * its status names no group. The group is known at least as long as the outcomes of its members.
     *
     * @return the members' handles in order, then the finisher's if there is one
     */
    List<TaskHandle> submitGroup(NewGroup group);

    /**
     * Takes a task from {@code QUEUED} to {@code RUNNING}.
     *
     * @param at the time of the transition
     * @return the right to end this attempt; {@code null} if the task was not queued
     */
    @Nullable
    Lease start(TaskHandle task, Instant at);

    /**
     * Ends an attempt and its task: stores the outcome and takes the task from {@code RUNNING} to the outcome's state. In
     * the same transition the task's group counts it; and if it was the last member, the group's finisher becomes
     * {@code QUEUED}.
     *
     * @return whether the lease still held; if not, nothing was changed
     */
    boolean finish(Lease lease, TaskOutcome<?> outcome, Instant at);

    /**
     * Ends an attempt but not its task: from {@code RUNNING} to {@code RETRY_WAIT}, and to {@code QUEUED} when the time has
     * come, which the executor tells {@link TaskRunner#changed}. Straight to {@code QUEUED} if {@code notBefore} is not
     * after {@code at}. No thread is held meanwhile.
     *
     * @param counted whether {@link Lease#retries()} of the next attempt is one higher
     * @return whether the lease still held; if not, nothing was changed
     */
    boolean retryAt(Lease lease, Instant notBefore, boolean counted, Instant at);

    /**
     * Takes a task that has not ended to {@code CANCELLED}, with everything that {@link #finish} does. A lease of it is lost.
     * Where the attempt runs in another process, that one's engine is told through {@link TaskRunner#revoke}.
     */
    CancelResult cancel(TaskHandle task, String reason, Instant at);

    /**
     * Takes a task that has not ended to {@code TIMED_OUT}, with everything that {@link #finish} does. A lease of it is lost.
     * The outcome names the task's {@link NewTask#deadline()}.
     *
     * @return as {@link #cancel} would
     */
    CancelResult expire(TaskHandle task, Instant at);

    /**
     * Adds an event to a running task, with the next sequence number. A {@link TaskEvent.Progressed} also becomes the
     * progress in the task's status. Without {@link Capability#EVENTS}, that is all it does.
     *
     * @return whether the lease still held; if not, nothing was changed
     */
    boolean append(Lease lease, TaskEvent.Detail detail, Instant at);

    /**
     * The recorded result of a step; {@code null} if there is none. Called only with {@link Capability#STEPS}.
     *
     * @param name unique within the task
     */
    byte @Nullable [] step(Lease lease, String name);

    /**
     * Records the result of a step for the task's later attempts. Called only with {@link Capability#STEPS}.
     *
     * @return whether the lease still held; if not, nothing was changed
     */
    boolean recordStep(Lease lease, String name, byte[] result);

    /** The handle of a task; {@code null} if nothing or only a tombstone is left of it. */
    @Nullable
    TaskHandle handle(TaskId id);

    /** What is known of a task. */
    TaskLookup find(TaskId id);

    /** How a task ended; {@code null} if it has not ended or its outcome has expired. */
    @Nullable
    TaskOutcome<?> outcome(TaskHandle task);

    /** Tasks that are known, in no particular order. */
    List<TaskStatus> list(TaskQuery query);

    /** Tasks that have not ended although their deadline is not after {@code now}. */
    Collection<? extends TaskHandle> overdue(Instant now);

    /** The earliest deadline of the tasks that have not ended; {@code null} if there is none. */
    @Nullable
    Instant nextDeadline();

    /**
     * A task's events in order: a {@link TaskEvent.StateChanged} for each state it came into, beginning with the first, and
     * what was {@link #append appended}, numbered from 1 without gaps. Called only with {@link Capability#EVENTS}.
     *
     * @param afterSequence only later ones; 0 for all
     */
    List<TaskEvent> events(TaskId id, long afterSequence);

    /** How far a group is; empty if nothing is known of it. Called only with {@link Capability#GROUPS}. */
    Optional<GroupStatus> group(GroupId id);

    /** How many tasks are {@code QUEUED}, in whatever process they were submitted. */
    int queued();

    /**
     * The key behind which a tenant's next task is to stand: the largest {@link NewTask#sortKey()} of the tenant's queued tasks
     * and of all that were started last; 0 if there are none. Called only with {@link Capability#DURABLE} or
     * {@link Capability#CLUSTERED}.
     */
    long lastSortKey(String tenant);

    /** How many tasks are {@code SCHEDULED}, finishers included, or in {@code RETRY_WAIT}. */
    int waiting();

    /** Drops what retention no longer keeps. The engine calls it from time to time. */
    void purge(Instant now);

    /** Drops the outcome of an ended task now. Returns whether there was one. */
    boolean forget(TaskId id, Instant now);

    /** Dispatches no further task. Those running go on; all else works as before. */
    void stop();

    /** Gives threads and connections back, without waiting. Queries still work on an executor that keeps tasks in memory. */
    @Override
    void close();
}
