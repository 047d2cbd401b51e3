package io.aiprism.executor.dbscheduler;

import io.aiprism.task.GroupId;
import io.aiprism.task.Progress;
import io.aiprism.task.TaskEvent;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** What has happened to tasks: table {@code prism_task_event}. Numbers come from the task's row, which the caller has locked. */
final class EventTable {
    static final String INTO_STATES =
            "insert into prism_task_event (task_id, sequence, happened_at, kind, state, attempt,"
                    + " recorded_at, node)";

    private EventTable() {}

    /**
     * That a task came into a state.
     *
     * @param at milliseconds since the epoch
     */
    record Step(long sequence, TaskState state, int attempt, long at) {}

    static void changed(Session session, TaskId task, Step step, Change change) throws SQLException {
        session.update(
                INTO_STATES + " values (?, ?, ?, 'STATE', ?, ?, ?, ?)",
                TaskTable.uuid(task),
                step.sequence(),
                step.at(),
                step.state(),
                step.attempt(),
                change.millis(),
                change.node());
    }

    /** All members of a group have just been submitted. */
    static void submitted(Session session, GroupId group) throws SQLException {
        session.update(
                INTO_STATES + " select id, 1, submitted_at, 'STATE', state, 0, changed_at, changed_by from prism_task"
                        + " where group_id = ?",
                TaskTable.uuid(group.value()));
    }

    /** The task has come into the state in its row. */
    static void changed(Session session, TaskId task, long at) throws SQLException {
        session.update(
                INTO_STATES
                        + " select id, last_sequence, cast(? as bigint), 'STATE', state, attempt, changed_at, changed_by"
                        + " from prism_task where id = ?",
                at,
                TaskTable.uuid(task));
    }

    static void add(Session session, TaskId task, long sequence, TaskEvent.Detail detail, long at) throws SQLException {
        switch (detail) {
            case TaskEvent.StateChanged(var state, var attempt) ->
                session.update(
                        "insert into prism_task_event (task_id, sequence, happened_at, kind, state, attempt)"
                                + " values (?, ?, ?, 'STATE', ?, ?)",
                        TaskTable.uuid(task),
                        sequence,
                        at,
                        state,
                        attempt);
            case TaskEvent.Progressed(var progress) ->
                session.update(
                        "insert into prism_task_event (task_id, sequence, happened_at, kind, done, total, text)"
                                + " values (?, ?, ?, 'PROGRESS', ?, ?, ?)",
                        TaskTable.uuid(task),
                        sequence,
                        at,
                        progress.done(),
                        progress.total(),
                        progress.message());
            case TaskEvent.PartEmitted part ->
                session.update(
                        "insert into prism_task_event (task_id, sequence, happened_at, kind, text, part)"
                                + " values (?, ?, ?, 'PART', ?, ?)",
                        TaskTable.uuid(task),
                        sequence,
                        at,
                        part.name(),
                        part.bytes());
        }
    }

    /** A task that another node took into a state. */
    record Elsewhere(TaskId task, long sequence, TaskState state, int attempt, long recordedAt) {}

    /** The states into which other nodes have taken tasks since then, by the time of the database, in order. */
    static List<Elsewhere> elsewhere(Session session, long since, String node) throws SQLException {
        return session.query(
                "select task_id, sequence, state, attempt, recorded_at from prism_task_event"
                        + " where kind = 'STATE' and recorded_at >= ? and node <> ? order by recorded_at, sequence",
                row -> new Elsewhere(
                        TaskTable.id(row, "task_id"),
                        row.getLong("sequence"),
                        TaskState.valueOf(row.getString("state")),
                        row.getInt("attempt"),
                        row.getLong("recorded_at")),
                since,
                node);
    }

    static List<TaskEvent> after(Session session, TaskId task, long sequence) throws SQLException {
        return session.query(
                "select * from prism_task_event where task_id = ? and sequence > ? order by sequence",
                row -> read(task, row),
                TaskTable.uuid(task),
                sequence);
    }

    private static TaskEvent read(TaskId task, ResultSet row) throws SQLException {
        TaskEvent.Detail detail = switch (row.getString("kind")) {
            case "STATE" ->
                new TaskEvent.StateChanged(TaskState.valueOf(row.getString("state")), row.getInt("attempt"));
            case "PROGRESS" ->
                new TaskEvent.Progressed(
                        new Progress(row.getLong("done"), row.getLong("total"), row.getString("text")));
            case "PART" -> new TaskEvent.PartEmitted(row.getString("text"), row.getBytes("part"));
            default ->
                throw new SQLException(
                        "an event of task %s is of unknown kind '%s'".formatted(task, row.getString("kind")));
        };
        return new TaskEvent(task, row.getLong("sequence"), Instant.ofEpochMilli(row.getLong("happened_at")), detail);
    }
}
