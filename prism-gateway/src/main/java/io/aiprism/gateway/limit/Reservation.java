package io.aiprism.gateway.limit;

import io.aiprism.model.ModelException;

/** Quota that is set aside for one call. Ends once; closed without an end, all of it counts as used. For one thread. */
final class Reservation implements AutoCloseable {
    private final Quota quota;
    private final Waiter waiter;
    private boolean ended;

    Reservation(Quota quota, Waiter waiter) {
        this.quota = quota;
        this.waiter = waiter;
    }

    /** The call was answered, or failed, and so many tokens are used. */
    void settle(long used) {
        end(used, true);
    }

    /** Nothing was sent. */
    void release() {
        end(0, false);
    }

    /** The call failed. */
    void fail(ModelException failure, QuotaRule rule, int burndown) {
        boolean sent = !failure.attempts().isEmpty();
        if (failure.usage().isPresent()) {
            settle(rule.settle(failure.usage().get(), burndown));
            return;
        }
        switch (failure.kind()) {
            case THROTTLED, QUOTA_EXHAUSTED -> {
                if (sent) {
                    throttled(failure);
                } else {
                    release();
                }
            }
            // The model has written nothing; the request was one.
            case UNAVAILABLE,
                    NOT_READY,
                    CONNECTION_FAILED,
                    UNSUPPORTED_FEATURE,
                    INVALID_REQUEST,
                    REQUEST_TOO_LARGE,
                    UNAUTHENTICATED,
                    ACCESS_DENIED,
                    NOT_FOUND,
                    BUDGET_EXCEEDED,
                    CIRCUIT_OPEN,
                    PENDING -> end(0, sent && failure.kind() != ModelException.Kind.CONNECTION_FAILED);
            case DEADLINE_EXCEEDED -> {
                if (sent) {
                    close();
                } else {
                    release();
                }
            }
            // Nobody knows how far it came: all may be used.
            case MODEL_ERROR, MODEL_TIMEOUT, NO_RESPONSE, RESPONSE_CUT_OFF, INVALID_RESPONSE -> close();
        }
    }

    @Override
    public void close() {
        end(waiter.tokens, true);
    }

    private void throttled(ModelException failure) {
        if (!ended) {
            ended = true;
            quota.throttled(
                    waiter,
                    failure.kind() == ModelException.Kind.QUOTA_EXHAUSTED,
                    failure.retryAfter().orElse(null));
        }
    }

    private void end(long used, boolean requestUsed) {
        if (!ended) {
            ended = true;
            quota.end(waiter, used, requestUsed);
        }
    }
}
