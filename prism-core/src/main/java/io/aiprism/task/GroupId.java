package io.aiprism.task;

import static java.util.Objects.requireNonNull;

/**
 * The identity of a group of tasks.
 *
 * @param value as unguessable as a task's id
 */
public record GroupId(TaskId value) {
    public GroupId {
        requireNonNull(value, "value");
    }

    /** Reads an id as printed by {@link #toString()}. */
    public static GroupId parse(String text) {
        return new GroupId(TaskId.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
