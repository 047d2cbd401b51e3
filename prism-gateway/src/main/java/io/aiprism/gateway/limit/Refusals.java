package io.aiprism.gateway.limit;

import io.aiprism.model.ModelException;
import io.aiprism.model.ModelTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Until when a call may wait, and what it is told if that is too short. */
record Refusals(ModelTarget target, Instant now, Duration maxWait, Optional<Instant> deadline) {
    private static final Duration LONGEST = Duration.ofDays(365);

    static Duration requireWait(Duration maxWait) {
        if (maxWait.isNegative() || maxWait.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("maxWait must be from zero to %s, was %s".formatted(LONGEST, maxWait));
        }
        return maxWait;
    }

    /** When waiting ends. */
    Instant until() {
        Instant longest = now.plus(maxWait);
        return deadline.filter(instant -> instant.isBefore(longest)).orElse(longest);
    }

    /** Whether the deadline has passed. */
    boolean isOver() {
        return deadline.isPresent() && !deadline.get().isAfter(now);
    }

    /** Whether the deadline is what ends it. */
    private boolean byDeadline() {
        return deadline.isPresent() && !deadline.get().isAfter(now.plus(maxWait));
    }

    ModelException tooLate(String what, Duration retryAfter) {
        ModelException.Kind kind = byDeadline() ? ModelException.Kind.DEADLINE_EXCEEDED : ModelException.Kind.THROTTLED;
        String limit = byDeadline() ? "by its deadline " + until() : "within " + maxWait;
        return ModelException.builder(
                        kind, "%s for %s cannot be had %s; nothing was sent".formatted(what, target, limit))
                .target(target)
                .retryAfter(retryAfter)
                .build();
    }
}
