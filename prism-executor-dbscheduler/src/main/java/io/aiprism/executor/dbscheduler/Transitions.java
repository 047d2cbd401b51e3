package io.aiprism.executor.dbscheduler;

import io.aiprism.task.CancelResult;
import io.aiprism.task.GroupId;
import io.aiprism.task.Retention;
import io.aiprism.task.TaskEvent;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskState;
import io.aiprism.task.spi.NewGroup;
import io.aiprism.task.spi.NewTask;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What changes tasks, each a transaction that takes the task's row first, then its group's, then the finisher's, then the
 * pointers. A pointer is put and removed in the transaction of the state that it belongs to.
 */
sealed class Transitions permits PostgresTransitions, H2Transitions {
    final Transactions transactions;
    final DatabaseClock clock;
    final Retention retention;
    final String node;
    final int maxPerTenant;

    /** The result of an end, and the group's finisher if that was queued by it. */
    record Ended(CancelResult result, Optional<TaskId> finisher) {}

    Transitions(Transactions transactions, DatabaseClock clock, Retention retention, String node, int maxPerTenant) {
        this.transactions = transactions;
        this.clock = clock;
        this.retention = retention;
        this.node = node;
        this.maxPerTenant = maxPerTenant;
    }

    final Change change() {
        return new Change(clock.millis(), node);
    }

    /** Records a task. Returns its id, or that of the task that has its key already. */
    TaskId submit(NewTask task) {
        // If somebody else submits the key meanwhile, the transaction is run again and finds it.
        return transactions.run(session -> {
            TaskId earlier = TaskTable.withKeyOf(session, task);
            if (earlier != null) {
                return earlier;
            }
            insert(session, task);
            return task.id();
        });
    }

    void submitGroup(NewGroup group) {
        transactions.run(session -> {
            GroupTable.insert(session, group);
            Change change = change();
            session.updateAll(
                    TaskTable.INSERT,
                    group.members().stream()
                            .map(member -> TaskTable.inserted(member, group.id(), change))
                            .toList());
            EventTable.submitted(session, group.id());
            QueueTable.insertAll(session, group.id(), clock.now());
            if (group.finisher().isPresent()) {
                insert(session, group.finisher().get());
            }
            return true;
        });
    }

    private void insert(Session session, NewTask task) throws SQLException {
        Change change = change();
        session.update(TaskTable.INSERT, TaskTable.inserted(task, null, change));
        TaskState state = TaskTable.stateAtFirst(task);
        EventTable.changed(session, task.id(), new EventTable.Step(1, state, 0, task.submittedAt()), change);
        if (task.isDue()) {
            QueueTable.insert(session, task.id(), clock.now());
        }
    }

    final @Nullable StoredLease start(StoredHandle task, Instant at) {
        Long version = task.version();
        return version == null || maxPerTenant != DbSchedulerSettings.NO_LIMIT
                ? startAndLook(task, at)
                : startPicked(task, version, at);
    }

    /** Starts a task that this node has picked, where a tenant's may all run at once. */
    @Nullable
    StoredLease startPicked(StoredHandle task, long version, Instant at) {
        return startAndLook(task, at);
    }

    private @Nullable StoredLease startAndLook(StoredHandle task, Instant at) {
        return transactions.run(session -> {
            if (!TaskTable.start(session, task.id(), at.toEpochMilli(), change())) {
                return null;
            }
            StoredLease lease = TaskTable.lease(session, task);
            if (!takesPlace(session, lease)) {
                session.undo();
                return null;
            }
            EventTable.changed(session, task.id(), at.toEpochMilli());
            return lease;
        });
    }

    /** Whether an attempt may begin: its pointer must still be this node's, and its tenant have a place left. */
    private boolean takesPlace(Session session, StoredLease lease) throws SQLException {
        Long version = lease.handle().version();
        if (version == null) {
            QueueTable.hold(session, lease.id(), node, clock.now());
            return true;
        }
        // The node may have been asleep for so long that its pick was given to another.
        if (!QueueTable.isPicked(session, lease.id(), version, node)) {
            return false;
        }
        if (maxPerTenant == DbSchedulerSettings.NO_LIMIT) {
            return true;
        }
        String tenant = lease.task().options().tenant();
        TenantTable.lock(session, tenant);
        return QueueTable.running(session, tenant) <= maxPerTenant;
    }

