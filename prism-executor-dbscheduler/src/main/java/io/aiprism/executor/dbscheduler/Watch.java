package io.aiprism.executor.dbscheduler;

import io.aiprism.task.TaskId;
import io.aiprism.task.TaskState;
import io.aiprism.task.spi.TaskRunner;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks from time to time at what other nodes have done: tells the engine of tasks that they changed, takes back leases that
 * were lost, and queues due and lost tasks of nodes that are no more.
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
    private final Runnable revive;
    private final Duration lease;
    private final Map<TaskId, StoredLease> running = new ConcurrentHashMap<>();
    private final Map<TaskId, Long> watchedAt = new HashMap<>();
    private final Map<TaskId, Long> told = new HashMap<>();
    private final ScheduledExecutorService ticker = Executors.newScheduledThreadPool(
            2,
            Thread.ofPlatform()
                    .name("prism-watch-", 1)
                    .daemon()
                    .inheritInheritableThreadLocals(false)
                    .factory());
    private long listensSince;
    private long latest;
    private long adjusted;

    /** What matters of a task here. */
    record Row(TaskId task, TaskState state, int attempt, long sequence, String changedBy) {}

    /**
     * @param promote queues what is due
     * @param revive queues what nodes had that are silent for too long. db-scheduler looks for that at every second heartbeat, which
     *     leaves no time to spare
     * @param lease after how long without a word from this node others take over what it runs
     */
    Watch(
            Transactions transactions,
            DatabaseClock clock,
            String node,
            TaskRunner runner,
            Runnable promote,
            Runnable revive,
            Duration lease) {
        this.transactions = transactions;
        this.clock = clock;
        this.node = node;
        this.runner = runner;
        this.promote = promote;
        this.revive = revive;
        this.lease = lease;
    }

    void start(Duration interval, Duration heartbeat) {
        listensSince = clock.millis();
        latest = listensSince;
        adjusted = listensSince;
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
                runner.revoke(held.id(), held.attempt());
            }
        }
    }

    /** Says that this node is alive for tasks that db-scheduler did not pick, and looks for nodes that say nothing. */
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
            revive.run();
        } catch (RuntimeException e) {
            Transactions.warn(LOG, "no heartbeat was written, or none looked for; it will be again soon", e);
        }
    }

    private void look() {
        try {
            if (clock.millis() - adjusted > 60_000) {
                clock.adjust();
                adjusted = clock.millis();
            }
            lookAtOwn();
            tellChanges();
            promote.run();
        } catch (RuntimeException e) {
            Transactions.warn(LOG, "the task database was not looked at; it will be again soon", e);
        }
    }

    /** Interrupts what runs here and must not any more. */
    void revokeLost() {
        try {
            List<StoredLease> leases = List.copyOf(running.values());
            Map<TaskId, Row> rows = rows(leases.stream().map(StoredLease::id));
            leases.forEach(lease -> revokeIfLost(lease, rows.get(lease.id())));
        } catch (RuntimeException e) {
            Transactions.warn(LOG, "whether tasks that run here are others' was not looked up; it will be soon", e);
        }
    }

    /** Looks at what runs here and at what is waited for here: whatever others do with other tasks does not matter to this node. */
    private void lookAtOwn() {
        List<StoredLease> leases = List.copyOf(running.values());
        Set<TaskId> watched = runner.watched();
        watchedAt.keySet().retainAll(watched);
        Map<TaskId, Row> rows = rows(Stream.concat(leases.stream().map(StoredLease::id), watched.stream()));
        leases.forEach(lease -> revokeIfLost(lease, rows.get(lease.id())));
        watched.forEach(task -> wakeIfChanged(task, rows.get(task)));
    }

    private Map<TaskId, Row> rows(Stream<TaskId> tasks) {
        UUID[] ids = tasks.distinct().map(TaskTable::uuid).toArray(UUID[]::new);
        return ids.length == 0
                ? Map.of()
                : transactions.single(session -> rows(session, ids)).stream()
                        .collect(Collectors.toMap(Row::task, Function.identity()));
    }

    static List<Row> rows(Session session, UUID[] ids) throws SQLException {
        return session.query(
                "select id, state, attempt, last_sequence, changed_by from prism_task where id = any(?)",
                row -> new Row(
                        TaskTable.id(row, "id"),
                        TaskState.valueOf(row.getString("state")),
                        row.getInt("attempt"),
                        row.getLong("last_sequence"),
                        row.getString("changed_by")),
                (Object) ids);
    }

    private void revokeIfLost(StoredLease lease, @Nullable Row row) {
        boolean holds = row != null && row.state() == TaskState.RUNNING && row.attempt() == lease.attempt();
        if (!holds && running.remove(lease.id(), lease)) {
            LOG.info("attempt {} of task {} has lost its lease and is interrupted", lease.attempt(), lease.id());
            runner.revoke(lease.id(), lease.attempt());
        }
    }

    /** Also when it is looked at for the first time: who waits may have looked before the change, and this node after it. */
    private void wakeIfChanged(TaskId task, @Nullable Row row) {
        if (row == null) {
            runner.wake(task);
            return;
        }
        Long before = watchedAt.put(task, row.sequence());
        // What this node has changed, the engine knows.
        if ((before == null || before != row.sequence()) && !row.changedBy().equals(node)) {
            runner.wake(task);
        }
    }

    /** Tells listeners what other nodes have done. */
    private void tellChanges() {
        if (!runner.listens()) {
            latest = clock.millis();
            listensSince = latest;
            told.clear();
            return;
        }
        List<EventTable.Elsewhere> changes =
                transactions.single(session -> EventTable.elsewhere(session, latest - OVERLAP, node));
        for (EventTable.Elsewhere change : changes) {
            Long before = told.put(change.task(), change.sequence());
            if ((before == null || before < change.sequence()) && change.recordedAt() >= listensSince) {
                latest = Math.max(latest, change.recordedAt());
                runner.changed(new StoredHandle(change.task(), transactions), change.state(), change.attempt());
            }
        }
        if (told.size() > 2 * changes.size() + 1_000) {
            told.keySet()
                    .retainAll(changes.stream().map(EventTable.Elsewhere::task).collect(Collectors.toSet()));
        }
    }
}
