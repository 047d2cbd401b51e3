package io.aiprism.task;

import java.util.List;
import java.util.Optional;

/**
 * A submitted group.
 *
 * @param id with which any part of the application can ask for it
 * @param members ids of the members, in the order of their requests
 * @param finisher id of the task that runs once when all members have ended
 */
public record TaskGroup(GroupId id, List<TaskId> members, Optional<TaskId> finisher) {
    public TaskGroup {
        members = List.copyOf(members);
    }
}
