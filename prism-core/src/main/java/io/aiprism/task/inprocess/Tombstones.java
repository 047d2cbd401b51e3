package io.aiprism.task.inprocess;

import io.aiprism.task.TaskId;
import io.aiprism.task.TaskLookup;
import io.aiprism.task.TaskState;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is left of expired tasks for a while, the oldest dropped first. There may be many and nobody may ever ask for them, so they
 * are numbers in arrays, some 50 bytes each: a ring in the order of expiry, and a hash table of places in the ring (linear
 * probing; a removal moves back what stands behind it, Knuth's algorithm 6.4R). Not thread-safe.
 */
final class Tombstones {
    private static final int SMALLEST = 64;
    private static final int EMPTY = -1;

    private final int max;
    private final long ttl;
    private final Consumer<InProcessTask> onDropped;

    private long[] high = {};
    private long[] low = {};
    private long[] endedAt = {};
    private long[] expiredAt = {};
    private TaskState[] state = {};
    private @Nullable InProcessTask[] keyed = {};
    private int[] table = {EMPTY};
    private int first;
    private int size;

    /**
     * @param max kept at the same time
     * @param ttl in milliseconds from expiry
     * @param onDropped told of a dropped one whose task had an idempotency key
     */
    Tombstones(int max, long ttl, Consumer<InProcessTask> onDropped) {
        this.max = max;
        this.ttl = ttl;
        this.onDropped = onDropped;
    }

    void add(InProcessTask task, Phase.Ended ended, long now) {
        boolean hasKey = task.options.idempotencyKey().isPresent();
        if (max == 0) {
            if (hasKey) {
                onDropped.accept(task);
            }
            return;
        }
        if (size == max) {
            dropFirst();
        }
        if (size == high.length) {
            grow();
        }
        int place = (first + size++) & (high.length - 1);
        high[place] = task.id.high();
        low[place] = task.id.low();
        endedAt[place] = ended.endedAt();
        expiredAt[place] = now;
        state[place] = ended.state();
        keyed[place] = hasKey ? task : null;
        table[freeSlot(low[place])] = place;
    }

    TaskLookup.@Nullable Expired find(TaskId id) {
        for (int slot = slot(id.low()); table[slot] != EMPTY; slot = after(slot)) {
            int place = table[slot];
            if (low[place] == id.low() && high[place] == id.high()) {
                return new TaskLookup.Expired(id, state[place], Instant.ofEpochMilli(endedAt[place]));
            }
        }
        return null;
    }

    /** Drops those whose time is over. */
    void dropDue(long now) {
        while (size > 0 && expiredAt[first] <= now - ttl) {
            dropFirst();
        }
    }

    private void dropFirst() {
        int place = first;
        removeFromTable(place);
        first = (first + 1) & (high.length - 1);
        size--;
        InProcessTask task = keyed[place];
        if (task != null) {
            keyed[place] = null;
            onDropped.accept(task);
        }
    }

    private void removeFromTable(int place) {
        int hole = slot(low[place]);
        while (table[hole] != place) {
            hole = after(hole);
        }
        for (int slot = after(hole); table[slot] != EMPTY; slot = after(slot)) {
            int home = slot(low[table[slot]]);
            // Only what may stand at the hole, that is, whose home is not between the hole and here, moves there.
            if (((slot - home) & (table.length - 1)) >= ((slot - hole) & (table.length - 1))) {
                table[hole] = table[slot];
                hole = slot;
            }
        }
        table[hole] = EMPTY;
    }

    private void grow() {
        int length = Math.max(SMALLEST, 2 * high.length);
        high = unrolled(high, length);
        low = unrolled(low, length);
        endedAt = unrolled(endedAt, length);
        expiredAt = unrolled(expiredAt, length);
        TaskState[] states = new TaskState[length];
        @Nullable InProcessTask[] tasks = new InProcessTask[length];
        for (int i = 0; i < size; i++) {
            int place = (first + i) & (size - 1);
            states[i] = state[place];
            tasks[i] = keyed[place];
        }
        state = states;
        keyed = tasks;
        first = 0;
        table = new int[2 * length];
        Arrays.fill(table, EMPTY);
        for (int place = 0; place < size; place++) {
            table[freeSlot(low[place])] = place;
        }
    }

    private long[] unrolled(long[] ring, int length) {
        long[] longer = new long[length];
        System.arraycopy(ring, first, longer, 0, size - first);
        System.arraycopy(ring, 0, longer, size - first, first);
        return longer;
    }

    private int freeSlot(long low) {
        int slot = slot(low);
        while (table[slot] != EMPTY) {
            slot = after(slot);
        }
        return slot;
    }

    // Ids are random already.
    private int slot(long low) {
        return (int) low & (table.length - 1);
    }

    private int after(int slot) {
        return (slot + 1) & (table.length - 1);
    }
}
