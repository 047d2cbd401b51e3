/**
 * For those who write an executor: what a task manager's engine needs from it.
 *
 * <p>An executor keeps tasks and brings the threads that run them. It is a {@link io.aiprism.task.spi.TaskExecutor}, whose
 * transitions are each atomic, and a {@link io.aiprism.task.spi.TaskExecutorProvider} by which it is found. Everything that
 * is the same on all executors (admission, permits, timeouts, retries, context, listeners) is the engine's, which the
 * executor sees as a {@link io.aiprism.task.spi.TaskRunner}. An executor that only brings other threads and keeps its tasks
 * in memory needs no more than {@link io.aiprism.task.inprocess.TaskThreads}.
 *
 * <p>{@code TaskManagerContract} in {@code prism-testkit} is the suite that an executor has to pass.
 */
package io.aiprism.task.spi;