    /** Ends an attempt and its task; {@code null} if the lease does not hold any more. */
    @Nullable
    Ended finish(StoredLease lease, TaskOutcome<?> outcome, long weight, Instant at) {
        return finish(lease, outcome, weight, at, false);
    }

    /**
     * @param tried whether it was tried before, without its being known whether it happened
     */
    final @Nullable Ended finish(StoredLease lease, TaskOutcome<?> outcome, long weight, Instant at, boolean tried) {
        boolean[] committing = {tried};
        return transactions.runWhenReached(false, session -> {
            TaskTable.Locked row = TaskTable.lock(session, lease.id());
            if (row != null && row.runs(lease)) {
                Optional<TaskId> finisher = end(session, lease.id(), lease.group(), outcome, weight, at);
                committing[0] = true;
                return new Ended(CancelResult.ALREADY_FINISHED, finisher);
            }
            // The connection broke during the commit: did it happen?
            boolean recorded = committing[0]
                    && row != null
                    && row.state() == outcome.state()
                    && row.attempt() == lease.attempt()
                    && row.changedBy().equals(node);
            return recorded ? new Ended(CancelResult.ALREADY_FINISHED, Optional.empty()) : null;
        });
    }

    boolean retryAt(StoredLease lease, Instant notBefore, boolean counted, Instant at) {
        return transactions.runWhenReached(false, session -> {
            if (!TaskTable.holds(session, lease)) {
                return false;
            }
            boolean waits = notBefore.isAfter(at);
            TaskState state = waits ? TaskState.RETRY_WAIT : TaskState.QUEUED;
            TaskTable.await(session, lease.id(), state, notBefore.toEpochMilli(), counted, change());
            EventTable.changed(session, lease.id(), at.toEpochMilli());
            if (waits) {
                QueueTable.remove(session, lease.id());
            } else {
                QueueTable.put(session, lease.id(), clock.now());
            }
            return true;
        });
    }

    Ended cancel(TaskId task, String reason, Instant at) {
        return transactions.run(session -> endFromOutside(session, task, new TaskOutcome.Cancelled<>(reason), at));
    }

    Ended expire(TaskId task, Instant at) {
        return transactions.run(session -> endFromOutside(session, task, null, at));
    }

    private Ended endFromOutside(Session session, TaskId task, @Nullable TaskOutcome<?> outcome, Instant at)
            throws SQLException {
        TaskTable.Locked row = TaskTable.lock(session, task);
        if (row == null) {
            return new Ended(CancelResult.UNKNOWN, Optional.empty());
        }
        if (row.state().isTerminal()) {
            return new Ended(row.expired() ? CancelResult.EXPIRED : CancelResult.ALREADY_FINISHED, Optional.empty());
        }
        TaskOutcome<?> end =
                outcome == null ? new TaskOutcome.TimedOut<>(Instant.ofEpochMilli(row.deadline())) : outcome;
        Optional<TaskId> finisher = end(session, task, row.group(), end, 0, at);
        return new Ended(
                row.state() == TaskState.RUNNING
                        ? CancelResult.CANCELLED_WHILE_RUNNING
                        : CancelResult.CANCELLED_BEFORE_START,
                finisher);
    }

    private Optional<TaskId> end(
            Session session, TaskId task, @Nullable GroupId group, TaskOutcome<?> outcome, long weight, Instant at)
            throws SQLException {
        TaskTable.end(session, task, Ending.of(outcome, weight, at, retention), change());
        EventTable.changed(session, task, at.toEpochMilli());
        Optional<TaskId> finisher = count(session, group, outcome.state(), at.toEpochMilli());
        QueueTable.remove(session, task);
        return finisher;
    }

