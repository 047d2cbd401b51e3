package io.aiprism.executor.dbscheduler;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;

/** A database on which the executor runs. */
enum Dialect {
    POSTGRESQL,
    H2;

    private static final int SCHEMA_LOCK = 0x50_52_49_53;

    static Dialect of(Session session) throws SQLException {
        String product = session.connection().getMetaData().getDatabaseProductName();
        return switch (product) {
            case "PostgreSQL" -> POSTGRESQL;
            case "H2" -> H2;
            default ->
                throw new IllegalArgumentException(
                        "tasks are kept in PostgreSQL or H2, the data source leads to " + product);
        };
    }

    /**
     * After how long PostgreSQL ends a transaction in which its client has gone silent; zero for never. Until then it keeps its
     * locks.
     */
    static Duration idleTransactionTimeout(Session session) throws SQLException {
        Long millis = session.one(
                "select cast(setting as bigint) from pg_settings where name = 'idle_in_transaction_session_timeout'",
                row -> row.getLong(1));
        return Duration.ofMillis(millis == null ? 0 : millis);
    }

    /** Creates the tables, in the transaction, if there are none. */
    void createSchemaIfMissing(Session session) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            if (this == POSTGRESQL) {
                statement.execute("select pg_advisory_xact_lock(" + SCHEMA_LOCK + ")");
            }
            Boolean exists = session.one(
                    "select count(*) from information_schema.tables"
                            + " where lower(table_name) = 'prism_task' and table_schema = current_schema",
                    row -> row.getInt(1) > 0);
            if (!Boolean.TRUE.equals(exists)) {
                for (String command : script().replaceAll("(?m)^ *--.*$", "").split(";", -1)) {
                    if (!command.isBlank()) {
                        statement.execute(command);
                    }
                }
            }
        }
    }

    private String script() {
        String name = name().toLowerCase(Locale.ROOT) + "/V1__prism_tasks.sql";
        try (InputStream in = Dialect.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource %s is missing".formatted(name));
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}
