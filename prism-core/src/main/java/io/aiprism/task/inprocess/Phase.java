package io.aiprism.task.inprocess;

import static java.util.Objects.requireNonNull;

import io.aiprism.task.GroupId;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskState;
import io.aiprism.task.spi.Lease;
import io.aiprism.task.spi.NewTask;
import io.aiprism.task.spi.TaskHandle;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a task is in its life, with all that belongs to it. A transition is one compare-and-set from the very object that was
 * read to a new one: an outcome is visible together with its state, and a {@link Running} that was replaced can never win
 * again, so that it serves as the attempt's lease.
 */
sealed interface Phase {
    TaskState state();

    int attempt();

    /** When the current or last attempt began, in milliseconds since the epoch; 0 before the first. */
    long startedAt();

    record Waiting(TaskState state, int attempt, int retries, long startedAt) implements Phase {}

    record Queued(int attempt, int retries, long startedAt) implements Phase {
        static final Queued FIRST = new Queued(0, 0, 0);

        @Override
        public TaskState state() {
            return TaskState.QUEUED;
        }
    }

    /** Compared by identity, never by value. */
    final class Running implements Phase, Lease {
        private final InProcessTask handle;
        private final NewTask task;
        private final int attempt;
        private final int retries;
        private final long startedAt;

        Running(InProcessTask handle, NewTask task, Queued before, long startedAt) {
            this.handle = handle;
            this.task = task;
            this.attempt = before.attempt + 1;
            this.retries = before.retries;
            this.startedAt = startedAt;
        }

        @Override
        public TaskState state() {
            return TaskState.RUNNING;
        }

        @Override
        public TaskHandle handle() {
            return handle;
        }

        @Override
        public NewTask task() {
            return task;
        }

        @Override
        public @Nullable GroupId group() {
            return handle.group == null ? null : handle.group.id();
        }

        @Override
        public int attempt() {
            return attempt;
        }

        @Override
        public int retries() {
            return retries;
        }

        @Override
        public long startedAt() {
            return startedAt;
        }
    }

    /**
     * The end, with its outcome.
     *
     * @param weight of the result in bytes, as retention counts it
     */
    record Ended(TaskOutcome<?> outcome, long weight, int attempt, long startedAt, long endedAt) implements Phase {
        @Override
        public TaskState state() {
            return outcome.state();
        }
    }

    /**
     * The outcome is dropped; when that was, a tombstone tells.
     *
     * @param weight that the result had, if it was forgotten and so may not have been counted yet
     */
    record Expired(TaskState state, long weight) implements Phase {
        private static final Map<TaskState, Expired> BY_STATE = new EnumMap<>(TaskState.class);

        static {
            for (TaskState state : TaskState.values()) {
                BY_STATE.put(state, new Expired(state, 0));
            }
        }

        static Expired in(TaskState state) {
            return requireNonNull(BY_STATE.get(state));
        }

        @Override
        public int attempt() {
            return 0;
        }

        @Override
        public long startedAt() {
            return 0;
        }
    }
}
