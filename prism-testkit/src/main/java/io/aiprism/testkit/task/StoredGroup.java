package io.aiprism.testkit.task;

import io.aiprism.task.GroupId;
import io.aiprism.task.GroupStatus;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskState;
import org.jspecify.annotations.Nullable;

/**
 * A group of {@link EncodingExecutor}.
 *
 * @param finisher what is queued when the last member has ended; {@code null} if there is nothing
 */
record StoredGroup(GroupStatus status, @Nullable TaskId finisher) {
    static StoredGroup of(GroupId id, int total, @Nullable TaskId finisher) {
        return new StoredGroup(new GroupStatus(id, total, 0, 0, 0, 0), finisher);
    }

    StoredGroup count(TaskState end) {
        return new StoredGroup(
                new GroupStatus(
                        status.id(),
                        status.total(),
                        status.succeeded() + (end == TaskState.SUCCEEDED ? 1 : 0),
                        status.failed() + (end == TaskState.FAILED ? 1 : 0),
                        status.cancelled() + (end == TaskState.CANCELLED ? 1 : 0),
                        status.timedOut() + (end == TaskState.TIMED_OUT ? 1 : 0)),
                finisher);
    }
}
