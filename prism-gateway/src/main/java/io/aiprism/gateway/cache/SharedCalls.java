package io.aiprism.gateway.cache;

import io.aiprism.model.ModelRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/** The calls that are under way, by the key of their answer. Thread-safe. */
final class SharedCalls {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, SharedCall> underWay = new HashMap<>();

    /**
     * Joins the call for a key, or begins one.
     *
     * @param work what the call does; it is made on the caller's thread, and done on a thread of its own
     */
    SharedCall.Place join(String key, ModelRequest request, Function<SharedCall, Supplier<SharedCall.Outcome>> work) {
        lock.lock();
        try {
            Optional<SharedCall.Place> place = joinRunning(key);
            if (place.isPresent()) {
                return place.get();
            }
            SharedCall call = new SharedCall(key, request);
            Supplier<SharedCall.Outcome> callWork = work.apply(call);
            Thread thread = Thread.ofVirtual().name("prism-shared-call").unstarted(() -> run(call, callWork));
            call.thread = thread;
            call.waiting = 1;
            underWay.put(key, call);
            thread.start();
            return new SharedCall.Place(call, true);
        } finally {
            lock.unlock();
        }
    }

    /** Joins the call for a key, if there is one. */
    Optional<SharedCall.Place> joinRunning(String key) {
        lock.lock();
        try {
            Optional<SharedCall> running = Optional.ofNullable(underWay.get(key));
            running.ifPresent(call -> call.waiting++);
            return running.map(call -> new SharedCall.Place(call, false));
        } finally {
            lock.unlock();
        }
    }

    /** A caller waits no longer. If nobody does, the call is cancelled, and nobody can join it any more. */
    void leave(SharedCall.Place place) {
        SharedCall call = place.call();
        lock.lock();
        try {
            call.waiting--;
            if (call.outcome.isDone()) {
                return;
            }
            call.ownerGone |= place.owner();
            if (call.waiting == 0) {
                underWay.remove(call.key, call);
                if (call.thread != null) {
                    call.thread.interrupt();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether this caller reports what the call took: who began it, or whoever comes first if that one has gone. */
    boolean claim(SharedCall.Place place) {
        SharedCall call = place.call();
        lock.lock();
        try {
            if (call.claimed || !(call.ownerGone || place.owner())) {
                return false;
            }
            call.claimed = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void run(SharedCall call, Supplier<SharedCall.Outcome> work) {
        SharedCall.Outcome outcome;
        try {
            outcome = work.get();
        } catch (RuntimeException | Error e) {
            outcome = new SharedCall.Outcome.Broken(e);
        }
        lock.lock();
        try {
            // First, so that who asks again because of this outcome does not get it once more.
            underWay.remove(call.key, call);
            call.outcome.complete(outcome);
        } finally {
            lock.unlock();
        }
    }
}
