package io.aiprism.executor.dbscheduler;

import io.aiprism.task.GroupId;
import io.aiprism.task.Progress;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskState;
import io.aiprism.task.spi.NewTask;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tasks: table {@code prism_task}. */
final class TaskTable {
    private static final long LONGEST = Duration.ofDays(365_000).toMillis();
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

    static int waiting(Session session) throws SQLException {
        Integer count =
                session.one("select count(*) from prism_task where not_before is not null", row -> row.getInt(1));
        return count == null ? 0 : count;
    }
}
