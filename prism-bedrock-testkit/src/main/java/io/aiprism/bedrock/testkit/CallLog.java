package io.aiprism.bedrock.testkit;

import io.aiprism.bedrock.testkit.RecordedCall.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Every call so far. Thread-safe. */
final class CallLog {
    private final boolean keepBodies;
    private final ServerTime time;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<CallEntry> calls = new ArrayList<>();
    private int inFlight;

    CallLog(boolean keepBodies, ServerTime time) {
        this.keepBodies = keepBodies;
        this.time = time;
    }

    CallEntry received(Route route, HttpRequest request) {
        lock.lock();
        try {
            CallEntry entry = new CallEntry(calls.size() + 1, route, request, keepBodies, time.now());
            calls.add(entry);
            inFlight++;
            changed.signalAll();
            return entry;
        } finally {
            lock.unlock();
        }
    }

    void ended(CallEntry entry, Ending how) {
        lock.lock();
        try {
            if (entry.isInFlight()) {
                entry.ended(how, time.now());
                inFlight--;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    List<RecordedCall> calls() {
        lock.lock();
        try {
            return calls.stream().map(CallEntry::recorded).toList();
        } finally {
            lock.unlock();
        }
    }

    int inFlight() {
        lock.lock();
        try {
            return inFlight;
        } finally {
            lock.unlock();
        }
    }

    void awaitCalls(int count) throws InterruptedException {
        await(() -> calls.size() >= count);
    }

    void awaitInFlight(int count) throws InterruptedException {
        await(() -> inFlight == count);
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!condition.getAsBoolean()) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }
}
