package io.aiprism.task.inprocess;

import io.aiprism.task.GroupId;
import io.aiprism.task.Progress;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskState;
import io.aiprism.task.TaskStatus;
import io.aiprism.task.spi.NewTask;
import io.aiprism.task.spi.TaskHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A task in memory. Its life is in one field, {@link Phase}, which moves by compare-and-set. Most tasks never say more than
 * that, so their events are derived from it; a {@link Journal} exists only for a task that was scheduled, retried or had
 * something to tell. Fields are few because ended tasks are kept by the thousands.
 */
final class InProcessTask implements TaskHandle {
    private static final VarHandle TASK;
    private static final VarHandle PHASE;
    private static final VarHandle JOURNAL;
    private static final VarHandle ENDED_NEXT;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            TASK = lookup.findVarHandle(InProcessTask.class, "task", NewTask.class);
            PHASE = lookup.findVarHandle(InProcessTask.class, "phase", Phase.class);
            ENDED_NEXT = lookup.findVarHandle(InProcessTask.class, "endedNext", InProcessTask.class);
            JOURNAL = lookup.findVarHandle(InProcessTask.class, "journal", Journal.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final TaskId id;
    final String type;
    final TaskOptions options;
    final long sortKey;
    final long submittedAt;
    final long deadline;
    final @Nullable Group group;

    private volatile @Nullable NewTask task;
    private volatile Phase phase;
    private volatile @Nullable Journal journal;

    /** The task that ended next after this one; see {@link EndedTasks}. */
    volatile @Nullable InProcessTask endedNext;

    @SuppressWarnings("NullAway.Init") // the phase is set through its handle
    InProcessTask(NewTask task, @Nullable Group group) {
        this.id = task.id();
        this.type = task.type();
        this.options = task.options();
        this.sortKey = task.sortKey();
        this.submittedAt = task.submittedAt();
        this.deadline = task.deadline();
        this.group = group;
        // Plain, because nobody sees this object before it is in a map.
        TASK.set(this, task);
        if (task.isDue()) {
            PHASE.set(this, Phase.Queued.FIRST);
        } else {
            this.phase = new Phase.Waiting(TaskState.SCHEDULED, 0, 0, 0);
            this.journal = Journal.beginning(id, phase, submittedAt);
        }
    }

    @Override
    public TaskId id() {
        return id;
    }

    @Override
    public TaskState state() {
        return phase.state();
    }

    Phase phase() {
        return phase;
    }

    /** What was submitted; {@code null} once the task has ended. */
    @Nullable
    NewTask task() {
        return task;
    }

    /** Gives a group's finisher its real input. Only before it is queued. */
    void input(NewTask task) {
        this.task = task;
    }

    /** Moves a task that goes on living. The event of the move, if events are kept, is visible together with it. */
    boolean move(Phase from, Phase to, long at) {
        from.state().requireCanBecome(to.state());
        Journal kept = to.state() == TaskState.RETRY_WAIT || (to instanceof Phase.Queued && to.attempt() > 0)
                ? journal(from)
                : journal;
        if (kept == null) {
            return PHASE.compareAndSet(this, from, to);
        }
        return kept.appendIf(() -> PHASE.compareAndSet(this, from, to), to, at);
    }

    /** Ends the task, once. The event of the end is derived by whoever reads events. */
    boolean end(Phase from, Phase.Ended to) {
        if (!PHASE.compareAndSet(this, from, to)) {
            return false;
        }
        TASK.setRelease(this, null);
        return true;
    }

    /** Links the task that ended after this one. */
    void appendEnded(InProcessTask next) {
        ENDED_NEXT.setRelease(this, next);
    }

    /** Drops the outcome. Called under the lock of {@link EndedTasks}. */
    void expire(Phase.Expired to) {
        phase = to;
        journal = null;
    }

    @Nullable
    Journal journal() {
        return journal;
    }

    /** The journal of a running task, which has been queued and started so far if none was kept yet. */
    Journal journal(Phase running) {
        Journal kept = journal;
        if (kept != null) {
            return kept;
        }
        Journal fresh = Journal.beginning(id, Phase.Queued.FIRST, submittedAt);
        fresh.append(running, running.startedAt());
        Journal other = (Journal) JOURNAL.compareAndExchange(this, null, fresh);
        return other == null ? fresh : other;
    }

    @Nullable
    TaskOutcome<?> outcome() {
        return phase instanceof Phase.Ended ended ? ended.outcome() : null;
    }

    /** The status; empty once the outcome has expired. */
    Optional<TaskStatus> status() {
        Phase now = phase;
        TaskStatus status = status(now);
        // Had it expired meanwhile, what it said of its progress may have been gone.
        return phase instanceof Phase.Expired ? Optional.empty() : Optional.of(status);
    }

    private TaskStatus status(Phase now) {
        Journal kept = journal;
        Optional<Progress> progress = kept == null ? Optional.empty() : kept.progress();
        return new TaskStatus(
                id,
                type,
                options.tenant(),
                now.state(),
                now.attempt(),
                now.state() == TaskState.CANCELLED,
                progress,
                Instant.ofEpochMilli(submittedAt),
                now.startedAt() == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(now.startedAt())),
                now instanceof Phase.Ended ended
                        ? Optional.of(Instant.ofEpochMilli(ended.endedAt()))
                        : Optional.empty(),
                Instant.ofEpochMilli(deadline),
                group == null ? Optional.<GroupId>empty() : Optional.of(group.id()),
                options.labels());
    }
}
