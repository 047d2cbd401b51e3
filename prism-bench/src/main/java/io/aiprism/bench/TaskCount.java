package io.aiprism.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts up, and can be waited for. Thread-safe. */
final class TaskCount {
    private static final long PATIENCE_SECONDS = 120;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition reached = lock.newCondition();
    private long count;
    private long awaited = Long.MAX_VALUE;

    void increment() {
        lock.lock();
        try {
            count++;
            if (count >= awaited) {
                reached.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    long get() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the count is so high. One thread at a time. */
    void await(long atLeast) throws InterruptedException {
        lock.lock();
        try {
            awaited = atLeast;
            while (count < atLeast) {
                if (!reached.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new AssertionError("only %d of %d tasks".formatted(count, atLeast));
                }
            }
        } finally {
            awaited = Long.MAX_VALUE;
            lock.unlock();
        }
    }
}
