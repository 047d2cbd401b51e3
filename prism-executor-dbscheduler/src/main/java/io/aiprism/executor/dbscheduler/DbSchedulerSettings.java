package io.aiprism.executor.dbscheduler;

import java.time.Duration;
import java.util.function.LongSupplier;
import javax.sql.DataSource;

/** What {@link DbSchedulerExecutor.Builder} was told. */
record DbSchedulerSettings(
        DataSource dataSource,
        boolean createSchema,
        Duration pollingInterval,
        Duration heartbeatInterval,
        int missedHeartbeats,
        int maxConcurrencyPerTenant,
        LongSupplier machineTime,
        BlobStore blobs,
        int largestInRow) {
    /** Says that all tasks of a tenant may run at once. */
    static final int NO_LIMIT = Integer.MAX_VALUE;

    /** After how long without a word from a node others take over what it runs. */
    Duration lease() {
        return heartbeatInterval.multipliedBy(missedHeartbeats);
    }
}
