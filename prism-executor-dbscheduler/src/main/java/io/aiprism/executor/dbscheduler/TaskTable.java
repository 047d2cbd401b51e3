package io.aiprism.executor.dbscheduler;

import io.aiprism.task.GroupId;
import io.aiprism.task.Progress;
import io.aiprism.task.TaskFailure;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskLookup;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskQuery;
import io.aiprism.task.TaskState;
import io.aiprism.task.TaskStatus;
import io.aiprism.task.spi.NewTask;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tasks: table {@code prism_task}. */
final class TaskTable {
    private static final long LONGEST = Duration.ofDays(365_000).toMillis();
    private static final String STATUS = "select id, type, tenant, state, attempt, progress_done, progress_total,"
            + " progress_text, submitted_at, started_at, ended_at, expired_at, deadline, group_id, labels from prism_task";

    static final String INSERT =
            "insert into prism_task (id, type, tenant, idempotency_key, group_id, state, sort_key, dispatched, input,"
                    + " options, labels, context, submitted_at, start_at, not_before, deadline, keep_for, changed_at,"
                    + " changed_by) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    /** What a start sets. */
    static final String STARTED = " state = 'RUNNING', attempt = attempt + 1, dispatched = true, started_at = ?,"
            + " last_sequence = last_sequence + 1, changed_at = ?, changed_by = ?";
    /** What an end sets. */
    static final String ENDED = " state = ?, result = ?, weight = ?, reason = ?, error_type = ?, timed_out_at = ?,"
            + " not_before = null, ended_at = ?, expires_at = ? + coalesce(keep_for, ?), last_sequence = last_sequence + 1,"
            + " changed_at = ?, changed_by = ?";

    /** Chooses a running task if it still runs that attempt. */
    static final String HELD = " where id = ? and state = 'RUNNING' and attempt = ?";

    private TaskTable() {}

    /** A task's row as far as transitions need it. */
    record Locked(
            TaskState state, int attempt, @Nullable GroupId group, long deadline, boolean expired, String changedBy) {
        boolean runs(StoredLease lease) {
            return state == TaskState.RUNNING && attempt == lease.attempt();
        }
    }

    static UUID uuid(TaskId id) {
        return new UUID(id.high(), id.low());
    }

