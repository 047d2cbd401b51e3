/**
 * For those who write a task executor, and for tests of what runs on one.
 *
 * <p>{@link io.aiprism.testkit.task.TaskManagerContract} is the suite that every executor has to pass;
 * {@link io.aiprism.testkit.task.ManualClock} makes time stand still.
 */
package io.aiprism.testkit.task;
