package io.aiprism.executor.dbscheduler;

import static java.util.Objects.requireNonNull;

import io.aiprism.task.CancelResult;
import io.aiprism.task.Capability;
import io.aiprism.task.GroupId;
import io.aiprism.task.GroupStatus;
import io.aiprism.task.TaskClock;
import io.aiprism.task.TaskEvent;
import io.aiprism.task.TaskFailure;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskLookup;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskQuery;
import io.aiprism.task.TaskState;
import io.aiprism.task.TaskStatus;
import io.aiprism.task.spi.Lease;
import io.aiprism.task.spi.NewGroup;
import io.aiprism.task.spi.NewTask;
import io.aiprism.task.spi.TaskExecutor;
import io.aiprism.task.spi.TaskHandle;
import io.aiprism.task.spi.TaskRunner;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tasks in a database, which outlive their process and are shared by all processes on that database: PostgreSQL, or H2 for
 * one machine. Thread-safe.
 *
 * <p>db-scheduler picks queued tasks and tells by heartbeats which process is alive; states, outcomes, events and groups are
 * in tables beside it. A handler may run twice, when a process dies or is taken for dead, but of each task one outcome is
 * recorded: what an attempt says that has lost its lease is refused.
 *
 * <p>The tables are made by the SQL files {@code io/aiprism/executor/dbscheduler/postgresql/V1__prism_tasks.sql} and
 * {@code h2/V1__prism_tasks.sql} in this module, with Flyway, Liquibase or by hand, or by
 * {@link Builder#createSchemaIfMissing}. The data source remains the application's; it needs some connections beyond those
 * that handlers use, four at least. On PostgreSQL its connections should have an {@code idle_in_transaction_session_timeout}
 * shorter than a lease, and the driver a socket timeout, so that a silent node, or a silent network, holds nothing up.
 */
public final class DbSchedulerExecutor implements TaskExecutor {
    /** The name of this executor. */
    public static final String NAME = "db-scheduler";

    private static final Logger LOG = LoggerFactory.getLogger(DbSchedulerExecutor.class);
    private static final Duration INPUT_RETRY = Duration.ofSeconds(10);

    private final DbSchedulerSettings settings;
    private final TaskManagerConfig config;
    private final String node = "prism-" + UUID.randomUUID();
    private final Transactions transactions;
    private final DatabaseClock clock;
    private volatile Transitions transitions;
    private final ExpiredTasks expired;
    private final Payloads payloads;
    private volatile @Nullable Opened opened;

    /** What there is once tasks are dispatched. */
    private record Opened(TaskRunner runner, Dispatcher dispatcher, Watch watch, DueTasks due) {}

    private DbSchedulerExecutor(DbSchedulerSettings settings, TaskManagerConfig config) {
        this.settings = settings;
        this.config = config;
        this.transactions = new Transactions(settings.dataSource());
        this.clock = new DatabaseClock(transactions, settings.machineTime());
        this.transitions =
                new Transitions(transactions, clock, config.retention(), node, settings.maxConcurrencyPerTenant());
        this.expired = new ExpiredTasks(transactions, config.retention());
        this.payloads = new Payloads(settings.blobs(), settings.largestInRow());
    }

    /** Begins an executor on a database. */
    public static Builder builder(DataSource dataSource) {
        return new Builder(dataSource);
    }

    /** Settings of an executor. Not thread-safe. */
    public static final class Builder {
        private final DataSource dataSource;
        private boolean createSchema;
        private Duration pollingInterval = Duration.ofMillis(250);
        private Duration heartbeatInterval = Duration.ofSeconds(10);
        private int missedHeartbeats = 4;
        private LongSupplier machineTime = System::currentTimeMillis;
        private int maxConcurrencyPerTenant = DbSchedulerSettings.NO_LIMIT;
        private @Nullable BlobStore blobs;
        private int largestInRow = 256 * 1024;

        private Builder(DataSource dataSource) {
            this.dataSource = requireNonNull(dataSource, "dataSource");
        }

        /** Creates the tables when the executor is opened, if there are none: for tests and small installations. */
        public Builder createSchemaIfMissing() {
            this.createSchema = true;
            return this;
        }

        /**
         * How often the database is asked for tasks, and for what other processes have done. Defaults to 250 milliseconds.
         * What is submitted in this process is looked for at once.
         */
        public Builder pollingInterval(Duration pollingInterval) {
            this.pollingInterval = positive("pollingInterval", pollingInterval);
            return this;
        }

        /** How often this process says that it is alive. Defaults to 10 seconds; the same on all processes of a database. */
        public Builder heartbeatInterval(Duration heartbeatInterval) {
            this.heartbeatInterval = positive("heartbeatInterval", heartbeatInterval);
            return this;
        }

        /** After how many missed heartbeats the tasks of a process are given to others. Defaults to 4, which is the least. */
        public Builder missedHeartbeats(int missedHeartbeats) {
            if (missedHeartbeats < 4) {
                throw new IllegalArgumentException("missedHeartbeats must be at least 4, was " + missedHeartbeats);
            }
            this.missedHeartbeats = missedHeartbeats;
            return this;
        }

        /** This machine's clock, which may be wrong: the database's counts. For tests. */
        Builder machineTime(LongSupplier machineTime) {
            this.machineTime = requireNonNull(machineTime, "machineTime");
            return this;
        }

        /**
         * How many tasks of one tenant run at the same time, in all processes together; the same on all of them. Defaults to no
         * limit but {@link TaskManagerConfig#maxConcurrency}.
         */
        public Builder maxConcurrencyPerTenant(int maxConcurrencyPerTenant) {
            if (maxConcurrencyPerTenant <= 0) {
                throw new IllegalArgumentException(
                        "maxConcurrencyPerTenant must be positive, was " + maxConcurrencyPerTenant);
            }
            this.maxConcurrencyPerTenant = maxConcurrencyPerTenant;
            return this;
        }

        /** Where large inputs and results are kept. Defaults to {@link BlobStore#inDatabase} on the same data source. */
        public Builder blobStore(BlobStore blobs) {
            this.blobs = requireNonNull(blobs, "blobs");
            return this;
        }

        /** From how many bytes on inputs and results are kept in the {@link #blobStore}. Defaults to 256 KiB. */
        public Builder largestInRow(int bytes) {
            if (bytes < 0) {
                throw new IllegalArgumentException("largestInRow must not be negative, was " + bytes);
            }
            this.largestInRow = bytes;
            return this;
        }

        /** An executor that has not been opened. Does no I/O. */
        public DbSchedulerExecutor build(TaskManagerConfig config) {
            return new DbSchedulerExecutor(
                    new DbSchedulerSettings(
                            dataSource,
                            createSchema,
                            pollingInterval,
                            heartbeatInterval,
                            missedHeartbeats,
                            maxConcurrencyPerTenant,
                            machineTime,
                            blobs == null ? BlobStore.inDatabase(dataSource) : blobs,
                            largestInRow),
                    requireNonNull(config, "config"));
        }

        private static Duration positive(String name, Duration duration) {
            if (duration.toMillis() <= 0) {
                throw new IllegalArgumentException("%s must be at least 1 ms, was %s".formatted(name, duration));
            }
            return duration;
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(
                Capability.GROUPS, Capability.EVENTS, Capability.STEPS, Capability.DURABLE, Capability.CLUSTERED);
    }

    /** Corrected by the database's, as all nodes go by the same times. */
    @Override
    public TaskClock clock(TaskClock configured) {
        return new CorrectedClock(configured, clock::offset);
    }

    @Override
    public void open(TaskRunner runner) {
        Dialect dialect = transactions.run(Dialect::of);
        if (settings.createSchema()) {
            transactions.run(session -> {
                dialect.createSchemaIfMissing(session);
                return true;
            });
        }
        if (dialect == Dialect.POSTGRESQL) {
            warnOfIdleTransactions(transactions.run(Dialect::idleTransactionTimeout), settings.lease());
        }
        clock.adjust();
        transitions = switch (dialect) {
            case POSTGRESQL ->
                new PostgresTransitions(
                        transactions, clock, config.retention(), node, settings.maxConcurrencyPerTenant());
            case H2 ->
                new H2Transitions(transactions, clock, config.retention(), node, settings.maxConcurrencyPerTenant());
        };
        TaskClock taskClock = clock(config.clock());
        var due = new DueTasks(transactions, transitions, taskClock, this::queued);
        var lost = new LostTasks(transactions, transitions, clock, taskClock, settings.lease(), this::queued);
        var watch = new Watch(transactions, clock, node, runner, due::promote, lost::reviveAll, settings.lease());
        var dispatcher = new Dispatcher(
                settings,
                config.maxConcurrency(),
                dialect,
                node,
                transactions,
                transitions,
                clock,
                runner,
                lost::revive,
                watch::revokeLost);
        opened = new Opened(runner, dispatcher, watch, due);
        due.start();
        // Before anything is picked, so that what was running in a process that is no more keeps its turn.
        lost.reviveAll();
        watch.start(settings.pollingInterval(), settings.heartbeatInterval());
        dispatcher.start();
    }

    private static void warnOfIdleTransactions(Duration timeout, Duration lease) {
        if (timeout.isZero() || timeout.compareTo(lease) >= 0) {
            LOG.warn(
                    "idle_in_transaction_session_timeout is {} (0: never), and should be shorter than {}: what a node"
                            + " has locked that goes silent in the middle of a transaction cannot be taken over before",
                    timeout,
                    lease);
        }
    }

    @Override
    public TaskHandle submit(NewTask task) {
        TaskId id = transitions.submit(payloads.put(task));
        if (id.equals(task.id())) {
            submitted(task);
            wake();
        }
        return handleOf(id);
    }

    @Override
    public List<TaskHandle> submitGroup(NewGroup group) {
        transitions.submitGroup(payloads.put(group));
        List<TaskHandle> handles = new ArrayList<>();
        for (NewTask member : group.members()) {
            submitted(member);
            handles.add(handleOf(member.id()));
        }
        group.finisher().ifPresent(finisher -> {
            submitted(finisher);
            handles.add(handleOf(finisher.id()));
        });
        wake();
        return handles;
    }

    private void submitted(NewTask task) {
        Opened open = opened;
        if (open == null) {
            return;
        }
        open.dispatcher().submitted(task.type());
        if (!task.isDue() && task.startAt() != NewTask.WHEN_GROUP_ENDS) {
            open.due().note(task.startAt());
        }
    }

    @Override
    public @Nullable Lease start(TaskHandle task, Instant at) {
        StoredLease lease = transitions.start((StoredHandle) task, at);
        if (lease == null) {
            return null;
        }
        ((StoredHandle) task).begun();
        return begun(lease, at);
    }

    /** A lease with the input as it was submitted; {@code null} if that could not be read, and so the attempt has ended. */
    private @Nullable Lease begun(StoredLease lease, Instant at) {
        StoredLease begun;
        try {
            begun = lease.withInput(payloads.get((byte[]) lease.task().input()));
        } catch (NoSuchFileException e) {
            LOG.error("the input of task {} is not there any more, so it fails", lease.id(), e);
            String message = "the input is not there any more: " + e.getMessage();
            finish(
                    lease,
                    new TaskOutcome.Failed<>(new TaskFailure(e.getClass().getName(), message, Optional.of(e))),
                    at);
            tell(lease.id(), TaskState.FAILED, lease.attempt());
            return null;
        } catch (IOException e) {
            LOG.warn("the input of task {} could not be read; it is tried again in {}", lease.id(), INPUT_RETRY, e);
            retryAt(lease, at.plus(INPUT_RETRY), false, at);
            tell(lease.id(), TaskState.RETRY_WAIT, lease.attempt());
            return null;
        }
        Opened open = opened;
        if (open != null) {
            open.watch().started(begun);
        }
        return begun;
    }

    @Override
    public boolean finish(Lease lease, TaskOutcome<?> outcome, Instant at) {
        StoredLease held = (StoredLease) lease;
        if (held.isCutOff()) {
            giveBack(held, at);
            return false;
        }
        Transitions.Ended ended = transitions.finish(held, payloads.put(held, outcome), weight(outcome), at);
        over(held.id());
        if (ended == null) {
            return false;
        }
        ended.finisher().ifPresent(this::queued);
        return true;
    }

    private long weight(TaskOutcome<?> outcome) {
        return outcome instanceof TaskOutcome.Succeeded<?>(var value)
                ? config.retention().weigher().applyAsLong(value)
                : 0;
    }

    @Override
    public boolean retryAt(Lease lease, Instant notBefore, boolean counted, Instant at) {
        StoredLease held = (StoredLease) lease;
        if (held.isCutOff()) {
            giveBack(held, at);
            return false;
        }
        boolean holds = transitions.retryAt(held, notBefore, counted, at);
        over(held.id());
        Opened open = opened;
        if (holds && open != null) {
            if (notBefore.isAfter(at)) {
                open.due().note(notBefore.toEpochMilli());
            } else {
                open.dispatcher().wake();
            }
        }
        return holds;
    }

    /** Lets a task run again whose handler was interrupted because nobody knew whether its lease still held. */
    private void giveBack(StoredLease lease, Instant at) {
        over(lease.id());
        if (transitions.retryAt(lease, at, false, at)) {
            queued(lease.id(), lease.attempt());
        }
    }

    @Override
    public CancelResult cancel(TaskHandle task, String reason, Instant at) {
        return ended(task, transitions.cancel(task.id(), reason, at));
    }

    @Override
    public CancelResult expire(TaskHandle task, Instant at) {
        return ended(task, transitions.expire(task.id(), at));
    }

    private CancelResult ended(TaskHandle task, Transitions.Ended ended) {
        if (ended.result() == CancelResult.CANCELLED_WHILE_RUNNING) {
            over(task.id());
        }
        ended.finisher().ifPresent(this::queued);
        return ended.result();
    }

    @Override
    public boolean append(Lease lease, TaskEvent.Detail detail, Instant at) {
        return transitions.append((StoredLease) lease, detail, at);
    }

    @Override
    public byte @Nullable [] step(Lease lease, String name) {
        return transactions.runWhenReached(true, session -> StepTable.find(session, ((StoredLease) lease).id(), name));
    }

    @Override
    public boolean recordStep(Lease lease, String name, byte[] result) {
        return transitions.recordStep((StoredLease) lease, name, result);
    }

    @Override
    public @Nullable TaskHandle handle(TaskId id) {
        return find(id) instanceof TaskLookup.Found ? handleOf(id) : null;
    }

    @Override
    public TaskLookup find(TaskId id) {
        return transactions.single(session -> TaskViews.find(session, id));
    }

    @Override
    public @Nullable TaskOutcome<?> outcome(TaskHandle task) {
        TaskOutcome<?> recorded = transactions.single(session -> TaskViews.outcome(session, task.id()));
        return recorded == null ? null : payloads.get(recorded);
    }

    @Override
    public List<TaskStatus> list(TaskQuery query) {
        return transactions.single(session -> TaskViews.list(session, query));
    }

    @Override
    public Collection<? extends TaskHandle> overdue(Instant now) {
        return transactions.single(session -> TaskTable.overdue(session, now.toEpochMilli())).stream()
                .map(this::handleOf)
                .toList();
    }

    @Override
    public @Nullable Instant nextDeadline() {
        Long next = transactions.single(TaskTable::nextDeadline);
        return next == null ? null : Instant.ofEpochMilli(next);
    }

    @Override
    public List<TaskEvent> events(TaskId id, long afterSequence) {
        return transactions.single(session -> EventTable.after(session, id, afterSequence));
    }

    @Override
    public Optional<GroupStatus> group(GroupId id) {
        GroupTable.Counted found = transactions.single(session -> GroupTable.find(session, id));
        return Optional.ofNullable(found).map(GroupTable.Counted::status);
    }

    @Override
    public int queued() {
        return transactions.single(TaskTable::queued);
    }

    @Override
    public long lastSortKey(String tenant) {
        return transactions.single(session -> QueueTable.lastSortKey(session, tenant));
    }

    @Override
    public int waiting() {
        return transactions.single(TaskTable::waiting);
    }

    @Override
    public void purge(Instant now) {
        expired.purge(now.toEpochMilli());
        payloads.sweep(transactions, now);
    }

    @Override
    public boolean forget(TaskId id, Instant now) {
        return expired.expire(id, now.toEpochMilli());
    }

    @Override
    public void stop() {
        Opened open = opened;
        if (open != null) {
            open.dispatcher().stop();
        }
    }

    @Override
    public void close() {
        transactions.close();
        Opened open = opened;
        if (open != null) {
            open.due().close();
            open.watch().close();
            open.dispatcher().close();
        }
    }

    private StoredHandle handleOf(TaskId id) {
        return new StoredHandle(id, transactions);
    }

    private void over(TaskId task) {
        Opened open = opened;
        if (open != null) {
            open.watch().ended(task);
        }
    }

    private void wake() {
        Opened open = opened;
        if (open != null) {
            open.dispatcher().wake();
        }
    }

    private void queued(TaskId task) {
        queued(task, 0);
    }

    private void queued(TaskId task, int attempt) {
        wake();
        tell(task, TaskState.QUEUED, attempt);
    }

    private void tell(TaskId task, TaskState state, int attempt) {
        Opened open = opened;
        if (open != null) {
            open.runner().changed(handleOf(task), state, attempt);
        }
    }
}
