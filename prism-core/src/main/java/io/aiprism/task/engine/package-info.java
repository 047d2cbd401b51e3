/**
 * The engine: what is the same on all executors. {@link io.aiprism.task.engine.TaskManagers} puts a task manager together.
 */
package io.aiprism.task.engine;
