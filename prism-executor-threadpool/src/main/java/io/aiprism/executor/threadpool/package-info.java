/** Runs tasks on a bounded pool of platform threads. */
package io.aiprism.executor.threadpool;
