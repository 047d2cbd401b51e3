package io.aiprism.bench;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Counts how often a data source's connections ask the database for something: each statement or batch, and each commit. */
final class RoundTrips {
    private final AtomicLong count = new AtomicLong();

    /**
     * Prints, for the peer that the only argument names, the statements and commits of a submit, and of the whole way of a task, one
     * task at a time.
     */
    public static void main(String[] args) throws Exception {
        var trips = new RoundTrips();
        DurablePeer peer = DurablePeer.valueOf(args[0]);
        DurableDatabase database = peer.database().open();
        try (DurableWorkload workload = peer.start(database, trips.counted(database.dataSource()))) {
            int tasks = Integer.parseInt(args[1]);
            long whole = 0;
            // The first ones prepare what is kept from one task to the next.
            for (int i = 0; i < 2 * tasks; i++) {
                long before = trips.count.get();
                workload.submit();
                workload.ended().await(i + 1);
                whole += i < tasks ? 0 : trips.count.get() - before;
            }
            System.out.printf("%.2f%n", (double) whole / tasks);
        }
    }

    private DataSource counted(DataSource dataSource) {
        return proxy(DataSource.class, dataSource);
    }

    private <T> T proxy(Class<T> type, Object target) {
        return type.cast(Proxy.newProxyInstance(
                RoundTrips.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (isRoundTrip(target, method.getName())) {
                        count.incrementAndGet();
                    }
                    try {
                        return wrapped(method.invoke(target, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private static boolean isRoundTrip(Object target, String method) throws SQLException {
        return target instanceof Statement
                ? method.startsWith("execute")
                : target instanceof Connection connection
                        && (method.equals("commit") || method.equals("rollback"))
                        && !connection.getAutoCommit();
    }

    private @Nullable Object wrapped(@Nullable Object result) {
        return switch (result) {
            case Connection connection -> proxy(Connection.class, connection);
            case PreparedStatement statement -> proxy(PreparedStatement.class, statement);
            case null, default -> result;
        };
    }
}
