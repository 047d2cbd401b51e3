package io.aiprism.task;

import static java.util.Objects.requireNonNull;

/**
 * How far a group is.
 *
 * @param id the group's id
 * @param total number of its members
 * @param succeeded members that ended with a result
 * @param failed members that ended with an error
 * @param cancelled members that were cancelled
 * @param timedOut members that did not end in time
 */
public record GroupStatus(GroupId id, int total, int succeeded, int failed, int cancelled, int timedOut) {
    public GroupStatus {
        requireNonNull(id, "id");
    }

    /** Members that have ended, however. */
    public int finished() {
        return succeeded + failed + cancelled + timedOut;
    }

    /** Whether all members have ended. */
    public boolean isFinished() {
        return finished() == total;
    }
}
