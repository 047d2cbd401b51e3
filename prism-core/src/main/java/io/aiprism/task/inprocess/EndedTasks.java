package io.aiprism.task.inprocess;

import io.aiprism.task.Registration;
import io.aiprism.task.Retention;
import io.aiprism.task.TaskClock;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskLookup;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which ended tasks are kept. A task that ends appends itself to a list linked through the tasks themselves, by one exchange of
 * the tail. One in so many takes the lock, moves what was appended to a queue, and drops what is over a bound, oldest first: from
 * an array, so that the processor fetches several of these long forgotten objects at a time. It waits for the lock, so that tasks
 * cannot end faster than they are dropped. A dropped task stays as a tombstone for a while. Tasks with a retention of their
 * own wait in a heap.
 *
 * <p>An alarm is set to the earliest expiry, so that whoever reads an outcome need not look at the clock.
 */
final class EndedTasks {
    private static final VarHandle TAIL;

    static {
        try {
            TAIL = MethodHandles.lookup().findVarHandle(EndedTasks.class, "tail", InProcessTask.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final long NEVER = Long.MAX_VALUE;

    private final Retention retention;
    private final TaskClock clock;
    private final Consumer<InProcessTask> onDropped;
    private final long ttl;
    private final long everyNth;

    private volatile @Nullable InProcessTask tail;

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<InProcessTask> kept = new ArrayDeque<>();
    private final Tombstones tombstones;
    private final PriorityQueue<InProcessTask> ownRetention =
            new PriorityQueue<>(Comparator.comparingLong(this::expiry));
    private volatile @Nullable InProcessTask head;
    private @Nullable InProcessTask counted;
    private long tasks;
    private long bytes;

    private volatile long alarmAt = NEVER;
    private Registration alarm = () -> {};
    private boolean closed;

    /**
     * @param onDropped called, under the lock, for a task whose outcome has just been dropped
     * @param onForgotten called, under the lock, for a task with an idempotency key of which nothing is left
     */
    EndedTasks(
            Retention retention,
            TaskClock clock,
            Consumer<InProcessTask> onDropped,
            Consumer<InProcessTask> onForgotten) {
        this.retention = retention;
        this.clock = clock;
        this.onDropped = onDropped;
        this.ttl = retention.ttl().toMillis();
        this.everyNth = Long.highestOneBit(Math.clamp(retention.maxTasks() / 16, 1, 64));
        this.tombstones = new Tombstones(
                retention.maxTombstones(), retention.tombstoneTtl().toMillis(), onForgotten);
    }

    void add(InProcessTask task, long now) {
        InProcessTask before = (InProcessTask) TAIL.getAndSet(this, task);
        if (before == null) {
            head = task;
        } else {
            before.appendEnded(task);
        }
        long expiry = saturatedAdd(now, ttl(task));
        if (expiry < alarmAt) {
            setAlarm(expiry);
        }
        // Sort keys are consecutive, or nearly so: this is one in everyNth.
        if ((task.sortKey & (everyNth - 1)) == 0) {
            purge(now);
        }
    }

    TaskLookup.@Nullable Expired tombstone(TaskId id) {
        lock.lock();
        try {
            return tombstones.find(id);
        } finally {
            lock.unlock();
        }
    }

    void purge(long now) {
        lock.lock();
        try {
            purgeLocked(now);
        } finally {
            lock.unlock();
        }
    }

    boolean forget(InProcessTask task, long now) {
        lock.lock();
        try {
            countAppended();
            if (!(task.phase() instanceof Phase.Ended ended)) {
                return false;
            }
            // Its place in the heap goes by what is dropped now.
            ownRetention.remove(task);
            drop(task, ended, new Phase.Expired(ended.state(), ended.weight()), now);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Lets nothing expire any more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            alarm.close();
        } finally {
            lock.unlock();
        }
    }

    private void setAlarm(long at) {
        lock.lock();
        try {
            if (at < alarmAt && !closed) {
                alarmAt = at;
                alarm.close();
                alarm = clock.schedule(Instant.ofEpochMilli(at), this::ring);
            }
        } finally {
            lock.unlock();
        }
    }

    private void ring() {
        lock.lock();
        try {
            // First, so that whoever ends a task that is not seen below sets an alarm for it.
            alarmAt = NEVER;
            purgeLocked(clock.millis());
            long next = Math.min(firstExpiry(kept), firstExpiry(ownRetention));
            if (next != NEVER) {
                setAlarm(next);
            }
        } finally {
            lock.unlock();
        }
    }

    private long firstExpiry(Queue<InProcessTask> oldestFirst) {
        InProcessTask oldest = oldestFirst.peek();
        return oldest == null ? NEVER : expiry(oldest);
    }

    private void purgeLocked(long now) {
        countAppended();
        dropDue(kept, now);
        dropDue(ownRetention, now);
        tombstones.dropDue(now);
    }

    private void dropDue(Queue<InProcessTask> oldestFirst, long now) {
        for (InProcessTask oldest = oldestFirst.peek(); oldest != null; oldest = oldestFirst.peek()) {
            // Else it was forgotten.
            if (oldest.phase() instanceof Phase.Ended ended) {
                if (!isOver() && expiry(oldest) > now) {
                    return;
                }
                drop(oldest, ended, Phase.Expired.in(ended.state()), now);
            }
            oldestFirst.remove();
        }
    }

    private void countAppended() {
        InProcessTask last = counted;
        InProcessTask next = last == null ? head : last.endedNext;
        while (next != null) {
            if (last == null) {
                head = null;
            } else {
                // Whoever still holds this task must not hold all that ended after it.
                last.endedNext = null;
            }
            last = next;
            tasks++;
            bytes += weight(next.phase());
            (next.options.retention().isPresent() ? ownRetention : kept).add(next);
            next = next.endedNext;
        }
        counted = last;
    }

    private void drop(InProcessTask task, Phase.Ended ended, Phase.Expired expired, long now) {
        tasks--;
        bytes -= ended.weight();
        // In this order, so that whoever sees the task expired finds its tombstone, and whoever misses the task too.
        tombstones.add(task, ended, now);
        task.expire(expired);
        onDropped.accept(task);
    }

    // A task is seen to have ended, and may be forgotten, a moment before it is appended and counted.
    private static long weight(Phase phase) {
        return phase instanceof Phase.Expired forgotten ? forgotten.weight() : ((Phase.Ended) phase).weight();
    }

    private boolean isOver() {
        return tasks > retention.maxTasks() || bytes > retention.maxBytes();
    }

    /** When the outcome of a task is dropped, in milliseconds since the epoch; of one that was forgotten, at once. */
    private long expiry(InProcessTask task) {
        return task.phase() instanceof Phase.Ended ended ? saturatedAdd(ended.endedAt(), ttl(task)) : 0;
    }

    private long ttl(InProcessTask task) {
        Optional<Duration> own = task.options.retention();
        return own.isEmpty() ? ttl : own.get().toMillis();
    }

    private static long saturatedAdd(long time, long millis) {
        long sum = time + millis;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
