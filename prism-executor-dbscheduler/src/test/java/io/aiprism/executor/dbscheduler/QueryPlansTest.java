package io.aiprism.executor.dbscheduler;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.aiprism.task.GroupId;
import io.aiprism.task.Progress;
import io.aiprism.task.Retention;
import io.aiprism.task.TaskEvent;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskQuery;
import io.aiprism.task.TaskState;
import io.aiprism.task.spi.NewTask;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * How PostgreSQL runs each query of this module when there are many tasks. {@code docs/durable-tasks-queries.md} has what the long
 * test printed.
 */
final class QueryPlansTest {
    private static final long NOW = System.currentTimeMillis();
    private static final Retention RETENTION = Retention.DEFAULT
            .withTtl(Duration.ofDays(30))
            .withMaxTasks(Integer.MAX_VALUE)
            .withTombstones(Duration.ofDays(30), Integer.MAX_VALUE);

    @Test
    @Tag("ci")
    @Timeout(300)
    void no_query_reads_all_of_a_hundred_thousand_tasks() throws Exception {
        assertThat(plans(100_000))
                .isNotEmpty()
                .allSatisfy(plan -> assertThat(plan.text())
                        .as(plan.operation() + ": " + plan.sql())
                        .doesNotContainPattern("Seq Scan on prism_(task|task_event|scheduled_tasks) "));
    }

    @Test
    @Tag("long")
    void what_the_database_does_with_a_million_tasks_is_printed() throws Exception {
        int tasks = Integer.getInteger("prism.tasks", 1_000_000);
        plans(tasks).forEach(plan -> System.out.printf("== %s%n%s%n%s%n%n", plan.operation(), plan.sql(), plan.text()));
    }

    private static List<ExplainedDatabase.Plan> plans(int tasks) throws IOException, SQLException {
        var server = new PostgresDatabase();
        try (HikariDataSource pool = server.open()) {
            fill(pool, tasks);
            var explained = new ExplainedDatabase(pool);
            useAll(explained, new Transactions(explained.dataSource()), new Transactions(pool));
            return explained.plans();
        }
    }

    /** Of a thousand tasks 950 have ended, 50 of them are tombstones; 40 are queued, 9 scheduled or waiting, and one runs. */
    private static void fill(HikariDataSource pool, int tasks) throws IOException, SQLException {
        String script;
        try (InputStream in = Dialect.class.getResourceAsStream("postgresql/V1__prism_tasks.sql")) {
            script = new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^ *--.*$", "");
        }
        List<String> commands = Arrays.stream(script.split(";", -1))
                .map(String::strip)
                .filter(command -> !command.isEmpty())
                .toList();
        try (var connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            for (String command : commands) {
                if (command.startsWith("CREATE TABLE")) {
                    statement.execute(command);
                }
            }
            statement.execute("""
                    insert into prism_task (id, type, tenant, idempotency_key, group_id, state, attempt, sort_key, dispatched,
                      input, options, labels, context, submitted_at, start_at, not_before, deadline, started_at, ended_at,
                      expires_at, expired_at, result, weight, last_sequence, changed_at, changed_by)
                    select cast(md5('task' || n) as uuid), 'work', 'tenant' || n %% 20,
                      case when n %% 10 = 0 then 'key' || n end,
                      case when n %% 10 = 1 then cast(md5('group' || n / 1000) as uuid) end,
                      case when ended then 'SUCCEEDED' when k < 990 then 'QUEUED' when k < 998 then 'SCHEDULED'
                        when k < 999 then 'RETRY_WAIT' else 'RUNNING' end,
                      case when ended or k = 999 then 1 else 0 end, n, true,
                      convert_to(repeat('i', 200), 'UTF8'), '{}', '{}', '{}', at, at,
                      case when k between 990 and 998 then at + 3600000 end, at + 86400000,
                      case when ended or k = 999 then at + 10 end, case when ended then at + 1000 end,
                      case when ended then at + 2592001000 end, case when k < 50 then at + 1000 end,
                      case when k between 50 and 949 then convert_to(repeat('r', 300), 'UTF8') end, 300, 3, at, 'node'
                    from (select n, n * 37 %% 1000 as k, n * 37 %% 1000 < 950 as ended, %d - (%d - n) * 100 as at
                          from generate_series(1, %d) n) generated""".formatted(NOW, tasks, tasks));
            statement.execute("""
                    insert into prism_task_event (task_id, sequence, happened_at, kind, state, attempt, recorded_at, node)
                    select id, 1, submitted_at, 'STATE', 'QUEUED', 0, submitted_at, 'node' from prism_task""");
            statement.execute("""
                    insert into prism_scheduled_tasks (task_name, task_instance, execution_time, picked, picked_by,
                      last_heartbeat, version, task_type, tenant, sort_key, number)
                    select 'prism', cast(id as varchar), now() - interval '1 day', state = 'RUNNING', 'node',
                      case when state = 'RUNNING' then now() end, 1, type, tenant, sort_key, number
                    from prism_task where state in ('QUEUED', 'RUNNING')""");
            statement.execute("insert into prism_group (id, total) select distinct group_id, 100 from prism_task"
                    + " where group_id is not null");
            for (String command : commands) {
                if (!command.startsWith("CREATE TABLE")) {
                    statement.execute(command);
                }
            }
            statement.execute("vacuum analyze");
        }
    }

