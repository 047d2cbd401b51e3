/** Durable and clustered tasks, on db-scheduler. */
package io.aiprism.executor.dbscheduler;
