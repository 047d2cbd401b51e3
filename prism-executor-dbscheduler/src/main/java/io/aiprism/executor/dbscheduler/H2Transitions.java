package io.aiprism.executor.dbscheduler;

import io.aiprism.task.CancelResult;
import io.aiprism.task.Retention;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Transitions on H2. Those that every task goes through change its row at once and have it returned: a statement costs more than
 * what it does. What such a statement finds no row for is left to the longer way, which finds out why.
 */
final class H2Transitions extends Transitions {
    private static final String START = "select * from final table (update prism_task set" + TaskTable.STARTED
            + " where id = ? and state = 'QUEUED')";
    // Only if the pointer still is this node's, which may have been asleep for so long that its pick was given to
    // another. Whoever
    // gives it away locks the task first, which is locked by now.
    private static final String STARTED = EventTable.INTO_STATES
            + " select cast(? as uuid), cast(? as bigint), cast(? as bigint), 'STATE', 'RUNNING', cast(? as int),"
            + " cast(? as bigint), cast(? as varchar) from prism_scheduled_tasks where" + QueueTable.PICKED;

    private static final String FINISH =
            "select last_sequence from final table (update prism_task set" + TaskTable.ENDED + TaskTable.HELD + ")";

    H2Transitions(Transactions transactions, DatabaseClock clock, Retention retention, String node, int maxPerTenant) {
        super(transactions, clock, retention, node, maxPerTenant);
    }

    @Override
    @Nullable
    StoredLease startPicked(StoredHandle task, long version, Instant at) {
        Change change = change();
        return transactions.run(session -> {
            long[] sequence = new long[1];
            StoredLease lease = session.one(
                    START,
                    row -> {
                        sequence[0] = row.getLong("last_sequence");
                        return TaskTable.lease(row, task);
                    },
                    at.toEpochMilli(),
                    change.millis(),
                    change.node(),
                    TaskTable.uuid(task.id()));
            if (lease == null) {
                return null;
            }
            int started = session.update(
                    STARTED,
                    TaskTable.uuid(task.id()),
                    sequence[0],
                    at.toEpochMilli(),
                    lease.attempt(),
                    change.millis(),
                    change.node(),
                    task.id().toString(),
                    version,
                    node);
            if (started == 0) {
                session.undo();
                return null;
            }
            return lease;
        });
    }

    @Override
    @Nullable
    Ended finish(StoredLease lease, TaskOutcome<?> outcome, long weight, Instant at) {
        Change change = change();
        List<@Nullable Object> values = TaskTable.ended(Ending.of(outcome, weight, at, retention), change);
        values.add(TaskTable.uuid(lease.id()));
        values.add(lease.attempt());
        int[] tries = {0};
        Ended ended = transactions.runWhenReached(false, session -> {
            tries[0]++;
            Long sequence = session.one(FINISH, row -> row.getLong(1), values.toArray());
            if (sequence == null) {
                return null;
            }
            TaskState state = outcome.state();
            EventTable.changed(
                    session,
                    lease.id(),
                    new EventTable.Step(sequence, state, lease.attempt(), at.toEpochMilli()),
                    change);
            Optional<TaskId> finisher = count(session, lease.group(), state, at.toEpochMilli());
            QueueTable.remove(session, lease.id());
            return new Ended(CancelResult.ALREADY_FINISHED, finisher);
        });
        return ended == null ? finish(lease, outcome, weight, at, tries[0] > 1) : ended;
    }
}
