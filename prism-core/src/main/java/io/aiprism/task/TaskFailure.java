package io.aiprism.task;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a task failed, as data that survives its process.
 *
 * @param type class name of the exception
 * @param message its message, or its class name where it has none
 * @param cause the exception itself, where the task ran in this process and still has it
 */
public record TaskFailure(String type, String message, Optional<Throwable> cause) {
    public TaskFailure {
        requireNonNull(type, "type");
        requireNonNull(message, "message");
        requireNonNull(cause, "cause");
    }

    /** What can be said of an exception. */
    public static TaskFailure of(Throwable cause) {
        String type = cause.getClass().getName();
        @Nullable String message = cause.getMessage();
        return new TaskFailure(type, message == null ? type : message, Optional.of(cause));
    }
}
