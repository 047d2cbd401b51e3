package io.aiprism.task;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What was known of a task at one moment.
 *
 * @param id the task's id
 * @param type name of its type; empty for a plain {@code Callable}
 * @param tenant as submitted
 * @param state where it was in its life
 * @param attempt number of the current or last attempt, 0 before the first
 * @param cancelRequested whether somebody asked to cancel it
 * @param progress the latest progress of its handler
 * @param submittedAt when it was accepted
 * @param startedAt when its current or last attempt began
 * @param finishedAt when it reached its terminal state
 * @param deadline when it is ended as timed out
 * @param group the group it belongs to
 * @param labels as submitted
 */
public record TaskStatus(
        TaskId id,
        String type,
        String tenant,
        TaskState state,
        int attempt,
        boolean cancelRequested,
        Optional<Progress> progress,
        Instant submittedAt,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        Instant deadline,
        Optional<GroupId> group,
        Map<String, String> labels) {
    /** The same in another state, reached by a certain attempt. */
    public TaskStatus at(TaskState state, int attempt) {
        return new TaskStatus(
                id,
                type,
                tenant,
                state,
                attempt,
                cancelRequested,
                progress,
                submittedAt,
                startedAt,
                state.isTerminal() ? finishedAt : Optional.empty(),
                deadline,
                group,
                labels);
    }
}
