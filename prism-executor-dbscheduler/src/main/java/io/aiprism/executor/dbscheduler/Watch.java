package io.aiprism.executor.dbscheduler;

import io.aiprism.task.TaskId;
import io.aiprism.task.TaskState;
import io.aiprism.task.spi.TaskRunner;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks from time to time at what other nodes have done: tells the engine of tasks that they changed, takes back leases that
 * were lost, and queues due tasks of nodes that are no more.
 */
final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    /** A transaction may be visible that much later than the time it wrote. */
    private static final long OVERLAP = 5_000;

    private final Transactions transactions;
    private final DatabaseClock clock;
    private final String node;
    private final TaskRunner runner;
    private final Runnable promote;
    private final Duration lease;
    private final Map<TaskId, StoredLease> running = new ConcurrentHashMap<>();
    private final Map<TaskId, Long> seen = new LinkedHashMap<>();
    private final ScheduledExecutorService ticker = Executors.newScheduledThreadPool(
            2,
            Thread.ofPlatform()
                    .name("prism-watch-", 1)
                    .daemon()
                    .inheritInheritableThreadLocals(false)
                    .factory());
    private long since;
    private long adjusted;

    /** A task that another node has changed. */
    private record Changed(TaskId task, TaskState state, int attempt, long sequence, long at) {}

    /**
     * @param lease after how long without a word from this node others take over what it runs
     */
    Watch(
            Transactions transactions,
            DatabaseClock clock,
            String node,
            TaskRunner runner,
            Runnable promote,
            Duration lease) {
        this.transactions = transactions;
        this.clock = clock;
        this.node = node;
        this.runner = runner;
        this.promote = promote;
        this.lease = lease;
    }

    void start(Duration interval, Duration heartbeat) {
        since = clock.millis();
        adjusted = since;
        every(interval, this::look);
        every(interval, this::revokeCutOff);
        every(heartbeat, this::beat);
    }

    private void every(Duration interval, Runnable action) {
        long millis = interval.toMillis();
        var unused = ticker.scheduleWithFixedDelay(action, millis, millis, TimeUnit.MILLISECONDS);
    }

    void close() {
        ticker.shutdownNow();
    }

    void started(StoredLease lease) {
        running.put(lease.id(), lease);
    }

    /** An attempt is over, or its lease was lost by a call in this process. */
    void ended(TaskId task) {
        running.remove(task);
    }

    /** Interrupts everything that runs here if others may have taken it over, because the database was long out of reach. */
    private void revokeCutOff() {
        if (transactions.sinceReached().compareTo(lease) <= 0) {
            return;
        }
        for (StoredLease held : List.copyOf(running.values())) {
            if (running.remove(held.id(), held)) {
                LOG.warn(
                        "the task database was out of reach for {}: attempt {} of task {} is interrupted",
                        transactions.sinceReached(),
                        held.attempt(),
                        held.id());
                held.cutOff();
                runner.revoke(held.id());
            }
        }
    }

    /** Says that this node is alive for tasks that db-scheduler did not pick. */
    private void beat() {
        try {
            for (StoredLease held : running.values()) {
                if (held.handle().version() == null) {
                    transactions.run(session -> {
                        QueueTable.beat(session, held.id(), node, clock.now());
                        return true;
                    });
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("no heartbeat was written; it will be again soon", e);
        }
    }

    private void look() {
        try {
            if (clock.millis() - adjusted > 60_000) {
                clock.adjust();
                adjusted = clock.millis();
            }
            revokeLost();
            tellChanges();
            promote.run();
        } catch (RuntimeException e) {
            LOG.warn("the task database was not looked at; it will be again soon", e);
        }
    }

    /** Interrupts what runs here and must not any more. */
    void revokeLost() {
        for (StoredLease lease : List.copyOf(running.values())) {
            TaskTable.Locked row = transactions.run(session -> session.one(
                    "select state, attempt from prism_task where id = ?",
                    found -> new TaskTable.Locked(
                            TaskState.valueOf(found.getString(1)), found.getInt(2), null, 0, false, ""),
                    TaskTable.uuid(lease.id())));
            boolean holds = row != null && row.runs(lease);
            if (!holds && running.remove(lease.id(), lease)) {
                LOG.info("attempt {} of task {} has lost its lease and is interrupted", lease.attempt(), lease.id());
                runner.revoke(lease.id());
            }
        }
    }

    private void tellChanges() {
        List<Changed> changes = transactions.run(session -> session.query(
                "select id, state, attempt, last_sequence, changed_at from prism_task"
                        + " where changed_at >= ? and changed_by <> ? order by changed_at",
                row -> new Changed(
                        TaskTable.id(row, "id"),
                        TaskState.valueOf(row.getString("state")),
                        row.getInt("attempt"),
                        row.getLong("last_sequence"),
                        row.getLong("changed_at")),
                since - OVERLAP,
                node));
        for (Changed change : changes) {
            Long before = seen.put(change.task(), change.sequence());
            if (before == null || before < change.sequence()) {
                since = Math.max(since, change.at());
                runner.changed(new StoredHandle(change.task(), transactions), change.state(), change.attempt());
            }
        }
        if (seen.size() > 2 * changes.size() + 1_000) {
            seen.keySet().retainAll(changes.stream().map(Changed::task).toList());
        }
    }
}
