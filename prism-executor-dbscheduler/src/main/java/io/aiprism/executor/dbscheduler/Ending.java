package io.aiprism.executor.dbscheduler;

import io.aiprism.task.Retention;
import io.aiprism.task.TaskOutcome;
import java.time.Instant;

/**
 * How and when a task ends.
 *
 * @param at milliseconds since the epoch
 * @param keepFor milliseconds that the outcome is kept, unless the task says otherwise
 * @param weight of the result against {@link Retention#maxBytes()}
 */
record Ending(TaskOutcome<?> outcome, long at, long keepFor, long weight) {
    static Ending of(TaskOutcome<?> outcome, long weight, Instant at, Retention retention) {
        return new Ending(outcome, at.toEpochMilli(), TaskTable.millis(retention.ttl()), weight);
    }
}
