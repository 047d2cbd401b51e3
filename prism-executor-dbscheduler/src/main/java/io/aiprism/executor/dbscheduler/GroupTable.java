package io.aiprism.executor.dbscheduler;

import io.aiprism.task.GroupId;
import io.aiprism.task.GroupStatus;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskState;
import io.aiprism.task.spi.NewGroup;
import io.aiprism.task.spi.NewTask;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Groups: table {@code prism_group}. Members are counted in the transaction that ends them. */
final class GroupTable {
    private GroupTable() {}

    /** A group's row. */
    record Counted(GroupStatus status, @Nullable TaskId finisher) {}

    static void insert(Session session, NewGroup group) throws SQLException {
        session.update(
                "insert into prism_group (id, total, finisher) values (?, ?, ?)",
                TaskTable.uuid(group.id().value()),
                group.members().size(),
                group.finisher().map(NewTask::id).map(TaskTable::uuid).orElse(null));
    }

    static Counted count(Session session, GroupId group, TaskState end) throws SQLException {
        String column = column(end);
        session.update(
                "update prism_group set %s = %s + 1 where id = ?".formatted(column, column),
                TaskTable.uuid(group.value()));
        Counted counted = find(session, group);
        if (counted == null) {
            throw new SQLException("group %s is not stored".formatted(group));
        }
        return counted;
    }

    /** Where members are counted that have ended so. */
    static String column(TaskState end) {
        return switch (end) {
            case SUCCEEDED -> "succeeded";
            case FAILED -> "failed";
            case CANCELLED -> "cancelled";
            case TIMED_OUT -> "timed_out";
            case SCHEDULED, QUEUED, RUNNING, RETRY_WAIT ->
                throw new IllegalArgumentException("a member cannot end in state " + end);
        };
    }

    static @Nullable Counted find(Session session, GroupId group) throws SQLException {
        return session.one(
                "select * from prism_group where id = ?", row -> read(row, group), TaskTable.uuid(group.value()));
    }

    static Counted read(ResultSet row, GroupId group) throws SQLException {
        return new Counted(
                new GroupStatus(
                        group,
                        row.getInt("total"),
                        row.getInt("succeeded"),
                        row.getInt("failed"),
                        row.getInt("cancelled"),
                        row.getInt("timed_out")),
                row.getObject("finisher") == null ? null : TaskTable.id(row, "finisher"));
    }
}
