package io.aiprism.executor.dbscheduler;

/** The database with the tasks could not be reached, or did not do what it was asked for. Nothing was changed. */
public final class TaskDatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TaskDatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
