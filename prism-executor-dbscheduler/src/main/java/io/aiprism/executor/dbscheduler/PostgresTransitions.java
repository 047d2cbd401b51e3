package io.aiprism.executor.dbscheduler;

import io.aiprism.task.CancelResult;
import io.aiprism.task.GroupId;
import io.aiprism.task.Retention;
import io.aiprism.task.TaskEvent;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.spi.NewTask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Transitions on PostgreSQL. Those that every task goes through are one statement each, which is a transaction by itself: a
 * round trip costs more than all that is done in it. What such a statement finds no row for is left to the longer way, which
 * finds out why.
 *
 * <p>The parts of a statement all see the database as it was before it. So they are joined by what the first part returns, never
 * by reading again what it wrote; and where a part waits for a row, the row's new version is compared with the columns of the part's
 * own table only.
 */
final class PostgresTransitions extends Transitions {
    private static final String SUBMIT = "with task as (" + TaskTable.INSERT + " on conflict do nothing"
            + " returning id, type, tenant, state, sort_key, number, dispatched, submitted_at, changed_at, changed_by),"
            + " event as (" + EventTable.INTO_STATES
            + " select id, 1, submitted_at, 'STATE', state, 0, changed_at, changed_by from task),"
            + " pointer as (" + QueueTable.INSERT + " from task where dispatched and state = 'QUEUED')"
            + " select 1 from task";

    // Rows that somebody else has locked are left alone: both are taken, in whatever order, or none, and nobody waits.
    private static final String START = "with task as (select id from prism_task where id = ? and state = 'QUEUED'"
            + " for update skip locked),"
            + " pointer as (select task_instance from prism_scheduled_tasks where" + QueueTable.PICKED
            + " for update skip locked),"
            + " started as (update prism_task set" + TaskTable.STARTED
            + " from task, pointer where prism_task.id = task.id returning prism_task.*),"
            + " event as (" + EventTable.INTO_STATES
            + " select id, last_sequence, started_at, 'STATE', state, attempt, changed_at, changed_by from started)"
            + " select * from started";

    private static final String FINISH = "with ended as (update prism_task set" + TaskTable.ENDED + TaskTable.HELD
            + " returning id, group_id, last_sequence, ended_at, state, attempt, changed_at, changed_by),"
            + " event as (" + EventTable.INTO_STATES
            + " select id, last_sequence, ended_at, 'STATE', state, attempt, changed_at, changed_by from ended),"
            + " pointer as (delete from prism_scheduled_tasks using ended where task_name = '" + QueueTable.TASK
            + "' and task_instance = ?)";

    private static final String SAID = "with said as (update prism_task set last_sequence = last_sequence + 1,"
            + " changed_at = ?, changed_by = ?%s" + TaskTable.HELD + " returning id, last_sequence)"
            + " insert into prism_task_event (task_id, sequence, happened_at, kind, done, total, text, part)"
            + " select id, last_sequence, cast(? as bigint), ?, cast(? as bigint), cast(? as bigint), ?, cast(? as bytea)"
            + " from said";
    private static final String PROGRESS = ", progress_done = ?, progress_total = ?, progress_text = ?";

    private static final String STEP = "insert into prism_task_step (task_id, name, result) select id, ?, ? from"
            + " (select id from prism_task" + TaskTable.HELD + " for share) task"
            + " on conflict (task_id, name) do update set result = excluded.result";

    private static String counting(String column) {
        return ", counted as (update prism_group set %s = %s + 1 from ended".formatted(column, column)
                + " where prism_group.id = ended.group_id returning prism_group.*) select * from counted";
    }

    PostgresTransitions(
            Transactions transactions, DatabaseClock clock, Retention retention, String node, int maxPerTenant) {
        super(transactions, clock, retention, node, maxPerTenant);
    }

    @Override
    TaskId submit(NewTask task) {
        List<@Nullable Object> values =
                new ArrayList<@Nullable Object>(Arrays.asList(TaskTable.inserted(task, null, change())));
        values.add(clock.now());
        boolean submitted = transactions.single(session -> session.one(SUBMIT, row -> true, values.toArray()) != null);
        return submitted ? task.id() : super.submit(task);
    }

    @Override
    @Nullable
    StoredLease startPicked(StoredHandle task, long version, Instant at) {
        Change change = change();
        return transactions.single(session -> session.one(
                START,
                row -> TaskTable.lease(row, task),
                TaskTable.uuid(task.id()),
                task.id().toString(),
                version,
                node,
                at.toEpochMilli(),
                change.millis(),
                change.node()));
    }

    @Override
    @Nullable
    Ended finish(StoredLease lease, TaskOutcome<?> outcome, long weight, Instant at) {
        List<@Nullable Object> values = TaskTable.ended(Ending.of(outcome, weight, at, retention), change());
        values.add(TaskTable.uuid(lease.id()));
        values.add(lease.attempt());
        values.add(lease.id().toString());
        GroupId group = lease.group();
        int[] tries = {0};
        Ended ended = group == null
                ? transactions.singleWhenReached(false, session -> {
                    tries[0]++;
                    return session.one(
                            FINISH + " select 1 from ended",
                            row -> new Ended(CancelResult.ALREADY_FINISHED, Optional.empty()),
                            values.toArray());
                })
                : transactions.runWhenReached(false, session -> {
                    tries[0]++;
                    String column = GroupTable.column(outcome.state());
                    GroupTable.Counted counted = session.one(
                            FINISH + counting(column), row -> GroupTable.read(row, group), values.toArray());
                    return counted == null
                            ? null
                            : new Ended(CancelResult.ALREADY_FINISHED, counted(session, counted, at.toEpochMilli()));
                });
        return ended == null ? finish(lease, outcome, weight, at, tries[0] > 1) : ended;
    }

    @Override
    boolean append(StoredLease lease, TaskEvent.Detail detail, Instant at) {
        Change change = change();
        List<@Nullable Object> values = new ArrayList<@Nullable Object>(List.of(change.millis(), change.node()));
        List<@Nullable Object> event = new ArrayList<>();
        event.add(at.toEpochMilli());
        switch (detail) {
            case TaskEvent.StateChanged state -> {
                return super.append(lease, state, at);
            }
            case TaskEvent.Progressed(var progress) -> {
                List<@Nullable Object> said = new ArrayList<>();
                said.add(progress.done());
                said.add(progress.total());
                said.add(progress.message());
                values.addAll(said);
                event.add("PROGRESS");
                event.addAll(said);
                event.add(null);
            }
            case TaskEvent.PartEmitted part -> {
                event.add("PART");
                event.add(null);
                event.add(null);
                event.add(part.name());
                event.add(part.bytes());
            }
        }
        values.add(TaskTable.uuid(lease.id()));
        values.add(lease.attempt());
        values.addAll(event);
        String sql = SAID.formatted(detail instanceof TaskEvent.Progressed ? PROGRESS : "");
        return transactions.singleWhenReached(true, session -> session.update(sql, values.toArray())) == 1;
    }

    @Override
    boolean recordStep(StoredLease lease, String name, byte[] result) {
        return transactions.singleWhenReached(
                        true,
                        session -> session.update(STEP, name, result, TaskTable.uuid(lease.id()), lease.attempt()))
                == 1;
    }
}
