package io.aiprism.task.inprocess;

import io.aiprism.task.GroupId;
import io.aiprism.task.GroupStatus;
import io.aiprism.task.TaskState;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A group. What it counts is read off its members, so that a member is never seen to have ended before it is counted. */
final class Group {
    private final GroupId id;
    private final AtomicInteger open;
    private List<InProcessTask> members = List.of();

    /** Released by whoever ends the last member. */
    volatile @Nullable InProcessTask finisher;

    /** When the last member ended, in milliseconds since the epoch; 0 before. */
    volatile long endedAt;

    Group(GroupId id, int total) {
        this.id = id;
        this.open = new AtomicInteger(total);
    }

    /** Names the members. Called once, before any of them is known to anybody. */
    void members(List<InProcessTask> members) {
        this.members = members;
    }

    GroupId id() {
        return id;
    }

    /** Takes note of a member's end. Returns whether it was the last one. */
    boolean memberEnded() {
        return open.decrementAndGet() == 0;
    }

    GroupStatus status() {
        Map<TaskState, Integer> counts = new EnumMap<>(TaskState.class);
        members.forEach(member -> counts.merge(member.state(), 1, Integer::sum));
        return new GroupStatus(
                id,
                members.size(),
                counts.getOrDefault(TaskState.SUCCEEDED, 0),
                counts.getOrDefault(TaskState.FAILED, 0),
                counts.getOrDefault(TaskState.CANCELLED, 0),
                counts.getOrDefault(TaskState.TIMED_OUT, 0));
    }
}
