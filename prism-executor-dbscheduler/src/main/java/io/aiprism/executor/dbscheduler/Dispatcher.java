package io.aiprism.executor.dbscheduler;

import com.github.kagkarlsson.scheduler.CurrentlyExecuting;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.SchedulerState.SettableSchedulerState;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.aiprism.task.TaskId;
import io.aiprism.task.spi.TaskRunner;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has db-scheduler pick queued tasks and beat for those that run. db-scheduler never completes a task itself: its pointer is
 * changed in the transaction of the task's transition, and what it does afterwards finds nothing to do.
 */
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    /** Until a task that found no free place is tried again. */
    private static final Duration SNOOZE = Duration.ofMillis(50);
    /** Until a task is tried again that could not be started, because its tenant has enough running. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    private static final Duration FOREVER = Duration.ofDays(36_500);

    /**
     * PostgreSQL need not have a pick on its disk before it goes on: the one thread that picks would spend most of its time waiting for
     * that. Who starts a picked task waits, and by it also for the pick, which was written before. A pick that was lost because the
     * database's machine crashed before that belonged to nobody yet: the start that comes after it finds no pointer that this node has
     * picked.
     */
    static final String NOT_AWAITED = "(select set_config('synchronous_commit', 'off', true)) = 'off' and ";

    private final Transactions transactions;
    private final Transitions transitions;
    private final DatabaseClock clock;
    private final TaskRunner runner;
    private final Consumer<Execution> onDead;
    private final int maxPerTenant;
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();
    private final Set<String> said = ConcurrentHashMap.newKeySet();
    private final Set<String> handled = ConcurrentHashMap.newKeySet();
    private final ExecutorService workers = Executors.newCachedThreadPool(threads("prism-task"));
    private final ExecutorService picker = Executors.newSingleThreadExecutor(threads("prism-picker"));
    private final ScheduledExecutorService housekeeper =
            Executors.newScheduledThreadPool(2, threads("prism-heartbeat"));
    private final Scheduler scheduler;
    private volatile boolean stopped;

    /**
     * @param places how many tasks run here at the same time
     * @param node this node's name
     * @param onDead told of a picked pointer that nobody has beaten for
     * @param onLost told that a beat for a running task found its pointer changed
     */
    Dispatcher(
            DbSchedulerSettings settings,
            int places,
            Dialect dialect,
            String node,
            Transactions transactions,
            Transitions transitions,
            DatabaseClock clock,
            TaskRunner runner,
            Consumer<Execution> onDead,
            Runnable onLost) {
        this.transactions = transactions;
        this.transitions = transitions;
        this.clock = clock;
        this.runner = runner;
        this.onDead = onDead;
        this.maxPerTenant = settings.maxConcurrencyPerTenant();
        this.scheduler = Scheduler.create(settings.dataSource(), task())
                .tableName(QueueTable.NAME)
                .schedulerName(new SchedulerName.Fixed(node))
                .threads(places)
                .executorService(workers)
                .dueExecutor(picker)
                .housekeeperExecutor(housekeeper)
                .pollUsingLockAndFetch(0.99, 1.0)
                .jdbcCustomization(customization(dialect))
                .serializer(new TypeAsData())
                .pollingInterval(settings.pollingInterval())
                .heartbeatInterval(settings.heartbeatInterval())
                .missedHeartbeatsLimit(settings.missedHeartbeats())
                .deleteUnresolvedAfter(FOREVER)
                .commitWhenAutocommitDisabled(true)
                .clock(clock)
                .addSchedulerListener(new AbstractSchedulerListener() {
                    @Override
                    public void onExecutionFailedHeartbeat(CurrentlyExecuting lost) {
                        onLost.run();
                    }
                })
                .build();
    }

    void start() {
        scheduler.start();
    }

    /** Says that there may be something to pick. */
    void wake() {
        if (!stopped) {
            scheduler.triggerCheckForDueExecutions();
        }
    }

    void stop() {
        stopped = true;
        scheduler.pause();
    }

    /** Ends all threads but those that run handlers, which end by themselves. */
    void close() {
        stop();
        // Scheduler.stop would wait for handlers, and interrupt them.
        if (scheduler.getSchedulerState() instanceof SettableSchedulerState state) {
            state.setIsShuttingDown();
        }
        picker.shutdownNow();
        housekeeper.shutdownNow();
        workers.shutdown();
    }

    private Task<String> task() {
        return Tasks.custom(QueueTable.TASK, String.class)
                .onDeadExecution((complete, operations) -> onDead.accept(complete.getExecution()))
                .execute((instance, context) -> {
                    run(TaskId.parse(instance.getId()), instance.getData(), context.getExecution().version);
                    return (complete, operations) -> {};
                });
    }

    private void run(TaskId task, String type, long version) {
        try {
            if (stopped) {
                transitions.putBack(task, version, clock.now());
                return;
            }
            if (!isHandled(type)) {
                leaveToOthers(type);
                transitions.putBack(task, version, clock.now());
                return;
            }
            var picked = new StoredHandle(task, transactions, version);
            if (!runner.tryRun(picked)) {
                transitions.putBack(task, version, clock.now().plus(SNOOZE));
            } else if (!picked.hasBegun()) {
                transitions.putBack(task, version, clock.now().plus(PAUSE));
            }
        } catch (RuntimeException e) {
            LOG.error("task {} could not be dispatched; it will be again when its pointer has gone stale", task, e);
        }
    }

    /** Once this node has handled a type, its tasks are run also when the handler is taken away, and fail. */
    private boolean isHandled(String type) {
        return handled.contains(type) || (runner.handles(type) && handled.add(type));
    }

    private void leaveToOthers(String type) {
        unknown.add(type);
        if (said.add(type)) {
            LOG.warn("no handler is registered here for task type '{}': its tasks are left to other nodes", type);
        }
    }

    /** A task was submitted here, where its type may be known. */
    void submitted(String type) {
        isHandled(type);
    }

    private String selectForUpdate(String first, String table, int limit, String condition) {
        unknown.removeIf(runner::handles);
        return selectForUpdate(first, table, limit, condition, unknown, maxPerTenant);
    }

    /**
     * The tasks to pick.
     *
     * @param first a condition before all others, with {@code and} after it
     */
    static String selectForUpdate(
            String first, String table, int limit, String condition, Set<String> unknown, int maxPerTenant) {
        var sql = new StringBuilder("select * from ")
                .append(table)
                .append(" where ")
                .append(first)
                .append("picked = ? and execution_time <= ? ")
                .append(condition);
        for (String type : unknown) {
            sql.append(" and task_type <> '").append(type.replace("'", "''")).append('\'');
        }
        if (maxPerTenant != DbSchedulerSettings.NO_LIMIT) {
            sql.append(" and tenant not in (select tenant from ")
                    .append(table)
                    .append(" where picked = true group by tenant having count(*) >= ")
                    .append(maxPerTenant)
                    .append(')');
        }
        return sql.append(" order by picked, sort_key, number fetch first ")
                .append(limit)
                .append(" rows only for update skip locked")
                .toString();
    }

    private JdbcCustomization customization(Dialect dialect) {
        return switch (dialect) {
            case POSTGRESQL ->
                new PostgreSqlJdbcCustomization(true, false) {
                    @Override
                    public String createGenericSelectForUpdateQuery(
                            String table, int limit, String condition, boolean byPriority) {
                        return selectForUpdate(NOT_AWAITED, table, limit, condition);
                    }

                    @Override
                    public byte @Nullable [] getTaskData(ResultSet row, String column) throws SQLException {
                        return TypeAsData.read(row);
                    }
                };
            case H2 ->
                new DefaultJdbcCustomization(false) {
                    @Override
                    public String getName() {
                        return "H2";
                    }

                    @Override
                    public boolean supportsGenericLockAndFetch() {
                        return true;
                    }

                    @Override
                    public String createGenericSelectForUpdateQuery(
                            String table, int limit, String condition, boolean byPriority) {
                        return selectForUpdate("", table, limit, condition);
                    }

                    @Override
                    public byte @Nullable [] getTaskData(ResultSet row, String column) throws SQLException {
                        return TypeAsData.read(row);
                    }
                };
        };
    }

    private static ThreadFactory threads(String name) {
        return Thread.ofPlatform()
                .name(name + "-", 1)
                .daemon()
                .inheritInheritableThreadLocals(false)
                .factory();
    }

    /** A pointer's data, as far as db-scheduler is concerned: the type of the task, from a column of its own. */
    private static final class TypeAsData implements Serializer {
        static byte @Nullable [] read(ResultSet row) throws SQLException {
            String type = row.getString("task_type");
            return type == null ? null : type.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] serialize(Object data) {
            throw new UnsupportedOperationException("pointers are not written by db-scheduler");
        }

        @Override
        public <T> T deserialize(Class<T> type, byte[] data) {
            return type.cast(new String(data, StandardCharsets.UTF_8));
        }
    }
}
