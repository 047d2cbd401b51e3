package io.aiprism.executor.dbscheduler;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import javax.sql.DataSource;

/** Has PostgreSQL explain each statement just before it is run, with the same values. Used by one thread. */
final class ExplainedDatabase {
    private static final String EXPLAIN = "explain (analyze, buffers) ";

    private final DataSource database;
    private final List<Plan> plans = new ArrayList<>();
    private String operation = "";

    /** How a statement was run. */
    record Plan(String operation, String sql, String text) {}

    @SuppressWarnings("ArrayRecordComponent") // values are never compared
    private record Setting(Method method, Object[] values) {}

    private interface Step {
        void run() throws SQLException;
    }

    ExplainedDatabase(DataSource database) {
        this.database = database;
    }

    /** The plans of all statements so far. */
    List<Plan> plans() {
        return List.copyOf(plans);
    }

    /** Names what is done from now on. */
    void begin(String operation) {
        this.operation = operation;
    }

    DataSource dataSource() {
        return proxy(DataSource.class, (method, values) -> {
            Object result = call(method, database, values);
            return result instanceof Connection connection ? explained(connection) : result;
        });
    }

    private Connection explained(Connection connection) {
        return proxy(Connection.class, (method, values) -> {
            Object result = call(method, connection, values);
            return result instanceof PreparedStatement statement
                    ? explained(connection, statement, (String) values[0])
                    : result;
        });
    }

    private PreparedStatement explained(Connection connection, PreparedStatement statement, String sql) {
        List<Setting> settings = new ArrayList<>();
        return proxy(PreparedStatement.class, (method, values) -> {
            String name = method.getName();
            if (name.startsWith("set")) {
                settings.add(new Setting(method, values));
            } else if (name.equals("executeQuery") || name.equals("executeUpdate")) {
                explain(connection, sql, settings);
            }
            return call(method, statement, values);
        });
    }

    private void explain(Connection connection, String sql, List<Setting> settings) throws Throwable {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        var before = connection.setSavepoint();
        try (PreparedStatement explained = connection.prepareStatement(EXPLAIN + sql)) {
            for (Setting setting : settings) {
                call(setting.method(), explained, setting.values());
            }
            var text = new StringJoiner("\n");
            try (ResultSet rows = explained.executeQuery()) {
                while (rows.next()) {
                    text.add(rows.getString(1));
                }
            }
            plans.add(new Plan(operation, sql, text.toString()));
        } finally {
            Step undo = autoCommit ? connection::rollback : () -> connection.rollback(before);
            undo.run();
            connection.setAutoCommit(autoCommit);
        }
    }

    private interface Handler {
        Object handle(Method method, Object[] values) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Handler handler) {
        return type.cast(Proxy.newProxyInstance(
                ExplainedDatabase.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, values) -> handler.handle(method, values)));
    }

    private static Object call(Method method, Object target, Object[] values) throws Throwable {
        try {
            return method.invoke(target, values);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
