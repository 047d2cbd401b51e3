/** Runs each task on a virtual thread of its own, bounded by permits. */
package io.aiprism.executor.virtualthreads;
