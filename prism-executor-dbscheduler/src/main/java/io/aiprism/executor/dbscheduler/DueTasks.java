package io.aiprism.executor.dbscheduler;

import io.aiprism.task.TaskClock;
import io.aiprism.task.TaskId;
import java.util.List;
import java.util.function.ObjIntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Queues tasks that wait for a time when it has come. Thread-safe. */
final class DueTasks {
    private static final Logger LOG = LoggerFactory.getLogger(DueTasks.class);
    private static final int BATCH = 100;
    private static final long AGAIN_MILLIS = 1_000;

    private final Transactions transactions;
    private final Transitions transitions;
    private final TaskClock clock;
    private final ObjIntConsumer<TaskId> queued;
    private final DueAlarm alarm;

    /**
     * @param queued told of each task that was queued, and of the attempt that it waited after
     */
    DueTasks(Transactions transactions, Transitions transitions, TaskClock clock, ObjIntConsumer<TaskId> queued) {
        this.transactions = transactions;
        this.transitions = transitions;
        this.clock = clock;
        this.queued = queued;
        this.alarm = new DueAlarm(clock, this::ring);
    }

    /** Begins with what is in the database. */
    void start() {
        note(next());
    }

    /** A task falls due at this time, in milliseconds since the epoch. */
    void note(long at) {
        alarm.note(at);
    }

    /** Queues what is due now, whichever node has submitted it. */
    void promote() {
        long now = clock.millis();
        List<TaskId> due;
        do {
            due = transactions.single(session -> TaskTable.due(session, now, BATCH));
            for (TaskId task : due) {
                transitions.fallDue(task, now).ifPresent(attempt -> queued.accept(task, attempt));
            }
        } while (due.size() == BATCH);
    }

    void close() {
        alarm.close();
    }

    private long ring(long now) {
        try {
            promote();
            return next();
        } catch (RuntimeException e) {
            Transactions.warn(LOG, "waiting tasks were not queued; it is tried again soon", e);
            return now + AGAIN_MILLIS;
        }
    }

    private long next() {
        Long next = transactions.single(TaskTable::nextDue);
        return next == null ? Long.MAX_VALUE : next;
    }
}
