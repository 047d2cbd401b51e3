package io.aiprism.task.inprocess;

import io.aiprism.task.Retention;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which ended tasks are kept. A task that ends appends itself to a list linked through the tasks themselves, by one exchange of
 * the tail; now and then somebody gets the lock, moves what was appended to a queue, and drops what is over a bound, oldest first: from
 * an array, so that the processor fetches several of these long forgotten objects at a time. A dropped task stays as a tombstone
 * for a while. Tasks with a retention of their own wait in a heap.
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

    private final Retention retention;
    private final Consumer<InProcessTask> remove;
    private final long everyNth;

    private volatile @Nullable InProcessTask tail;

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<InProcessTask> kept = new ArrayDeque<>();
    private final ArrayDeque<InProcessTask> tombstones = new ArrayDeque<>();
    private final PriorityQueue<InProcessTask> ownRetention =
            new PriorityQueue<>(Comparator.comparingLong(this::expiry));
    private volatile @Nullable InProcessTask head;
    private @Nullable InProcessTask counted;
    private long tasks;
    private long bytes;

    /**
     * @param remove called, under the lock, for a task of which nothing is to be left
     */
    EndedTasks(Retention retention, Consumer<InProcessTask> remove) {
        this.retention = retention;
        this.remove = remove;
        this.everyNth = Long.highestOneBit(Math.clamp(retention.maxTasks() / 16, 1, 64));
    }

    void add(InProcessTask task, long now) {
        InProcessTask before = (InProcessTask) TAIL.getAndSet(this, task);
        if (before == null) {
            head = task;
        } else {
            before.appendEnded(task);
        }
        // Ids are random, so this is one in everyNth.
        if ((task.id.low() & (everyNth - 1)) == 0) {
            tryPurge(now);
        }
    }

    /** When the outcome of a task that has ended is dropped, in milliseconds since the epoch. */
    long expiry(InProcessTask task) {
        long endedAt = task.phase() instanceof Phase.Tombstone tombstone
                ? tombstone.endedAt()
                : ((Phase.Ended) task.phase()).endedAt();
        return saturatedAdd(
                endedAt, task.options.retention().orElse(retention.ttl()).toMillis());
    }

    void purge(long now) {
        lock.lock();
        try {
            purgeLocked(now);
        } finally {
            lock.unlock();
        }
    }

    private void tryPurge(long now) {
        if (lock.tryLock()) {
            try {
                purgeLocked(now);
            } finally {
                lock.unlock();
            }
        }
    }

    boolean forget(InProcessTask task, long now) {
        lock.lock();
        try {
            countAppended();
            if (!(task.phase() instanceof Phase.Ended ended)) {
                return false;
            }
            drop(task, ended, now);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void purgeLocked(long now) {
        countAppended();
        dropDue(kept, now);
        dropDue(ownRetention, now);
        buryTombstones(now);
    }

    private void dropDue(Queue<InProcessTask> oldestFirst, long now) {
        for (InProcessTask oldest = oldestFirst.peek(); oldest != null; oldest = oldestFirst.peek()) {
            // Else it was forgotten.
            if (oldest.phase() instanceof Phase.Ended ended) {
                if (!isOver() && expiry(oldest) > now) {
                    return;
                }
                drop(oldest, ended, now);
            }
            oldestFirst.remove();
        }
    }

    private void countAppended() {
        InProcessTask next = counted == null ? head : counted.endedNext;
        while (next != null) {
            if (counted != null) {
                // Whoever still holds this task must not hold all that ended after it.
                counted.endedNext = null;
            }
            counted = next;
            head = null;
            tasks++;
            bytes += ((Phase.Ended) next.phase()).weight();
            (hasOwnRetention(next) ? ownRetention : kept).add(next);
            next = next.endedNext;
        }
    }

    private void drop(InProcessTask task, Phase.Ended ended, long now) {
        tasks--;
        bytes -= ended.weight();
        task.expire(new Phase.Tombstone(ended.state(), ended.attempt(), ended.startedAt(), ended.endedAt(), now));
        tombstones.add(task);
    }

    private void buryTombstones(long now) {
        long ttl = retention.tombstoneTtl().toMillis();
        for (InProcessTask oldest = tombstones.peek(); oldest != null; oldest = tombstones.peek()) {
            // Not even read while there are too many: the oldest ones are in no cache any more.
            if (tombstones.size() <= retention.maxTombstones()
                    && oldest.phase() instanceof Phase.Tombstone tombstone
                    && saturatedAdd(tombstone.expiredAt(), ttl) > now) {
                return;
            }
            tombstones.remove();
            remove.accept(oldest);
        }
    }

    private boolean isOver() {
        return tasks > retention.maxTasks() || bytes > retention.maxBytes();
    }

    private static boolean hasOwnRetention(InProcessTask task) {
        return task.options.retention().isPresent();
    }

    private static long saturatedAdd(long time, long millis) {
        long sum = time + millis;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
