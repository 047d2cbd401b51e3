package io.aiprism.executor.dbscheduler;

import com.github.kagkarlsson.scheduler.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.LongSupplier;

/** The time of the database, by this machine's clock and the distance between the two. Leases are measured by it. */
final class DatabaseClock implements Clock {
    private final Transactions transactions;
    private final LongSupplier machine;
    private volatile long offset;

    DatabaseClock(Transactions transactions) {
        this(transactions, System::currentTimeMillis);
    }

    /**
     * @param machine this machine's clock, in milliseconds since the epoch
     */
    DatabaseClock(Transactions transactions, LongSupplier machine) {
        this.transactions = transactions;
        this.machine = machine;
    }

    /** Measures the distance again. */
    void adjust() {
        long before = machine.getAsLong();
        Instant there = transactions.run(session -> session.one(
                "select current_timestamp",
                row -> row.getObject(1, OffsetDateTime.class).toInstant()));
        long after = machine.getAsLong();
        if (there != null) {
            offset = there.toEpochMilli() - (before + (after - before) / 2);
        }
    }

    @Override
    public Instant now() {
        return Instant.ofEpochMilli(millis());
    }

    /** How many milliseconds this machine's clock is behind the database's. */
    long offset() {
        return offset;
    }

    long millis() {
        return machine.getAsLong() + offset;
    }
}
