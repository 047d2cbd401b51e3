package io.aiprism.concurrent;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts who is inside a place that holds so many. Thread-safe and without locks.
 *
 * <p>Mostly one set of threads enters and another one leaves. Each set has a number on a cache line of its own, and who enters
 * looks at the other one only when the place may be full by what was seen there last, so neither slows the other down.
 */
public final class Occupancy {
    // 128 bytes apart, because processors fetch lines in pairs.
    private static final int ENTERED = 16;
    private static final int LEFT_AS_SEEN = 17;
    private static final int LEFT = 32;
    private static final int LENGTH = 48;

    private final int capacity;
    private final AtomicLongArray counts = new AtomicLongArray(LENGTH);

    /** An empty place. */
    public Occupancy(int capacity) {
        this.capacity = capacity;
    }

    /** How many it holds. */
    public int capacity() {
        return capacity;
    }

    /** How many are inside. */
    public int count() {
        long left = counts.get(LEFT);
        return (int) (counts.get(ENTERED) - left);
    }

    /** Lets so many in together, if there is room for all. */
    public boolean tryEnter(int many) {
        while (true) {
            long entered = counts.get(ENTERED);
            long mustHaveLeft = entered + many - capacity;
            if (mustHaveLeft > counts.getOpaque(LEFT_AS_SEEN)) {
                long left = counts.get(LEFT);
                if (mustHaveLeft > left) {
                    return false;
                }
                counts.setOpaque(LEFT_AS_SEEN, left);
            }
            if (counts.compareAndSet(ENTERED, entered, entered + many)) {
                return true;
            }
        }
    }

    /** Lets so many in who cannot be turned away, also if that is too many. */
    public void enter(int many) {
        counts.addAndGet(ENTERED, many);
    }

    /** Lets so many out who are inside. */
    public void leave(int many) {
        counts.addAndGet(LEFT, many);
    }
}