    static TaskId id(ResultSet row, String column) throws SQLException {
        UUID uuid = row.getObject(column, UUID.class);
        return new TaskId(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }

    /** The state in which a task is submitted. */
    static TaskState stateAtFirst(NewTask task) {
        return task.isDue() ? TaskState.QUEUED : TaskState.SCHEDULED;
    }

    /** The values of {@link #INSERT}. */
    static @Nullable Object[] inserted(NewTask task, @Nullable GroupId group, Change change) {
        TaskOptions options = task.options();
        return new @Nullable Object[] {
            uuid(task.id()),
            task.type(),
            options.tenant(),
            options.idempotencyKey().orElse(null),
            group == null ? null : uuid(group.value()),
            stateAtFirst(task),
            task.sortKey(),
            task.dispatched(),
            task.input(),
            StoredOptions.write(options),
            StoredOptions.writeMap(options.labels()),
            StoredOptions.writeMap(task.context()),
            task.submittedAt(),
            task.startAt(),
            task.isDue() ? null : task.startAt(),
            task.deadline(),
            options.retention().map(TaskTable::millis).orElse(null),
            change.millis(),
            change.node()
        };
    }

    /** A length of time in milliseconds that can be added to a time. */
    static long millis(Duration duration) {
        return duration.compareTo(Duration.ofMillis(LONGEST)) > 0 ? LONGEST : duration.toMillis();
    }

    static @Nullable TaskId withKeyOf(Session session, NewTask task) throws SQLException {
        String key = task.options().idempotencyKey().orElse(null);
        return key == null
                ? null
                : session.one(
                        "select id from prism_task where tenant = ? and idempotency_key = ?",
                        row -> id(row, "id"),
                        task.options().tenant(),
                        key.replace('\0', '\uFFFD'));
    }

    static @Nullable TaskState state(Session session, TaskId task) throws SQLException {
        return session.one(
                "select state from prism_task where id = ?", row -> TaskState.valueOf(row.getString(1)), uuid(task));
    }

    static @Nullable Locked lock(Session session, TaskId task) throws SQLException {
        return session.one(
                "select state, attempt, group_id, deadline, expired_at, changed_by from prism_task where id = ? for update",
                row -> new Locked(
                        TaskState.valueOf(row.getString("state")),
                        row.getInt("attempt"),
                        row.getObject("group_id") == null ? null : new GroupId(id(row, "group_id")),
                        row.getLong("deadline"),
                        row.getObject("expired_at") != null,
                        row.getString("changed_by")),
                uuid(task));
    }

    /** Locks a running task if it still runs the lease's attempt. */
    static boolean holds(Session session, StoredLease lease) throws SQLException {
        Locked row = lock(session, lease.id());
        return row != null && row.runs(lease);
    }

    static boolean start(Session session, TaskId task, long at, Change change) throws SQLException {
        return session.update(
                        "update prism_task set" + STARTED + " where id = ? and state = 'QUEUED'",
                        at,
                        change.millis(),
                        change.node(),
                        uuid(task))
                == 1;
    }

    /** Takes a locked task into a state in which it waits or is queued. */
    static void await(Session session, TaskId task, TaskState state, long notBefore, boolean counted, Change change)
            throws SQLException {
        session.update(
                "update prism_task set state = ?, not_before = ?, retries = retries + ?,"
                        + " last_sequence = last_sequence + 1, changed_at = ?, changed_by = ? where id = ?",
                state,
                state == TaskState.QUEUED ? null : notBefore,
                counted ? 1 : 0,
                change.millis(),
                change.node(),
                uuid(task));
    }

    /** Takes a group's finisher that still waits to {@code QUEUED}. */
    static boolean release(Session session, TaskId finisher, byte[] input, Change change) throws SQLException {
        return session.update(
                        "update prism_task set state = 'QUEUED', input = ?, not_before = null,"
                                + " last_sequence = last_sequence + 1, changed_at = ?, changed_by = ?"
                                + " where id = ? and state = 'SCHEDULED'",
                        input,
                        change.millis(),
                        change.node(),
                        uuid(finisher))
                == 1;
    }

    /** Ends a locked task. */
    static void end(Session session, TaskId task, Ending ending, Change change) throws SQLException {
        List<@Nullable Object> values = ended(ending, change);
        values.add(uuid(task));
        session.update("update prism_task set" + ENDED + " where id = ?", values.toArray());
    }

    /** The values of {@link #ENDED}. */
    static List<@Nullable Object> ended(Ending ending, Change change) {
        TaskOutcome<?> outcome = ending.outcome();
        return new ArrayList<@Nullable Object>(Arrays.<@Nullable Object>asList(
                outcome.state(),
                outcome instanceof TaskOutcome.Succeeded<?>(var value) ? value : null,
                ending.weight(),
                switch (outcome) {
                    case TaskOutcome.Failed<?>(var failure) -> failure.message();
                    case TaskOutcome.Cancelled<?>(var reason) -> reason;
                    case TaskOutcome.Succeeded<?> succeeded -> null;
                    case TaskOutcome.TimedOut<?> timedOut -> null;
                },
                outcome instanceof TaskOutcome.Failed<?>(var failure) ? failure.type() : null,
                outcome instanceof TaskOutcome.TimedOut<?>(var deadline) ? deadline.toEpochMilli() : null,
                ending.at(),
                ending.at(),
                ending.keepFor(),
                change.millis(),
                change.node()));
    }

    /** Counts an event of a locked task. Returns its number. */
    static long nextSequence(Session session, TaskId task, Change change) throws SQLException {
        session.update(
                "update prism_task set last_sequence = last_sequence + 1, changed_at = ?, changed_by = ? where id = ?",
                change.millis(),
                change.node(),
                uuid(task));
        Long sequence =
                session.one("select last_sequence from prism_task where id = ?", row -> row.getLong(1), uuid(task));
        if (sequence == null) {
            throw new SQLException("task %s has gone although it is locked".formatted(task));
        }
        return sequence;
    }

    static void progress(Session session, TaskId task, Progress progress) throws SQLException {
        session.update(
                "update prism_task set progress_done = ?, progress_total = ?, progress_text = ? where id = ?",
                progress.done(),
                progress.total(),
                progress.message(),
                uuid(task));
    }

    static StoredLease lease(Session session, StoredHandle handle) throws SQLException {
        StoredLease lease =
                session.one("select * from prism_task where id = ?", row -> lease(row, handle), uuid(handle.id()));
        if (lease == null) {
            throw new SQLException("task %s has gone although it is locked".formatted(handle.id()));
        }
        return lease;
    }

    static StoredLease lease(ResultSet row, StoredHandle handle) throws SQLException {
        var task = new NewTask(
                handle.id(),
                row.getString("type"),
                row.getBytes("input"),
                StoredOptions.read(
                        row.getString("options"),
                        row.getString("tenant"),
                        row.getString("idempotency_key"),
                        StoredOptions.readMap(row.getString("labels"))),
                StoredOptions.readMap(row.getString("context")),
                row.getLong("sort_key"),
                row.getLong("submitted_at"),
                row.getLong("start_at"),
                row.getLong("deadline"),
                row.getBoolean("dispatched"));
        GroupId group = row.getObject("group_id") == null ? null : new GroupId(id(row, "group_id"));
        return new StoredLease(handle, task, group, row.getInt("attempt"), row.getInt("retries"));
    }

    static TaskLookup find(Session session, TaskId task) throws SQLException {
        TaskLookup found = session.one(STATUS + " where id = ?", TaskTable::lookup, uuid(task));
        return found == null ? new TaskLookup.Unknown(task) : found;
    }

    private static TaskLookup lookup(ResultSet row) throws SQLException {
        return row.getObject("expired_at") == null
                ? new TaskLookup.Found(status(row))
                : new TaskLookup.Expired(
                        id(row, "id"),
                        TaskState.valueOf(row.getString("state")),
                        Instant.ofEpochMilli(row.getLong("ended_at")));
    }

    private static TaskStatus status(ResultSet row) throws SQLException {
        TaskState state = TaskState.valueOf(row.getString("state"));
        return new TaskStatus(
                id(row, "id"),
                row.getString("type"),
                row.getString("tenant"),
                state,
                row.getInt("attempt"),
                state == TaskState.CANCELLED,
                row.getObject("progress_done") == null
                        ? Optional.empty()
                        : Optional.of(new Progress(
                                row.getLong("progress_done"),
                                row.getLong("progress_total"),
                                row.getString("progress_text"))),
                Instant.ofEpochMilli(row.getLong("submitted_at")),
                instant(row, "started_at"),
                instant(row, "ended_at"),
                Instant.ofEpochMilli(row.getLong("deadline")),
                row.getObject("group_id") == null ? Optional.empty() : Optional.of(new GroupId(id(row, "group_id"))),
                StoredOptions.readMap(row.getString("labels")));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column) == null
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(row.getLong(column)));
    }

    static List<TaskStatus> list(Session session, TaskQuery query) throws SQLException {
        if (query.states().isEmpty()) {
            return List.of();
        }
        var sql = new StringBuilder(STATUS).append(" where expired_at is null and state in (");
        List<@Nullable Object> values = new ArrayList<>();
        sql.append(
                query.states().stream().map(state -> "'" + state.name() + "'").collect(Collectors.joining(", ")));
        sql.append(')');
        if (query.states().stream().noneMatch(TaskState::isTerminal)) {
            sql.append(" and ended_at is null");
        }
        query.tenant().ifPresent(tenant -> {
            sql.append(" and tenant = ?");
            values.add(tenant);
        });
        query.type().ifPresent(type -> {
            sql.append(" and type = ?");
            values.add(type);
        });
        query.group().ifPresent(group -> {
            sql.append(" and group_id = ?");
            values.add(uuid(group.value()));
        });
        sql.append(" order by number fetch first ").append(query.limit()).append(" rows only");
        return session.query(sql.toString(), TaskTable::status, values.toArray());
    }

    static @Nullable TaskOutcome<?> outcome(Session session, TaskId task) throws SQLException {
        return session.one(
                "select state, result, reason, error_type, timed_out_at from prism_task"
                        + " where id = ? and ended_at is not null and expired_at is null",
                TaskTable::outcome,
                uuid(task));
    }

    private static TaskOutcome<?> outcome(ResultSet row) throws SQLException {
        TaskState state = TaskState.valueOf(row.getString("state"));
        return switch (state) {
            case SUCCEEDED -> new TaskOutcome.Succeeded<>(row.getBytes("result"));
            case FAILED ->
                new TaskOutcome.Failed<>(
                        new TaskFailure(row.getString("error_type"), row.getString("reason"), Optional.empty()));
            case CANCELLED -> new TaskOutcome.Cancelled<>(row.getString("reason"));
            case TIMED_OUT -> new TaskOutcome.TimedOut<>(Instant.ofEpochMilli(row.getLong("timed_out_at")));
            case SCHEDULED, QUEUED, RUNNING, RETRY_WAIT -> throw new SQLException("a task has ended in state " + state);
        };
    }

    static List<TaskId> overdue(Session session, long now) throws SQLException {
        return session.query(
                "select id from prism_task where ended_at is null and deadline <= ?", row -> id(row, "id"), now);
    }

    static @Nullable Long nextDeadline(Session session) throws SQLException {
        return session.one(
                "select deadline from prism_task where ended_at is null order by deadline fetch first 1 row only",
                row -> row.getLong(1));
    }

    /** Tasks that wait for a time that has come, the earliest first. */
    static List<TaskId> due(Session session, long now, int limit) throws SQLException {
        return session.query(
                "select id from prism_task where not_before <= ? order by not_before, number fetch first " + limit
                        + " rows only",
                row -> id(row, "id"),
                now);
    }

    static @Nullable Long nextDue(Session session) throws SQLException {
        return session.one(
                "select not_before from prism_task where not_before < " + NewTask.WHEN_GROUP_ENDS
                        + " order by not_before fetch first 1 row only",
                row -> row.getLong(1));
    }

    static int queued(Session session) throws SQLException {
        Integer count = session.one(
                "select count(*) from prism_task where ended_at is null and state = 'QUEUED'", row -> row.getInt(1));
        return count == null ? 0 : count;
    }

    /** The largest sort key of a tenant's queued tasks, and of all those that run. What was picked may yet be put back. */
    static long lastSortKey(Session session, String tenant) throws SQLException {
        Long last = session.one(
                "select greatest(coalesce((select max(sort_key) from prism_task"
                        + " where tenant = ? and ended_at is null and state = 'QUEUED'), 0),"
                        + " coalesce((select sort_key from prism_scheduled_tasks where picked = true"
                        // No join, which PostgreSQL would make for all of them before it sorts.
                        + " and (select state from prism_task where id = cast(task_instance as uuid)) = 'RUNNING'"
                        + " order by picked desc, sort_key desc fetch first 1 row only), 0))",
                row -> row.getLong(1),
                tenant);
        return last == null ? 0 : last;
    }

    /** How many of a tenant's tasks run. */
    static int running(Session session, String tenant) throws SQLException {
        Integer count = session.one(
                "select count(*) from prism_scheduled_tasks join prism_task on id = cast(task_instance as uuid)"
                        + " where picked = true and prism_scheduled_tasks.tenant = ? and state = 'RUNNING'",
                row -> row.getInt(1),
                tenant);
        return count == null ? 0 : count;
    }

    static int waiting(Session session) throws SQLException {
        Integer count =
                session.one("select count(*) from prism_task where not_before is not null", row -> row.getInt(1));
        return count == null ? 0 : count;
    }
}
