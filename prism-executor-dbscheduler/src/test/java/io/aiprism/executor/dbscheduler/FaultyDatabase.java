package io.aiprism.executor.dbscheduler;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A database that can be out of reach, and whose connections can break after a commit. */
final class FaultyDatabase {
    private final DataSource database;
    private final AtomicInteger lostAnswers = new AtomicInteger();
    private final CountDownLatch answerLost = new CountDownLatch(1);
    private final CountDownLatch refused = new CountDownLatch(1);
    private volatile boolean away;
    private volatile String losing = "";

    FaultyDatabase(DataSource database) {
        this.database = database;
    }

    /** Refuses connections, or gives them again. */
    void setAway(boolean away) {
        this.away = away;
    }

    /** Released when a thread of this name was refused a connection. */
    CountDownLatch refused() {
        return refused;
    }

    /** Commits the next transaction of threads with this name, and then says that the connection is broken. */
    void loseNextAnswer(String threads) {
        losing = threads;
        lostAnswers.set(1);
    }

    CountDownLatch answerLost() {
        return answerLost;
    }

    DataSource dataSource() {
        return proxy(DataSource.class, (method, arguments) -> {
            if (method.getName().equals("getConnection")) {
                if (away) {
                    if (Thread.currentThread().getName().startsWith("prism-task")) {
                        refused.countDown();
                    }
                    throw new SQLTransientConnectionException("the database is away", "08001");
                }
                return connection((Connection) method.invoke(database, arguments));
            }
            return method.invoke(database, arguments);
        });
    }

    private Connection connection(Connection connection) {
        return proxy(Connection.class, (method, arguments) -> {
            Object result = method.invoke(connection, arguments);
            if (method.getName().equals("commit")
                    && Thread.currentThread().getName().startsWith(losing)
                    && lostAnswers.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                answerLost.countDown();
                throw new SQLException("the connection is broken", "08006");
            }
            return result;
        });
    }

    private interface Call {
        Object on(java.lang.reflect.Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, values) -> {
                    try {
                        return call.on(method, values);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
