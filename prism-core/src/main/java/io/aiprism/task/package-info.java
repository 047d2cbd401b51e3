/**
 * Tasks: work that can be watched, cancelled, retried and resumed.
 *
 * <p>{@link io.aiprism.task.TaskManager} is what applications use. What runs the tasks is an executor behind it, see
 * {@link io.aiprism.task.spi}; what holds on every executor is stated at {@link io.aiprism.task.TaskManager}.
 */
package io.aiprism.task;
