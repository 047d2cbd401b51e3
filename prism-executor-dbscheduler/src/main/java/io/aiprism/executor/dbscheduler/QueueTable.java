package io.aiprism.executor.dbscheduler;

import io.aiprism.task.GroupId;
import io.aiprism.task.TaskId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * The pointers that db-scheduler picks: table {@code prism_scheduled_tasks}. A task that is to be dispatched has one while it
 * is queued or running. Whoever changes a task and its pointer locks the task first.
 */
final class QueueTable {
    static final String NAME = "prism_scheduled_tasks";
    /** db-scheduler's name for all tasks; their own types are in a column. */
    static final String TASK = "prism";

    /** Of what the tasks' rows say; when they are due is given. */
    static final String INSERT = "insert into prism_scheduled_tasks (task_name, task_instance, execution_time, picked,"
            + " version, task_type, tenant, sort_key, number) select '" + TASK
            + "', cast(id as varchar(36)), cast(? as timestamp with time zone), false, 1, type, tenant, sort_key, number";

    private static final String PUT_BACK =
            "update prism_scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null,"
                    + " execution_time = ?, version = version + 1 where";

    /**
     * Chooses the pointer of a task if it still is what a node has picked. Not by the version alone: a database that has lost its last
     * picks in a crash gives the same one again.
     */
    static final String PICKED =
            " task_name = '" + TASK + "' and task_instance = ? and version = ? and picked = true and picked_by = ?";

    private QueueTable() {}

    /** A pointer that some node has picked. */
    record Picked(TaskId task, long version) {}

    /** Picked pointers whose node has not said since then that it is alive. */
    static List<Picked> silentSince(Session session, Instant limit) throws SQLException {
        return session.query(
                "select task_instance, version from prism_scheduled_tasks where picked = true and last_heartbeat <= ?",
                row -> new Picked(TaskId.parse(row.getString(1)), row.getLong(2)),
                limit);
    }

    /** Makes a queued task ready to be picked, whether it has a pointer already or not. Nothing for one that is not dispatched. */
    static void put(Session session, TaskId task, Instant due) throws SQLException {
        int updated = session.update(
                "update prism_scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null,"
                        + " execution_time = ?, version = version + 1 where task_name = ? and task_instance = ?",
                due,
                TASK,
                task.toString());
        if (updated == 0) {
            insert(session, task, due);
        }
    }

    /** Makes a queued task that has no pointer ready to be picked. Nothing for one that is not dispatched. */
    static void insert(Session session, TaskId task, Instant due) throws SQLException {
        session.update(INSERT + " from prism_task where id = ? and dispatched", due, TaskTable.uuid(task));
    }

    /** Makes those members of a new group ready to be picked that are queued and dispatched. */
    static void insertAll(Session session, GroupId group, Instant due) throws SQLException {
        session.update(
                INSERT + " from prism_task where group_id = ? and dispatched and state = 'QUEUED'",
                due,
                TaskTable.uuid(group.value()));
    }

    /**
     * Gives a task that was not picked to a node, which must beat for it: for what an application runs on a thread of its own.
     */
    static void hold(Session session, TaskId task, String node, Instant now) throws SQLException {
        put(session, task, now);
        session.update(
                "update prism_scheduled_tasks set picked = true, picked_by = ?, last_heartbeat = ?"
                        + " where task_name = ? and task_instance = ?",
                node,
                now,
                TASK,
                task.toString());
    }

    /** Says that a node still runs what it {@link #hold holds}. */
    static void beat(Session session, TaskId task, String node, Instant now) throws SQLException {
        session.update(
                "update prism_scheduled_tasks set last_heartbeat = ?"
                        + " where task_name = ? and task_instance = ? and picked_by = ?",
                now,
                TASK,
                task.toString(),
                node);
    }

    /** Whether a pointer still is what a node has picked. */
    static boolean isPicked(Session session, TaskId task, long version, String node) throws SQLException {
        return session.one(
                        "select version from prism_scheduled_tasks where" + PICKED,
                        row -> row.getLong(1),
                        task.toString(),
                        version,
                        node)
                != null;
    }

    /** Takes a pointer back into the queue, if it still is what a node has picked. Returns whether it was. */
    static boolean putBack(Session session, TaskId task, long version, String node, Instant due) throws SQLException {
        return session.update(PUT_BACK + PICKED, due, task.toString(), version, node) == 1;
    }

    /**
     * Takes a picked pointer back into the queue like {@link #putBack}, if nobody has beaten for it. Versions begin anew when a
     * task waits and is queued again, so the version alone does not tell a dead pick from a living one.
     */
    static boolean takeBack(Session session, TaskId task, long version, Instant silentSince, Instant due)
            throws SQLException {
        return session.update(
                        PUT_BACK + " task_name = ? and task_instance = ? and version = ? and picked = true"
                                + " and last_heartbeat <= ?",
                        due,
                        TASK,
                        task.toString(),
                        version,
                        silentSince)
                == 1;
    }

    static void remove(Session session, TaskId task) throws SQLException {
        session.update(
                "delete from prism_scheduled_tasks where task_name = ? and task_instance = ?", TASK, task.toString());
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
}
