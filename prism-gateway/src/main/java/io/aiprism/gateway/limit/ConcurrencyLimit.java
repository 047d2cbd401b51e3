package io.aiprism.gateway.limit;

import static java.util.Objects.requireNonNull;

import io.aiprism.model.CallContext;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelTarget;
import io.aiprism.task.TaskClock;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How many calls to one target may be in flight. It finds the number itself, by additive increase and multiplicative decrease: one
 * more when as many calls as it allows have succeeded while it was reached, 0.7 times as many when one was throttled or the
 * provider failed, and never below one. Thread-safe; may be shared.
 *
 * <p>Calls that were under way when it was lowered do not lower it again: they tell of the time before. How long a call takes says
 * nothing here, since models take longer to write more.
 *
 * <p>Calls wait in the order in which they came, and tenants take turns.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5681">RFC 5681</a>, from which the rule is taken
 */
public final class ConcurrencyLimit {
    /** What became of a call. */
    enum Result {
        /** It was answered. */
        SUCCESS,
        /** It was throttled, or the provider failed. */
        OVERLOAD,
        /** Nothing that tells of the provider's load. */
        OTHER
    }

    private static final int INITIAL = 4;
    private static final double DECREASE = 0.7;

    private final int max;
    private final boolean adaptive;
    private final Duration maxWait;
    private final TaskClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final TurnQueue queue = new TurnQueue();
    private int limit;
    private int inFlight;
    private int successes;
    private long round;

    private ConcurrencyLimit(Builder builder) {
        this.max = builder.max;
        this.adaptive = builder.adaptive;
        this.limit = builder.adaptive ? Math.min(builder.initial, max) : max;
        this.maxWait = builder.maxWait;
        this.clock = builder.clock;
    }

    /** Begins a limit that finds its number from 4 up to {@code max}. */
    public static Builder adaptive(int max) {
        return new Builder(max, true);
    }

    /** Begins a limit that stays what it is. */
    public static Builder fixed(int max) {
        return new Builder(max, false);
    }

    /** How many calls may be in flight now. */
    public int limit() {
        lock.lock();
        try {
            return limit;
        } finally {
            lock.unlock();
        }
    }

    /** How many calls are in flight. */
    public int inFlight() {
        lock.lock();
        try {
            return inFlight;
        } finally {
            lock.unlock();
        }
    }

    /** How many calls wait. */
    public int waiting() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    /** How long a call waits at most. */
    public Duration maxWait() {
        return maxWait;
    }

    /**
     * Waits until a call may be made.
     *
     * @return names the call to {@link #release}
     */
    long acquire(ModelTarget target, CallContext context) throws ModelException, InterruptedException {
        var refusals = new Refusals(target, clock.now(), maxWait, context.deadline());
        lock.lockInterruptibly();
        try {
            if (refusals.isOver()) {
                throw refusals.tooLate("one of %d calls in flight".formatted(limit), Duration.ZERO);
            }
            if (queue.isEmpty() && inFlight < limit) {
                inFlight++;
                return round;
            }
            var waiter = new Waiter(context.tenant(), 1, 0, 0, lock);
            queue.add(waiter);
            serve();
            boolean had = false;
            try {
                had = waiter.await(clock, refusals.until(), () -> leave(waiter));
            } finally {
                if (!had) {
                    leave(waiter);
                }
            }
            if (!had) {
                throw refusals.tooLate("one of %d calls in flight".formatted(limit), Duration.ZERO);
            }
            return waiter.round();
        } finally {
            lock.unlock();
        }
    }

    void release(long roundOfCall, Result result) {
        lock.lock();
        try {
            boolean reached = inFlight >= limit;
            inFlight--;
            if (adaptive) {
                adapt(roundOfCall, result, reached);
            }
            serve();
        } finally {
            lock.unlock();
        }
    }

    // All of the following with the lock held.

    private void adapt(long roundOfCall, Result result, boolean reached) {
        switch (result) {
            case SUCCESS -> {
                if (reached && ++successes >= limit) {
                    successes = 0;
                    limit = Math.min(max, limit + 1);
                }
            }
            case OVERLOAD -> {
                if (roundOfCall == round) {
                    round++;
                    successes = 0;
                    limit = Math.max(1, (int) (limit * DECREASE));
                }
            }
            case OTHER -> {}
        }
    }

    private void serve() {
        for (@Nullable Waiter head = queue.peek(); head != null && inFlight < limit; head = queue.peek()) {
            queue.take();
            inFlight++;
            head.grant(round);
        }
    }

    private void leave(Waiter waiter) {
        if (waiter.isGranted()) {
            inFlight--;
        } else {
            queue.remove(waiter);
        }
        serve();
    }

    /** The settings. */
    @Override
    public String toString() {
        return "%s, maxWait %s".formatted(adaptive ? "adaptive up to %d".formatted(max) : "fixed at " + max, maxWait);
    }

    /** Collects settings. Not thread-safe. */
    public static final class Builder {
        private final int max;
        private final boolean adaptive;
        private int initial = INITIAL;
        private Duration maxWait = Duration.ofMinutes(15);
        private TaskClock clock = TaskClock.system();

        private Builder(int max, boolean adaptive) {
            if (max <= 0) {
                throw new IllegalArgumentException("max must be positive, was " + max);
            }
            this.max = max;
            this.adaptive = adaptive;
        }

        /** Where an adaptive limit starts. Defaults to 4; a fixed one ignores it. */
        public Builder initial(int initial) {
            if (initial <= 0) {
                throw new IllegalArgumentException("initial must be positive, was " + initial);
            }
            this.initial = initial;
            return this;
        }

        /** How long a call waits at most. Defaults to 15 minutes. */
        public Builder maxWait(Duration maxWait) {
            this.maxWait = Refusals.requireWait(maxWait);
            return this;
        }

        /** The time that waiting is measured by. Defaults to the system's. */
        public Builder clock(TaskClock clock) {
            this.clock = requireNonNull(clock, "clock");
            return this;
        }

        /** The limit. */
        public ConcurrencyLimit build() {
            return new ConcurrencyLimit(this);
        }
    }
}
