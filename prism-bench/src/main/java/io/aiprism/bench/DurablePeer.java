package io.aiprism.bench;

import java.io.IOException;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Those that are compared, each on each database. */
public enum DurablePeer {
    PRISM_POSTGRESQL(DurableDatabase.Kind.POSTGRESQL, "Prism"),
    SAME_WRITES_POSTGRESQL(DurableDatabase.Kind.POSTGRESQL, "db-scheduler, same writes"),
    BARE_POSTGRESQL(DurableDatabase.Kind.POSTGRESQL, "db-scheduler"),
    PRISM_H2(DurableDatabase.Kind.H2, "Prism"),
    SAME_WRITES_H2(DurableDatabase.Kind.H2, "db-scheduler, same writes"),
    BARE_H2(DurableDatabase.Kind.H2, "db-scheduler");

    /** Tasks that run at the same time, on every peer: Prism's default for {@code maxConcurrency}. */
    static final int THREADS = 2 * Runtime.getRuntime().availableProcessors();

    private final DurableDatabase.Kind database;
    private final String label;

    DurablePeer(DurableDatabase.Kind database, String label) {
        this.database = database;
        this.label = label;
    }

    DurableDatabase.Kind database() {
        return database;
    }

    String label() {
        return label;
    }

    /** db-scheduler on the same database, with the writes that Prism has too. */
    DurablePeer sameWrites() {
        return database == DurableDatabase.Kind.H2 ? SAME_WRITES_H2 : SAME_WRITES_POSTGRESQL;
    }

    /** db-scheduler on the same database. */
    DurablePeer bare() {
        return database == DurableDatabase.Kind.H2 ? BARE_H2 : BARE_POSTGRESQL;
    }

    /** Prism on the same database. */
    DurablePeer prism() {
        return database == DurableDatabase.Kind.H2 ? PRISM_H2 : PRISM_POSTGRESQL;
    }

    /** Starts it on a new database, which ends with it. */
    DurableWorkload start() throws IOException, SQLException {
        DurableDatabase opened = database.open();
        return start(opened, opened.dataSource());
    }

    /**
     * Starts it on a database, which ends with it.
     *
     * @param dataSource what it is given to reach the database
     */
    DurableWorkload start(DurableDatabase opened, DataSource dataSource) throws SQLException {
        return switch (this) {
            case PRISM_POSTGRESQL, PRISM_H2 -> new PrismDurable(opened, dataSource);
            case SAME_WRITES_POSTGRESQL, SAME_WRITES_H2 -> new BareDurable(opened, dataSource, true);
            case BARE_POSTGRESQL, BARE_H2 -> new BareDurable(opened, dataSource, false);
        };
    }
}
