package io.aiprism.task.engine;

import io.aiprism.task.TaskClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The places to run: as many as handlers may run at the same time, each with the attempt that occupies it, so that running
 * attempts can be found without a further list. Free places are a stack of their numbers, linked through an array; its head
 * carries a counter against reuse between read and compare-and-set (Treiber, 1986).
 */
final class Permits {
    private static final int NONE = -1;
    private static final long COUNT_ONE = 1L << 32;

    private final AtomicLong head;
    private final AtomicIntegerArray below;
    private final AtomicReferenceArray<@Nullable Attempt> attempts;
    private final AtomicInteger everUsed = new AtomicInteger();
    private final WaitQueue waiting;

    Permits(int max, TaskClock clock) {
        below = new AtomicIntegerArray(max);
        for (int i = 0; i < max; i++) {
            below.setPlain(i, i + 1 < max ? i + 1 : NONE);
        }
        attempts = new AtomicReferenceArray<>(max);
        head = new AtomicLong(0);
        waiting = new WaitQueue(clock);
    }

    /** The number of a free place, which is taken now; negative if there is none. */
    int tryAcquire() {
        while (true) {
            long before = head.get();
            int top = (int) before;
            if (top == NONE) {
                return NONE;
            }
            if (head.compareAndSet(before, next(before, below.getPlain(top)))) {
                return top;
            }
        }
    }

    /** Like {@link #tryAcquire}, but waits. */
    int acquire() {
        int place = tryAcquire();
        if (place != NONE) {
            return place;
        }
        int[] found = {NONE};
        waiting.await(() -> (found[0] = tryAcquire()) != NONE);
        return found[0];
    }

    /** Like {@link #tryAcquire}, but waits at most so long. */
    int acquire(Duration atMost) throws InterruptedException {
        int[] found = {NONE};
        waiting.await(() -> (found[0] = tryAcquire()) != NONE, atMost);
        return found[0];
    }

    void occupy(int place, Attempt attempt) {
        // Who cancels looks here after the start of the task, which is a fence.
        attempts.setRelease(place, attempt);
        int used = everUsed.get();
        while (place >= used && !everUsed.compareAndSet(used, place + 1)) {
            used = everUsed.get();
        }
    }

    void release(int place) {
        attempts.setRelease(place, null);
        while (true) {
            long before = head.get();
            below.setPlain(place, (int) before);
            if (head.compareAndSet(before, next(before, place))) {
                break;
            }
        }
        waiting.signal();
    }

    void forEach(Consumer<Attempt> action) {
        int used = everUsed.get();
        for (int i = 0; i < used; i++) {
            Attempt attempt = attempts.get(i);
            if (attempt != null) {
                action.accept(attempt);
            }
        }
    }

    int inUse() {
        int[] count = {0};
        forEach(attempt -> count[0]++);
        return count[0];
    }

    private static long next(long before, int top) {
        return ((before & ~0xFFFF_FFFFL) + COUNT_ONE) | (top & 0xFFFF_FFFFL);
    }
}