    /** Does everything that the executor asks the database for. */
    private static void useAll(ExplainedDatabase explained, Transactions transactions, Transactions silent) {
        var clock = new DatabaseClock(transactions);
        var transitions = new PostgresTransitions(transactions, clock, RETENTION, "here", DbSchedulerSettings.NO_LIMIT);
        var at = Instant.ofEpochMilli(NOW);
        explained.begin("submit");
        NewTask task = task(TaskOptions.DEFAULT);
        transitions.submit(task);
        explained.begin("submit with a key that is taken");
        transitions.submit(task(
                TaskOptions.builder().tenant("tenant10").idempotencyKey("key10").build()));
        explained.begin("pick");
        transactions.run(session -> session.query(
                Dispatcher.selectForUpdate(
                        Dispatcher.NOT_AWAITED, QueueTable.NAME, 4, "", Set.of(), DbSchedulerSettings.NO_LIMIT),
                row -> row.getString("task_instance"),
                false,
                clock.now()));
        silent.run(session -> session.update(
                "update prism_scheduled_tasks set picked = true, picked_by = 'here' where task_instance = ?",
                task.id().toString()));
        explained.begin("start");
        StoredLease lease = transitions.start(new StoredHandle(task.id(), transactions, 1L), at);
        assertThat(lease).isNotNull();
        explained.begin("progress");
        transitions.append(lease, new TaskEvent.Progressed(new Progress(1, 2, "")), at);
        explained.begin("record a step");
        transitions.recordStep(lease, "step", new byte[10]);
        explained.begin("finish");
        transitions.finish(lease, new TaskOutcome.Succeeded<>(new byte[10]), 10, at);
        TaskId member = silent.run(session -> session.one(
                "select id from prism_task where group_id is not null and state = 'QUEUED' fetch first 1 row only",
                row -> TaskTable.id(row, "id")));
        silent.run(session -> session.update(
                "update prism_scheduled_tasks set picked = true, picked_by = 'here' where task_instance = ?",
                member.toString()));
        explained.begin("start a member");
        StoredLease ofGroup = transitions.start(new StoredHandle(member, transactions, 1L), at);
        explained.begin("finish a member");
        transitions.finish(ofGroup, new TaskOutcome.Succeeded<>(new byte[10]), 10, at);
        TaskId queued = silent.run(session -> session.one(
                "select id from prism_task where state = 'QUEUED' and group_id is null fetch first 1 row only",
                row -> TaskTable.id(row, "id")));
        explained.begin("cancel");
        transitions.cancel(queued, "reason", at);
        ask(explained, transactions, queued);
        explained.begin("purge");
        new ExpiredTasks(transactions, RETENTION).purge(NOW);
        explained.begin("forget");
        new ExpiredTasks(transactions, RETENTION).expire(queued, NOW);
    }

    private static void ask(ExplainedDatabase explained, Transactions transactions, TaskId task) {
        GroupId group = new GroupId(task);
        ask(explained, transactions, "status", session -> TaskViews.find(session, task));
        ask(explained, transactions, "state", session -> TaskTable.state(session, task));
        ask(explained, transactions, "outcome", session -> TaskViews.outcome(session, task));
        ask(explained, transactions, "events", session -> EventTable.after(session, task, 0));
        ask(explained, transactions, "step", session -> StepTable.find(session, task, "step"));
        ask(explained, transactions, "group", session -> GroupTable.find(session, group));
        ask(explained, transactions, "list all", session -> TaskViews.list(session, TaskQuery.ALL));
        ask(
                explained,
                transactions,
                "list a tenant's",
                session -> TaskViews.list(session, query(EnumSet.allOf(TaskState.class), "tenant3")));
        ask(
                explained,
                transactions,
                "list what has not ended",
                session -> TaskViews.list(session, query(EnumSet.of(TaskState.RUNNING, TaskState.QUEUED), null)));
        ask(
                explained,
                transactions,
                "list a tenant's that run",
                session -> TaskViews.list(session, query(EnumSet.of(TaskState.RUNNING), "tenant3")));
        ask(explained, transactions, "list a group", session -> TaskViews.list(session, TaskQuery.ofGroup(group)));
        ask(explained, transactions, "overdue", session -> TaskTable.overdue(session, 0));
        ask(explained, transactions, "next deadline", TaskTable::nextDeadline);
        ask(explained, transactions, "due", session -> TaskTable.due(session, NOW, 100));
        ask(explained, transactions, "next due", TaskTable::nextDue);
        ask(explained, transactions, "count waiting", TaskTable::waiting);
        ask(explained, transactions, "count queued", TaskTable::queued);
        ask(explained, transactions, "last sort key", session -> QueueTable.lastSortKey(session, "tenant3"));
        ask(explained, transactions, "count a tenant's running", session -> QueueTable.running(session, "tenant3"));
        ask(
                explained,
                transactions,
                "leases and watched tasks",
                session -> Watch.rows(session, new UUID[] {TaskTable.uuid(task), new UUID(1, 2)}));
        ask(
                explained,
                transactions,
                "states for listeners",
                session -> EventTable.elsewhere(session, NOW - 5_000, "here"));
        ask(explained, transactions, "silent nodes", session -> QueueTable.silentSince(session, Instant.EPOCH));
    }

    private static <T> void ask(
            ExplainedDatabase explained, Transactions transactions, String name, Transactions.Work<T> work) {
        explained.begin(name);
        transactions.single(work);
    }

    private static TaskQuery query(Set<TaskState> states, String tenant) {
        return new TaskQuery(states, Optional.ofNullable(tenant), Optional.empty(), Optional.empty(), 100);
    }

    private static NewTask task(TaskOptions options) {
        return new NewTask(
                TaskId.parse(UUID.randomUUID().toString()),
                "work",
                new byte[200],
                options,
                Map.of(),
                2_000_000,
                NOW,
                NOW,
                NOW + 3_600_000,
                true);
    }
}
