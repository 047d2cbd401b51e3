package io.aiprism.executor.dbscheduler;

/**
 * The database with the tasks could not be reached, or did not do what it was asked for. Nothing was changed, except that a
 * connection which broke during a commit does not tell whether the commit happened: who submits again should use an {@link
 * io.aiprism.task.TaskOptions.Builder#idempotencyKey idempotency key}.
 */
public final class TaskDatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TaskDatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
