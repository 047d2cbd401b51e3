package io.aiprism.analysis.model;

import io.aiprism.model.ModelException;
import io.aiprism.task.PermanentFailureException;
import io.aiprism.task.RetryLaterException;
import java.time.InstantSource;

/** What a failed call means for the task that made it. */
final class Failures {
    private Failures() {}

    /** Whether no further attempt can mend it. */
    static boolean isPermanent(ModelException e) {
        return switch (e.kind()) {
            case UNSUPPORTED_FEATURE,
                    INVALID_REQUEST,
                    REQUEST_TOO_LARGE,
                    UNAUTHENTICATED,
                    ACCESS_DENIED,
                    NOT_FOUND,
                    BUDGET_EXCEEDED,
                    PENDING -> true;
            case QUOTA_EXHAUSTED -> e.retryAfter().isEmpty();
            case THROTTLED,
                    UNAVAILABLE,
                    NOT_READY,
                    MODEL_ERROR,
                    MODEL_TIMEOUT,
                    CONNECTION_FAILED,
                    NO_RESPONSE,
                    RESPONSE_CUT_OFF,
                    INVALID_RESPONSE,
                    DEADLINE_EXCEEDED,
                    CIRCUIT_OPEN -> false;
        };
    }

    /** Whether it has to do with what was asked, so that another part of the section may fare better. */
    static boolean concernsText(ModelException e) {
        return e.kind() == ModelException.Kind.INVALID_REQUEST || e.kind() == ModelException.Kind.REQUEST_TOO_LARGE;
    }

    /** The exception that tells the task's engine what to do. */
    static Exception forTask(ModelException e, InstantSource clock) {
        String message = message(e);
        if (isPermanent(e)) {
            return new PermanentFailureException(message, e);
        }
        if (e.retryAfter().isEmpty()) {
            return e;
        }
        var notBefore = clock.instant().plus(e.retryAfter().get());
        return switch (e.kind()) {
            case THROTTLED, QUOTA_EXHAUSTED, CIRCUIT_OPEN -> RetryLaterException.snooze(message, notBefore);
            default -> RetryLaterException.failed(message, notBefore, e);
        };
    }

    static String message(ModelException e) {
        return "%s (%s)".formatted(e.getMessage(), e.kind());
    }
}
