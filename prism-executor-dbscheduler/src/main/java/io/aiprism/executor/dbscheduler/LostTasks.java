package io.aiprism.executor.dbscheduler;

import com.github.kagkarlsson.scheduler.task.Execution;
import io.aiprism.task.TaskClock;
import io.aiprism.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ObjIntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Queues tasks again whose node has said nothing for as long as a lease lasts. Thread-safe. */
final class LostTasks {
    private static final Logger LOG = LoggerFactory.getLogger(LostTasks.class);

    private final Transactions transactions;
    private final Transitions transitions;
    private final DatabaseClock clock;
    private final TaskClock taskClock;
    private final Duration lease;
    private final ObjIntConsumer<TaskId> queued;

    /**
     * @param lease after how long without a word a node is taken for dead
     * @param queued told of each task that was queued, and of the attempt that was lost
     */
    LostTasks(
            Transactions transactions,
            Transitions transitions,
            DatabaseClock clock,
            TaskClock taskClock,
            Duration lease,
            ObjIntConsumer<TaskId> queued) {
        this.transactions = transactions;
        this.transitions = transitions;
        this.clock = clock;
        this.taskClock = taskClock;
        this.lease = lease;
        this.queued = queued;
    }

    /** Revives all that is lost. */
    void reviveAll() {
        for (QueueTable.Picked stale :
                transactions.run(session -> QueueTable.silentSince(session, oldestHeartbeat()))) {
            revive(stale.task(), stale.version());
        }
    }

    /** Revives a task that db-scheduler takes for lost, if it is. */
    void revive(Execution dead) {
        revive(TaskId.parse(dead.taskInstance.getId()), dead.version);
    }

    private void revive(TaskId task, long version) {
        transitions.revive(task, version, oldestHeartbeat(), taskClock.millis()).ifPresent(attempt -> {
            LOG.warn("attempt {} of task {} was lost with its node; the task is run again", attempt, task);
            queued.accept(task, attempt);
        });
    }

    /** Whose last heartbeat is not after this is taken for dead. */
    private Instant oldestHeartbeat() {
        return clock.now().minus(lease);
    }
}
