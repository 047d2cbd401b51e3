package io.aiprism.executor.dbscheduler;

import io.aiprism.task.TaskId;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Results of steps: table {@code prism_task_step}. */
final class StepTable {
    private StepTable() {}

    static byte @Nullable [] find(Session session, TaskId task, String name) throws SQLException {
        return session.one(
                "select result from prism_task_step where task_id = ? and name = ?",
                row -> row.getBytes(1),
                TaskTable.uuid(task),
                name);
    }

    /** Records a result of a task that is locked. */
    static void put(Session session, TaskId task, String name, byte[] result) throws SQLException {
        int updated = session.update(
                "update prism_task_step set result = ? where task_id = ? and name = ?",
                result,
                TaskTable.uuid(task),
                name);
        if (updated == 0) {
            session.update(
                    "insert into prism_task_step (task_id, name, result) values (?, ?, ?)",
                    TaskTable.uuid(task),
                    name,
                    result);
        }
    }
}
