package io.aiprism.task;

/**
 * Does the work of a task type. One handler serves many tasks at the same time, so implementations are thread-safe. A task
 * may be attempted more than once: after a failure that is retried, and on a durable manager after a crash.
 *
 * @param <I> what it gets
 * @param <O> what it returns
 */
@FunctionalInterface
public interface TaskHandler<I, O> {
    /**
     * Does the work once. Interruption means that the result is no longer wanted, see {@link TaskContext#isCancelled()}.
     *
     * @throws RetryLaterException to be run again at a stated time
     * @throws PermanentFailureException to fail without another attempt
     * @throws Exception to fail; the task is tried again as its {@link RetryPolicy} says
     */
    O run(I input, TaskContext context) throws Exception;
}
