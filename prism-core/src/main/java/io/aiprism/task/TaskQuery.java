package io.aiprism.task;

import static java.util.Objects.requireNonNull;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which tasks to list.
 *
 * @param states only tasks in one of these
 * @param tenant only tasks of this tenant
 * @param type only tasks of this type
 * @param group only members of this group
 * @param limit at most so many
 */
public record TaskQuery(
        Set<TaskState> states, Optional<String> tenant, Optional<String> type, Optional<GroupId> group, int limit) {
    /** All tasks, at most 100. */
    public static final TaskQuery ALL =
            new TaskQuery(EnumSet.allOf(TaskState.class), Optional.empty(), Optional.empty(), Optional.empty(), 100);

    public TaskQuery {
        states = Set.copyOf(states);
        requireNonNull(tenant, "tenant");
        requireNonNull(type, "type");
        requireNonNull(group, "group");
        if (limit <= 0) {
            throw new IllegalArgumentException("limit must be positive, was " + limit);
        }
    }

    /** All members of a group. */
    public static TaskQuery ofGroup(GroupId group) {
        return new TaskQuery(
                EnumSet.allOf(TaskState.class),
                Optional.empty(),
                Optional.empty(),
                Optional.of(group),
                Integer.MAX_VALUE);
    }

    /** Whether a task is asked for. */
    public boolean matches(TaskStatus status) {
        return states.contains(status.state())
                && tenant.map(status.tenant()::equals).orElse(true)
                && type.map(status.type()::equals).orElse(true)
                && (group.isEmpty() || group.equals(status.group()));
    }
}
