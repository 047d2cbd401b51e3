package io.aiprism.executor.dbscheduler;

import com.github.kagkarlsson.scheduler.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;

/** The time of the database, by this machine's clock and the distance between the two. Leases are measured by it. */
final class DatabaseClock implements Clock {
    private final Transactions transactions;
    private volatile long offset;

    DatabaseClock(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Measures the distance again. */
    void adjust() {
        long before = System.currentTimeMillis();
        Instant there = transactions.run(session -> session.one(
                "select current_timestamp",
                row -> row.getObject(1, OffsetDateTime.class).toInstant()));
        long after = System.currentTimeMillis();
        if (there != null) {
            offset = there.toEpochMilli() - (before + (after - before) / 2);
        }
    }

    @Override
    public Instant now() {
        return Instant.ofEpochMilli(millis());
    }

    long millis() {
        return System.currentTimeMillis() + offset;
    }
}
