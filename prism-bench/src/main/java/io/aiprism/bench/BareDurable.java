package io.aiprism.bench;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * db-scheduler with its own table, in Prism's configuration. If asked to, it also keeps the states of tasks in Prism's tables, by
 * hand: a transaction when a task is submitted, one when it begins, one when it has ended.
 */
final class BareDurable implements DurableWorkload {
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final int MISSED_HEARTBEATS = 4;

    private final DurableDatabase database;
    private final TaskCount started = new TaskCount();
    private final TaskCount ended = new TaskCount();
    private final boolean writes;
    private final HandWrittenStates states;
    private final OneTimeTask<Void> task;
    private final Scheduler scheduler;

    /**
     * @param writes whether it does the writes that Prism does
     */
    BareDurable(DurableDatabase database, DataSource dataSource, boolean writes) throws SQLException {
        this.database = database;
        this.writes = writes;
        this.states = new HandWrittenStates(dataSource);
        database.execute(table(database.kind() == DurableDatabase.Kind.H2 ? "blob" : "bytea"));
        this.task = Tasks.oneTime("no-op").execute((instance, context) -> run(UUID.fromString(instance.getId())));
        this.scheduler = Scheduler.create(dataSource, task)
                .threads(DurablePeer.THREADS)
                .pollingInterval(POLLING_INTERVAL)
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .pollUsingLockAndFetch(0.99, 1.0)
                .enableImmediateExecution()
                .jdbcCustomization(customization(database.kind()))
                .addSchedulerListener(new AbstractSchedulerListener() {
                    @Override
                    public void onExecutionComplete(ExecutionComplete complete) {
                        ended.increment();
                    }
                })
                .build();
        scheduler.start();
    }

    private void run(UUID id) {
        if (writes) {
            states.begin(id);
        }
        started.increment();
        if (writes) {
            states.end(id);
        }
    }

    @Override
    public void submit() {
        UUID id = UUID.randomUUID();
        if (writes) {
            states.insert(id);
        }
        scheduler.schedule(task.instance(id.toString()), Instant.now());
    }

    @Override
    public void submitAll(int tasks) {
        List<UUID> ids = Stream.generate(UUID::randomUUID).limit(tasks).toList();
        if (writes) {
            states.insertAll(ids);
        }
        scheduler.scheduleBatch(
                ids.stream()
                        .<TaskInstance<?>>map(id -> task.instance(id.toString()))
                        .toList(),
                Instant.now());
    }

    @Override
    public TaskCount started() {
        return started;
    }

    @Override
    public TaskCount ended() {
        return ended;
    }

    @Override
    public void close() {
        scheduler.stop();
        database.close();
    }

    private static JdbcCustomization customization(DurableDatabase.Kind kind) {
        return switch (kind) {
            case POSTGRESQL -> new PostgreSqlJdbcCustomization(true, false);
            case H2 -> new H2Customization();
        };
    }

    /** Lock-and-fetch on H2, which db-scheduler does not bring. */
    private static final class H2Customization extends DefaultJdbcCustomization {
        H2Customization() {
            super(false);
        }

        @Override
        public String getName() {
            return "H2";
        }

        @Override
        public boolean supportsGenericLockAndFetch() {
            return true;
        }

        @Override
        public String createGenericSelectForUpdateQuery(String table, int limit, String condition, boolean byPriority) {
            return "select * from %s where picked = ? and execution_time <= ? %s order by execution_time fetch first %d rows only for update skip locked"
                    .formatted(table, condition, limit);
        }
    }

    /** The table as db-scheduler's documentation has it, with its indexes. */
    private static String table(String bytes) {
        return """
            create table scheduled_tasks (
              task_name varchar(100) not null,
              task_instance varchar(100) not null,
              task_data %s,
              execution_time timestamp with time zone not null,
              picked boolean not null,
              picked_by varchar(50),
              last_success timestamp with time zone,
              last_failure timestamp with time zone,
              consecutive_failures int,
              last_heartbeat timestamp with time zone,
              version bigint not null,
              priority smallint,
              primary key (task_name, task_instance)
            );
            create index execution_time_idx on scheduled_tasks (execution_time);
            create index last_heartbeat_idx on scheduled_tasks (last_heartbeat);
            """.formatted(bytes);
    }
}
