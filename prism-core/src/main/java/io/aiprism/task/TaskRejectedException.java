package io.aiprism.task;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.RejectedExecutionException;

/** A task was not accepted. Nothing of it was recorded. */
public final class TaskRejectedException extends RejectedExecutionException {
    private static final long serialVersionUID = 1;

    /** Why a task was not accepted. */
    public enum Reason {
        /** The queue was full; try again later. */
        QUEUE_FULL,
        /** More tasks at once than the queue has places; they will never be accepted. */
        TOO_MANY,
        /** The manager is draining or closed. */
        SHUT_DOWN,
        /** No handler is registered for the type. */
        NO_HANDLER,
        /** The idempotency key belongs to a task of another type. */
        KEY_CONFLICT
    }

    private final Reason reason;

    /** Creates an exception. */
    public TaskRejectedException(Reason reason, String message) {
        super(message);
        this.reason = requireNonNull(reason, "reason");
    }

    /** Why the task was not accepted. */
    public Reason reason() {
        return reason;
    }
}
