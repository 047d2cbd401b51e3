package io.aiprism.bench;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** States and events of tasks in Prism's tables, as one would write them by hand with one statement for each change of a row. */
final class HandWrittenStates {
    private static final long HOUR = 3_600_000;
    private static final String INSERT = "insert into prism_task (id, type, tenant, state, sort_key, dispatched, input,"
            + " options, labels, context, submitted_at, start_at, deadline, changed_at, changed_by)"
            + " values (?, 'no-op', 'default', 'QUEUED', 0, true, ?, '{}', '{}', '{}', ?, ?, ?, ?, 'node')";
    private static final String EVENT =
            "insert into prism_task_event (task_id, sequence, happened_at, kind, state, attempt, recorded_at, node)"
                    + " values (?, ?, ?, 'STATE', ?, ?, ?, 'node')";
    private static final String BEGIN =
            "update prism_task set state = 'RUNNING', attempt = attempt + 1, started_at = ?,"
                    + " last_sequence = 2, changed_at = ?, changed_by = 'node' where id = ? and state = 'QUEUED'";
    private static final String END = "update prism_task set state = 'SUCCEEDED', result = ?, ended_at = ?,"
            + " expires_at = ?, last_sequence = 3, changed_at = ?, changed_by = 'node'"
            + " where id = ? and state = 'RUNNING' and attempt = 1";
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.UTF_8);

    private final DataSource dataSource;

    private interface Work {
        void run(Connection connection, long now) throws SQLException;
    }

    HandWrittenStates(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    void insert(UUID id) {
        inTransaction((connection, now) -> {
            update(connection, INSERT, id, TRUE, now, now, now + HOUR, now);
            update(connection, EVENT, id, 1, now, "QUEUED", 0, now);
        });
    }

    /** Inserts many, as batches. */
    void insertAll(List<UUID> ids) {
        inTransaction((connection, now) -> {
            try (PreparedStatement tasks = connection.prepareStatement(INSERT);
                    PreparedStatement events = connection.prepareStatement(EVENT)) {
                for (UUID id : ids) {
                    bind(tasks, id, TRUE, now, now, now + HOUR, now);
                    tasks.addBatch();
                    bind(events, id, 1, now, "QUEUED", 0, now);
                    events.addBatch();
                }
                tasks.executeBatch();
                events.executeBatch();
            }
        });
    }

    void begin(UUID id) {
        inTransaction((connection, now) -> {
            update(connection, BEGIN, now, now, id);
            update(connection, EVENT, id, 2, now, "RUNNING", 1, now);
        });
    }

    void end(UUID id) {
        inTransaction((connection, now) -> {
            update(connection, END, TRUE, now, now + HOUR, now, id);
            update(connection, EVENT, id, 3, now, "SUCCEEDED", 1, now);
        });
    }

    private void inTransaction(Work work) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            work.run(connection, System.currentTimeMillis());
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw new IllegalStateException("the state of a task was not written", e);
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private static void update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            if (statement.executeUpdate() != 1) {
                throw new SQLException("one row was to be changed: " + sql);
            }
        }
    }
}
