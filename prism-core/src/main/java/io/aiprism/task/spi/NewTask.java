package io.aiprism.task.spi;

import static java.util.Objects.requireNonNull;

import io.aiprism.task.TaskId;
import io.aiprism.task.TaskOptions;
import java.util.Map;

/**
 * A task that the engine hands to an executor. Times are milliseconds since the epoch.
 *
 * @param id chosen by the engine
 * @param type name of the task's type; empty for a plain {@code Callable}
 * @param input what the handler gets. On an executor without {@link io.aiprism.task.Capability#CALLABLES} always a
 *     {@code byte[]}, encoded by the task's type; else a live object, to be handed back as it is
 * @param options the effective options, with defaults filled in; tenant, key and labels are to be kept with the task. Only
 *     the retention may be left out, for that of {@link io.aiprism.task.TaskManagerConfig#retention()}
 * @param context to be kept with the task, for the engine
 * @param sortKey where the task stands among those that are queued: of two, the one with the smaller key starts first, and
 *     with equal keys the one that was submitted first. Tenants take turns by it. The keys of a tenant's tasks grow in the order in
 *     which they are submitted
 * @param submittedAt when it was accepted
 * @param startAt not to be dispatched before; {@code submittedAt} if it may start at once, {@link #WHEN_GROUP_ENDS} for the
 *     finisher of a group
 * @param deadline when the engine will end it as timed out
 * @param dispatched whether the executor is to run the task. If not, it records the task as queued and leaves it alone: the
 *     engine starts it at once on the submitting thread
 */
public record NewTask(
        TaskId id,
        String type,
        Object input,
        TaskOptions options,
        Map<String, String> context,
        long sortKey,
        long submittedAt,
        long startAt,
        long deadline,
        boolean dispatched) {
    /** The {@link #startAt()} of a group's finisher. */
    public static final long WHEN_GROUP_ENDS = Long.MAX_VALUE;

    public NewTask {
        requireNonNull(id, "id");
        requireNonNull(type, "type");
        requireNonNull(input, "input");
        requireNonNull(options, "options");
        requireNonNull(context, "context");
    }

    /** Whether it may start at once. */
    public boolean isDue() {
        return startAt <= submittedAt;
    }

    /** The same task with another input. */
    public NewTask withInput(Object input) {
        return new NewTask(id, type, input, options, context, sortKey, submittedAt, startAt, deadline, dispatched);
    }
}
