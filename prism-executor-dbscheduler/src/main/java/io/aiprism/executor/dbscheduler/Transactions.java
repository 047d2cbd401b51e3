package io.aiprism.executor.dbscheduler;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Runs transactions, each on a connection of its own. One that lost against another (serialization failure, deadlock, lock
 * timeout) is run again.
 */
final class Transactions {
    private static final Set<String> LOST = Set.of("40001", "40P01", "55P03", "HYT00");
    private static final int TRIES = 8;

    private final DataSource dataSource;

    /** What happens in a transaction; may happen several times. */
    interface Work<T extends @Nullable Object> {
        T run(Session session) throws SQLException;
    }

    Transactions(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Runs a transaction and commits it; what it threw rolls it back. */
    <T extends @Nullable Object> T run(Work<T> work) {
        return run(work, false);
    }

    /** Runs a transaction of one statement, for which no commit has to be sent where the connection commits by itself. */
    <T extends @Nullable Object> T single(Work<T> work) {
        return run(work, true);
    }

    private <T extends @Nullable Object> T run(Work<T> work, boolean single) {
        // A driver may take an interrupt for a broken connection; it is meant for the handler.
        boolean interrupted = Thread.interrupted();
        try {
            for (int attempt = 1; ; attempt++) {
                try {
                    return once(work, single);
                } catch (SQLException e) {
                    if (attempt == TRIES || !LOST.contains(String.valueOf(e.getSQLState()))) {
                        throw new TaskDatabaseException("the task database failed: " + e.getMessage(), e);
                    }
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private <T extends @Nullable Object> T once(Work<T> work, boolean single) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            if (single && autoCommit) {
                return work.run(new Session(connection));
            }
            connection.setAutoCommit(false);
            boolean committed = false;
            try {
                T result = work.run(new Session(connection));
                connection.commit();
                committed = true;
                return result;
            } finally {
                if (!committed) {
                    connection.rollback();
                }
                connection.setAutoCommit(autoCommit);
            }
        }
    }
}
