package io.aiprism.executor.dbscheduler;

/**
 * Who changes a row, and when by the time of the database, so that other nodes notice it.
 *
 * @param millis since the epoch
 * @param node name of the node
 */
record Change(long millis, String node) {}
