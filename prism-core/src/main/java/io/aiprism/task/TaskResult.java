package io.aiprism.task;

/**
 * The answer to a question about a result.
 *
 * @param <O> what a successful task returns
 */
public sealed interface TaskResult<O> {
    /**
     * The task has ended.
     *
     * @param outcome how
     */
    record Finished<O>(TaskOutcome<O> outcome) implements TaskResult<O> {}

    /**
     * The task has not ended.
     *
     * @param status as it is now
     */
    record Pending<O>(TaskStatus status) implements TaskResult<O> {}

    /**
     * The task has ended, and its outcome is no longer kept.
     *
     * @param lookup when and how it ended
     */
    record Expired<O>(TaskLookup.Expired lookup) implements TaskResult<O> {}

    /**
     * Nothing is known of the id.
     *
     * @param id what was asked for
     */
    record Unknown<O>(TaskId id) implements TaskResult<O> {}
}
