package io.aiprism.task.inprocess;

import io.aiprism.task.GroupId;
import io.aiprism.task.GroupStatus;
import io.aiprism.task.TaskState;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A group's count of ended members. */
final class Group {
    private final AtomicReference<GroupStatus> status;

    /** Released by whoever counts the last member. */
    volatile @Nullable InProcessTask finisher;

    /** When the last member ended, in milliseconds since the epoch; 0 before. */
    volatile long endedAt;

    Group(GroupId id, int total) {
        this.status = new AtomicReference<>(new GroupStatus(id, total, 0, 0, 0, 0));
    }

    GroupId id() {
        return status.get().id();
    }

    GroupStatus status() {
        return status.get();
    }

    /** Counts a member's end. Returns the status with it. */
    GroupStatus count(TaskState end) {
        return status.updateAndGet(before -> switch (end) {
            case SUCCEEDED -> plus(before, 1, 0, 0, 0);
            case FAILED -> plus(before, 0, 1, 0, 0);
            case CANCELLED -> plus(before, 0, 0, 1, 0);
            case TIMED_OUT -> plus(before, 0, 0, 0, 1);
            case SCHEDULED, QUEUED, RUNNING, RETRY_WAIT -> throw new IllegalStateException(end + " is no end");
        });
    }

    private static GroupStatus plus(GroupStatus status, int succeeded, int failed, int cancelled, int timedOut) {
        return new GroupStatus(
                status.id(),
                status.total(),
                status.succeeded() + succeeded,
                status.failed() + failed,
                status.cancelled() + cancelled,
                status.timedOut() + timedOut);
    }
}
