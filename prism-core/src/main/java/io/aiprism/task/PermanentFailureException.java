package io.aiprism.task;

import org.jspecify.annotations.Nullable;

/** Thrown by a handler whose failure no further attempt can mend. */
public final class PermanentFailureException extends Exception {
    private static final long serialVersionUID = 1;

    /** Creates an exception with the error that led to it. */
    public PermanentFailureException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
