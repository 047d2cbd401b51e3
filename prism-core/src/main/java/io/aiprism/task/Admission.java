package io.aiprism.task;

import java.time.Duration;

/** What {@code submit} does when the queue is full. */
public sealed interface Admission {
    /** Throws {@link TaskRejectedException} at once. */
    record Reject() implements Admission {}

    /**
     * Waits for a place, and throws {@link TaskRejectedException} if there was none in time.
     *
     * @param atMost positive
     */
    record Wait(Duration atMost) implements Admission {
        public Wait {
            if (atMost.isNegative() || atMost.isZero()) {
                throw new IllegalArgumentException("atMost must be positive, was " + atMost);
            }
        }
    }

    /**
     * Runs the task on the calling thread before {@code submit} returns. It still counts against {@code maxConcurrency}: the
     * caller waits for its turn to run.
     */
    record RunInCaller() implements Admission {}

    /** Throws {@link TaskRejectedException} at once. */
    static Admission reject() {
        return new Reject();
    }

    /** Waits for a place, and throws {@link TaskRejectedException} if there was none in time. */
    static Admission waitAtMost(Duration atMost) {
        return new Wait(atMost);
    }

    /** Runs the task on the calling thread. */
    static Admission runInCaller() {
        return new RunInCaller();
    }
}
