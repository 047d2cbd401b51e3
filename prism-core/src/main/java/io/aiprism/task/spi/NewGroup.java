package io.aiprism.task.spi;

import static java.util.Objects.requireNonNull;

import io.aiprism.task.Codec;
import io.aiprism.task.GroupId;
import io.aiprism.task.GroupStatus;
import java.util.List;
import java.util.Optional;

/**
 * A group that the engine hands to an executor.
 *
 * @param id chosen by the engine
 * @param members at least one; none has an idempotency key
 * @param finisher if present, a task that the executor records as scheduled and makes dispatchable in the transition that
 *     ends the last member. Its real input is the group's final status, see {@link #encode}
 */
public record NewGroup(GroupId id, List<NewTask> members, Optional<NewTask> finisher) {
    private static final Codec<GroupStatus> CODEC = Codec.json(GroupStatus.class);

    public NewGroup {
        requireNonNull(id, "id");
        requireNonNull(finisher, "finisher");
        members = List.copyOf(members);
    }

    /** The finisher's input, for an executor without {@link io.aiprism.task.Capability#CALLABLES}; else it is the live status. */
    public static byte[] encode(GroupStatus status) {
        return CODEC.encode(status);
    }
}
