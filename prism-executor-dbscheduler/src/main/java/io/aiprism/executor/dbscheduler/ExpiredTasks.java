package io.aiprism.executor.dbscheduler;

import io.aiprism.task.Retention;
import io.aiprism.task.TaskId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Drops what retention no longer keeps, a batch in each transaction: first outcomes, whose rows stay as tombstones, then these. */
final class ExpiredTasks {
    private static final int BATCH = 1_000;
    private static final String KEPT = " where ended_at is not null and expired_at is null";

    private final Transactions transactions;
    private final Retention retention;

    /** A kept outcome. */
    private record Kept(TaskId id, long weight) {}

    ExpiredTasks(Transactions transactions, Retention retention) {
        this.transactions = transactions;
        this.retention = retention;
    }

    void purge(long now) {
        while (transactions.run(session -> expireAll(
                        session,
                        session.query(
                                "select id from prism_task where expires_at <= ? and expired_at is null"
                                        + " order by expires_at fetch first " + BATCH
                                        + " rows only for update skip locked",
                                row -> TaskTable.id(row, "id"),
                                now),
                        now))
                == BATCH) {}
        while (transactions.run(session -> expireAll(session, surplus(session), now)) == BATCH) {}
        while (transactions.run(session -> drop(
                        session,
                        session.query(
                                "select id from prism_task where expired_at <= ? fetch first " + BATCH
                                        + " rows only for update skip locked",
                                row -> TaskTable.id(row, "id"),
                                now - TaskTable.millis(retention.tombstoneTtl()))))
                == BATCH) {}
        while (transactions.run(session -> drop(session, surplusTombstones(session))) == BATCH) {}
    }

    /** Drops the outcome of a task, if it has one. */
    boolean expire(TaskId task, long now) {
        return transactions.run(session -> expireAll(session, List.of(task), now) == 1);
    }

    private List<TaskId> surplus(Session session) throws SQLException {
        long[] kept = sums(session, "select count(*), coalesce(sum(weight), 0) from prism_task" + KEPT);
        long tasks = kept[0] - retention.maxTasks();
        long bytes = kept[1] - retention.maxBytes();
        if (tasks <= 0 && bytes <= 0) {
            return List.of();
        }
        List<TaskId> surplus = new ArrayList<>();
        for (Kept first : session.query(
                "select id, weight from prism_task" + KEPT + " order by ended_at, number fetch first " + BATCH
                        + " rows only",
                row -> new Kept(TaskTable.id(row, "id"), row.getLong("weight")))) {
            if (tasks <= 0 && bytes <= 0) {
                break;
            }
            surplus.add(first.id());
            tasks--;
            bytes -= first.weight();
        }
        return surplus;
    }

    private List<TaskId> surplusTombstones(Session session) throws SQLException {
        long[] count = sums(session, "select count(*), 0 from prism_task where expired_at is not null");
        long surplus = Math.min(BATCH, count[0] - retention.maxTombstones());
        return surplus <= 0
                ? List.of()
                : session.query(
                        "select id from prism_task where expired_at is not null"
                                + " order by expired_at, ended_at, number fetch first " + surplus + " rows only",
                        row -> TaskTable.id(row, "id"));
    }

    private static long[] sums(Session session, String sql) throws SQLException {
        long[] sums = session.one(sql, row -> new long[] {row.getLong(1), row.getLong(2)});
        return sums == null ? new long[2] : sums;
    }

    /** Returns how many had an outcome. Another node may have been faster with some of them; it goes on with the rest. */
    private static int expireAll(Session session, List<TaskId> tasks, long now) throws SQLException {
        if (tasks.isEmpty()) {
            return 0;
        }
        Object ids = ids(tasks);
        int expired = session.update(
                "update prism_task set expired_at = ?, result = null, reason = null" + KEPT + " and id = any(?)",
                now,
                ids);
        for (String table : List.of("prism_task_event", "prism_task_step")) {
            session.update(
                    "delete from " + table
                            + " where task_id in (select id from prism_task where id = any(?) and expired_at is not null)",
                    ids);
        }
        return expired;
    }

    private static int drop(Session session, List<TaskId> tasks) throws SQLException {
        if (tasks.isEmpty()) {
            return 0;
        }
        Object ids = ids(tasks);
        Object groups = session.query(
                        "select distinct group_id from prism_task where id = any(?) and group_id is not null",
                        row -> row.getObject(1, UUID.class),
                        ids)
                .toArray(UUID[]::new);
        session.update("delete from prism_task where id = any(?)", ids);
        session.update(
                "delete from prism_group where id = any(?)"
                        + " and not exists (select 1 from prism_task where group_id = prism_group.id)",
                groups);
        return tasks.size();
    }

    /** As one value of a statement. */
    private static Object ids(List<TaskId> tasks) {
        return tasks.stream().map(TaskTable::uuid).toArray(UUID[]::new);
    }
}
