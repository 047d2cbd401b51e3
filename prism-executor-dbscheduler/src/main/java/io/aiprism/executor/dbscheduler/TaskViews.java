package io.aiprism.executor.dbscheduler;

import io.aiprism.task.GroupId;
import io.aiprism.task.Progress;
import io.aiprism.task.TaskFailure;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskLookup;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskQuery;
import io.aiprism.task.TaskState;
import io.aiprism.task.TaskStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What may be asked of tasks: their statuses and outcomes, from table {@code prism_task}. Nothing here locks or changes a row. */
final class TaskViews {
    private static final String STATUS = "select id, type, tenant, state, attempt, progress_done, progress_total,"
            + " progress_text, submitted_at, started_at, ended_at, expired_at, deadline, group_id, labels from prism_task";

    private TaskViews() {}

    static TaskLookup find(Session session, TaskId task) throws SQLException {
        TaskLookup found = session.one(STATUS + " where id = ?", TaskViews::lookup, TaskTable.uuid(task));
        return found == null ? new TaskLookup.Unknown(task) : found;
    }

    private static TaskLookup lookup(ResultSet row) throws SQLException {
        return row.getObject("expired_at") == null
                ? new TaskLookup.Found(status(row))
                : new TaskLookup.Expired(
                        TaskTable.id(row, "id"),
                        TaskState.valueOf(row.getString("state")),
                        Instant.ofEpochMilli(row.getLong("ended_at")));
    }

    private static TaskStatus status(ResultSet row) throws SQLException {
        TaskState state = TaskState.valueOf(row.getString("state"));
        return new TaskStatus(
                TaskTable.id(row, "id"),
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
                row.getObject("group_id") == null
                        ? Optional.empty()
                        : Optional.of(new GroupId(TaskTable.id(row, "group_id"))),
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
            values.add(TaskTable.uuid(group.value()));
        });
        sql.append(" order by number fetch first ").append(query.limit()).append(" rows only");
        return session.query(sql.toString(), TaskViews::status, values.toArray());
    }

    static @Nullable TaskOutcome<?> outcome(Session session, TaskId task) throws SQLException {
        return session.one(
                "select state, result, reason, error_type, timed_out_at from prism_task"
                        + " where id = ? and ended_at is not null and expired_at is null",
                TaskViews::outcome,
                TaskTable.uuid(task));
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
}