    /** Counts a member that has just ended, if it is one. Returns the group's finisher if that is queued by it. */
    final Optional<TaskId> count(Session session, @Nullable GroupId group, TaskState end, long at) throws SQLException {
        return group == null ? Optional.empty() : counted(session, GroupTable.count(session, group, end), at);
    }

    /** Queues a group's finisher if the member that was just counted was the last. */
    final Optional<TaskId> counted(Session session, GroupTable.Counted counted, long at) throws SQLException {
        TaskId finisher = counted.finisher();
        if (finisher == null
                || !counted.status().isFinished()
                || !TaskTable.release(session, finisher, NewGroup.encode(counted.status()), change())) {
            return Optional.empty();
        }
        EventTable.changed(session, finisher, at);
        QueueTable.put(session, finisher, clock.now());
        return Optional.of(finisher);
    }

    boolean append(StoredLease lease, TaskEvent.Detail detail, Instant at) {
        return transactions.runWhenReached(true, session -> {
            if (!TaskTable.holds(session, lease)) {
                return false;
            }
            long sequence = TaskTable.nextSequence(session, lease.id(), change());
            EventTable.add(session, lease.id(), sequence, detail, at.toEpochMilli());
            if (detail instanceof TaskEvent.Progressed(var progress)) {
                TaskTable.progress(session, lease.id(), progress);
            }
            return true;
        });
    }

    boolean recordStep(StoredLease lease, String name, byte[] result) {
        return transactions.runWhenReached(true, session -> {
            boolean holds = TaskTable.holds(session, lease);
            if (holds) {
                StepTable.put(session, lease.id(), name, result);
            }
            return holds;
        });
    }

    /** Queues a task that waits for a time that has come. Returns the attempt that it waited after; empty if it waits no more. */
    Optional<Integer> fallDue(TaskId task, long now) {
        return transactions.run(session -> {
            TaskTable.Locked row = TaskTable.lock(session, task);
            if (row == null || (row.state() != TaskState.SCHEDULED && row.state() != TaskState.RETRY_WAIT)) {
                return Optional.empty();
            }
            TaskTable.await(session, task, TaskState.QUEUED, now, false, change());
            EventTable.changed(session, task, now);
            QueueTable.put(session, task, clock.now());
            return Optional.of(row.attempt());
        });
    }

    /**
     * Queues a task again whose node has said nothing for too long.
     *
     * @param version of the pointer that this node had picked
     * @param silentSince when it said something last, at the latest
     * @return the lost attempt; empty if it is not lost, or had not begun
     */
    Optional<Integer> revive(TaskId task, long version, Instant silentSince, long now) {
        return transactions.run(session -> {
            TaskTable.Locked row = TaskTable.lock(session, task);
            if (!QueueTable.takeBack(session, task, version, silentSince, clock.now())) {
                return Optional.empty();
            }
            if (row == null || row.state() != TaskState.RUNNING) {
                if (row == null || row.state() != TaskState.QUEUED) {
                    QueueTable.remove(session, task);
                }
                return Optional.empty();
            }
            TaskTable.await(session, task, TaskState.QUEUED, now, false, change());
            EventTable.changed(session, task, now);
            return Optional.of(row.attempt());
        });
    }

    /** Puts back what was picked and not run, to be picked again after a while. Nothing if another transition has seen to it. */
    void putBack(TaskId task, long version, Instant due) {
        transactions.run(session -> {
            TaskTable.Locked row = TaskTable.lock(session, task);
            if (!QueueTable.putBack(session, task, version, node, due)) {
                return true;
            }
            if (row == null || row.state().isTerminal()) {
                QueueTable.remove(session, task);
            } else if (row.state() == TaskState.RUNNING) {
                // Started from this pick, over, and neither ended nor queued: nobody runs it, and nobody would take it
                // over.
                TaskTable.await(session, task, TaskState.QUEUED, clock.millis(), false, change());
                EventTable.changed(session, task, clock.millis());
            }
            return true;
        });
    }
}
