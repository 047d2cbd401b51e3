/**
 * Tasks kept in memory. {@link io.aiprism.task.inprocess.InProcessExecutor} is a whole executor but for its threads, which
 * {@link io.aiprism.task.inprocess.TaskThreads} brings.
 */
package io.aiprism.task.inprocess;
