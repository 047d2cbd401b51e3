package io.aiprism.bench;

import java.time.Duration;

/** Something that runs durable tasks which do nothing. Thread-safe. */
interface DurableWorkload extends AutoCloseable {
    /** How often all look for tasks of others. */
    Duration POLLING_INTERVAL = Duration.ofMillis(250);

    /** Submits a task. */
    void submit();

    /** Submits so many tasks at the same time: as a group, or however else the system is given many. */
    void submitAll(int tasks);

    /** Says how many handlers have been called. */
    TaskCount started();

    /** Says of how many tasks the outcome is recorded, and all else done. */
    TaskCount ended();

    @Override
    void close();
}
