package io.aiprism.task;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A submitted task. Thread-safe. Reading never changes anything.
 *
 * @param <O> what it returns
 */
public interface Task<O> {
    /** The task's id, with which any part of the application can ask for it. */
    TaskId id();

    /** Where it is in its life. The cheapest question: it allocates nothing on an in-process executor. */
    TaskState state();

    /** All that is known of it. */
    TaskLookup lookup();

    /** How it ended; empty if it has not ended yet or its outcome has expired. */
    Optional<TaskOutcome<O>> outcome();

    /**
     * Waits for the end, which the task's deadline bounds.
     *
     * @throws InterruptedException if the calling thread is interrupted; the task goes on
     * @throws IllegalStateException if the outcome expired before it was read
     */
    TaskOutcome<O> await() throws InterruptedException;

    /**
     * Waits for the end.
     *
     * @return empty if the task did not end in time; it goes on
     * @throws InterruptedException if the calling thread is interrupted; the task goes on
     * @throws IllegalStateException if the outcome expired before it was read
     */
    Optional<TaskOutcome<O>> await(Duration atMost) throws InterruptedException;

    /** A future of the outcome, which is always completed normally. Cancelling the future does not cancel the task. */
    CompletableFuture<TaskOutcome<O>> toFuture();

    /**
     * Ends the task, as {@link TaskManager#cancel} does.
     *
     * @param reason for people; part of the outcome
     */
    CancelResult cancel(String reason);
}
