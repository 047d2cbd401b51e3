package io.aiprism.task;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * How a task ended.
 *
 * @param <O> what a successful task returns
 */
public sealed interface TaskOutcome<O> {
    /** The terminal state that goes with this outcome. */
    TaskState state();

    /**
     * The handler returned.
     *
     * @param value what it returned; {@code null} only for a {@code Callable} that returned it
     */
    record Succeeded<O>(O value) implements TaskOutcome<O> {
        @Override
        public TaskState state() {
            return TaskState.SUCCEEDED;
        }
    }

    /**
     * The last attempt failed.
     *
     * @param failure why
     */
    record Failed<O>(TaskFailure failure) implements TaskOutcome<O> {
        public Failed {
            requireNonNull(failure, "failure");
        }

        @Override
        public TaskState state() {
            return TaskState.FAILED;
        }
    }

    /**
     * Somebody cancelled the task.
     *
     * @param reason as given to {@code cancel}
     */
    record Cancelled<O>(String reason) implements TaskOutcome<O> {
        public Cancelled {
            requireNonNull(reason, "reason");
        }

        @Override
        public TaskState state() {
            return TaskState.CANCELLED;
        }
    }

    /**
     * The task did not end in time.
     *
     * @param deadline of the task, or of its last attempt
     */
    record TimedOut<O>(Instant deadline) implements TaskOutcome<O> {
        public TimedOut {
            requireNonNull(deadline, "deadline");
        }

        @Override
        public TaskState state() {
            return TaskState.TIMED_OUT;
        }
    }
}
