package io.aiprism.executor.dbscheduler;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs transactions, each on a connection of its own. One that lost against another (serialization failure, deadlock, lock
 * timeout, a row that another one has inserted first) is run again. Thread-safe.
 */
final class Transactions {
    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

    private static final Set<String> LOST = Set.of("40001", "40P01", "55P03", "HYT00", "23505");
    /** Shut down, crashed, starting, without a free connection, or read-only because it is the standby. */
    private static final Set<String> OUT_OF_REACH = Set.of("57P01", "57P02", "57P03", "53300", "25006");

    private static final int TRIES = 8;
    private static final long SHORTEST_WAIT_MILLIS = 100;
    private static final long LONGEST_WAIT_MILLIS = 2_000;

    private final DataSource dataSource;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile long reachedNanos = System.nanoTime();

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
            return tried(work, single);
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Runs a transaction like {@link #run}, and while the database is out of reach waits for it, so that what a handler says is
     * not lost. A transaction that broke while it was committed may have happened before it is run again.
     *
     * @param interruptible whether an interrupt ends the waiting; else it is kept for later
     */
    <T extends @Nullable Object> T runWhenReached(boolean interruptible, Work<T> work) {
        return runWhenReached(interruptible, work, false);
    }

    /** Runs a transaction of one statement like {@link #runWhenReached}. */
    <T extends @Nullable Object> T singleWhenReached(boolean interruptible, Work<T> work) {
        return runWhenReached(interruptible, work, true);
    }

    private <T extends @Nullable Object> T runWhenReached(boolean interruptible, Work<T> work, boolean single) {
        boolean interrupted = Thread.interrupted();
        try {
            for (long wait = SHORTEST_WAIT_MILLIS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MILLIS)) {
                try {
                    return tried(work, single);
                } catch (SQLException e) {
                    if (!isOutOfReach(e) || (interrupted && interruptible)) {
                        throw failed(e);
                    }
                    LOG.warn("the task database is out of reach ({}); it is tried again", e.getMessage());
                    try {
                        if (closed.await(wait, TimeUnit.MILLISECONDS)) {
                            throw failed(e);
                        }
                    } catch (InterruptedException interrupt) {
                        interrupted = true;
                    }
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** How long ago the database last did what it was asked for. */
    Duration sinceReached() {
        return Duration.ofNanos(System.nanoTime() - reachedNanos);
    }

    /** Ends all waiting for a database that is out of reach. */
    void close() {
        closed.countDown();
    }

    /** Says that something was not done: in one line if it is the database, of which everybody who needs it says so. */
    static void warn(Logger log, String what, RuntimeException e) {
        if (e instanceof TaskDatabaseException) {
            log.warn("{}: {}", what, e.getMessage());
            log.debug(what, e);
        } else {
            log.warn(what, e);
        }
    }

    private <T extends @Nullable Object> T tried(Work<T> work, boolean single) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                T result = once(work, single);
                reachedNanos = System.nanoTime();
                return result;
            } catch (SQLException e) {
                if (attempt == TRIES || !LOST.contains(String.valueOf(e.getSQLState()))) {
                    throw e;
                }
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
            T result;
            try {
                result = work.run(new Session(connection));
                connection.commit();
            } catch (Throwable e) {
                rollBack(connection, autoCommit, e);
                throw e;
            }
            connection.setAutoCommit(autoCommit);
            return result;
        }
    }

    private static void rollBack(Connection connection, boolean autoCommit, Throwable cause) {
        try {
            connection.rollback();
            connection.setAutoCommit(autoCommit);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static boolean isOutOfReach(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return e instanceof SQLTransientConnectionException
                || e instanceof SQLNonTransientConnectionException
                || e instanceof SQLRecoverableException
                || state.startsWith("08")
                || OUT_OF_REACH.contains(state);
    }

    private static TaskDatabaseException failed(SQLException e) {
        return new TaskDatabaseException("the task database failed: " + e.getMessage(), e);
    }
}
