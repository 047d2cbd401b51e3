package io.aiprism.gateway.cache;

import io.aiprism.model.CacheTtl;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Whether a provider has a prefix, as far as can be told from the calls that went through. Thread-safe. */
final class PrefixState {
    /** What a call is to do. */
    sealed interface Turn {
        /** Go first; the others wait for what is given here. */
        record First(CompletableFuture<@Nullable Void> turn) implements Turn {}

        /** Go. */
        record Later() implements Turn {}

        /** Wait for the one that went first, then ask again. */
        record Wait(CompletableFuture<@Nullable Void> first) implements Turn {}
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final CacheTtl ttl;
    private @Nullable CompletableFuture<@Nullable Void> first;
    private Instant lastUse = Instant.MIN;
    private boolean useless;
    private boolean warned;

    PrefixState(CacheTtl ttl) {
        this.ttl = ttl;
    }

    Turn enter(Instant now) {
        lock.lock();
        try {
            if (useless) {
                return new Turn.Later();
            }
            if (first != null) {
                return new Turn.Wait(first);
            }
            if (lastUse.isAfter(now.minus(ttl.duration()))) {
                lastUse = later(lastUse, now);
                return new Turn.Later();
            }
            first = new CompletableFuture<>();
            return new Turn.First(first);
        } finally {
            lock.unlock();
        }
    }

    /** The first one has got an answer, or the beginning of one. */
    void warm(CompletableFuture<@Nullable Void> turn, Instant use) {
        lock.lock();
        try {
            lastUse = later(lastUse, use);
            end(turn);
        } finally {
            lock.unlock();
        }
    }

    /** The first one has ended. If it got no answer, the next one goes first. */
    void failedUnlessWarm(CompletableFuture<@Nullable Void> turn) {
        lock.lock();
        try {
            end(turn);
        } finally {
            lock.unlock();
        }
    }

    void used(Instant use) {
        lock.lock();
        try {
            lastUse = later(lastUse, use);
        } finally {
            lock.unlock();
        }
    }

    /** The provider did not have it. Returns whether that is to be said, which it is once. */
    boolean missed(boolean written) {
        lock.lock();
        try {
            useless |= !written;
            boolean said = warned;
            warned = true;
            return !said;
        } finally {
            lock.unlock();
        }
    }

    private void end(CompletableFuture<@Nullable Void> turn) {
        if (turn.complete(null)) {
            first = null;
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
