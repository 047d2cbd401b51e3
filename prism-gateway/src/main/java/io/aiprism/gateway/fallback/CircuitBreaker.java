package io.aiprism.gateway.fallback;

import static java.util.Objects.requireNonNull;

import io.aiprism.gateway.call.BreakerState;
import io.aiprism.task.TaskClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps calls away from a target that does not answer. It opens when so many calls in a row, or such a share of the last ones,
 * found the target not available; after a while one call is let through as a probe, and closes it or opens it again.
 * Thread-safe; may be shared.
 */
public final class CircuitBreaker {
    /** What a call showed. */
    enum Result {
        /** The target answered, be it with a refusal. */
        AVAILABLE,
        /** It did not. */
        NOT_AVAILABLE,
        /** Nothing, for example since nothing was sent. */
        UNKNOWN
    }

    /**
     * Leave to make one call.
     *
     * @param probe whether it decides alone
     * @param period tells calls that began before a change of state from those after
     */
    record Pass(boolean probe, long period) {}

    private final int failuresInARow;
    private final double failureRate;
    private final int window;
    private final Duration openFor;
    private final TaskClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Boolean> last = new ArrayDeque<>();
    // Written with the lock held.
    private volatile BreakerState state = BreakerState.CLOSED;
    private Instant openUntil = Instant.EPOCH;
    private boolean probing;
    private long period;
    private int inARow;
    private int failures;

    private CircuitBreaker(Builder builder) {
        this.failuresInARow = builder.failuresInARow;
        this.failureRate = builder.failureRate;
        this.window = builder.window;
        this.openFor = builder.openFor;
        this.clock = builder.clock;
    }

    /** Begins a breaker. */
    public static Builder builder() {
        return new Builder();
    }

    /** Whether it lets calls through. An open one stays open until a call comes after its time. */
    public BreakerState state() {
        return state;
    }

    /** Lets a call through; empty if it may not. */
    Optional<Pass> enter() {
        lock.lock();
        try {
            if (state == BreakerState.OPEN && !clock.now().isBefore(openUntil)) {
                state = BreakerState.HALF_OPEN;
                probing = false;
            }
            return switch (state) {
                case CLOSED -> Optional.of(new Pass(false, period));
                case OPEN -> Optional.empty();
                case HALF_OPEN -> {
                    if (probing) {
                        yield Optional.empty();
                    }
                    probing = true;
                    yield Optional.of(new Pass(true, period));
                }
            };
        } finally {
            lock.unlock();
        }
    }

    /** How long it stays shut at least. */
    Duration retryAfter() {
        lock.lock();
        try {
            Duration left = Duration.between(clock.now(), openUntil);
            return left.isNegative() ? Duration.ZERO : left;
        } finally {
            lock.unlock();
        }
    }

    /** A call that was let through has ended. */
    void exit(Pass pass, Result result) {
        lock.lock();
        try {
            if (pass.period() != period) {
                return;
            }
            if (pass.probe()) {
                probing = false;
                switch (result) {
                    case AVAILABLE -> become(BreakerState.CLOSED);
                    case NOT_AVAILABLE -> become(BreakerState.OPEN);
                    // The next call is the probe.
                    case UNKNOWN -> {}
                }
            } else if (result != Result.UNKNOWN) {
                record(result == Result.NOT_AVAILABLE);
            }
        } finally {
            lock.unlock();
        }
    }

    private void record(boolean failed) {
        inARow = failed ? inARow + 1 : 0;
        failures += failed ? 1 : 0;
        last.add(failed);
        if (last.size() > window && last.remove()) {
            failures--;
        }
        if (inARow >= failuresInARow || (last.size() == window && failures >= failureRate * window)) {
            become(BreakerState.OPEN);
        }
    }

    private void become(BreakerState next) {
        state = next;
        period++;
        inARow = 0;
        failures = 0;
        last.clear();
        if (next == BreakerState.OPEN) {
            openUntil = clock.now().plus(openFor);
        }
    }

    /** The settings. */
    @Override
    public String toString() {
        return "opens after %d failures in a row or %.0f %% of %d calls, for %s"
                .formatted(failuresInARow, failureRate * 100, window, openFor);
    }

    /** Collects settings. Not thread-safe. */
    public static final class Builder {
        private int failuresInARow = 5;
        private double failureRate = 0.5;
        private int window = 20;
        private Duration openFor = Duration.ofSeconds(30);
        private TaskClock clock = TaskClock.system();

        private Builder() {}

        /** Opens after so many failures in a row. Defaults to 5. */
        public Builder failuresInARow(int failures) {
            if (failures <= 0) {
                throw new IllegalArgumentException("failures must be positive, was " + failures);
            }
            this.failuresInARow = failures;
            return this;
        }

        /** Opens when such a share of the last calls failed. Defaults to 0.5 of 20. */
        public Builder failureRate(double rate, int calls) {
            if (!(rate > 0 && rate <= 1)) {
                throw new IllegalArgumentException("rate must be above 0 and at most 1, was " + rate);
            }
            if (calls <= 0) {
                throw new IllegalArgumentException("calls must be positive, was " + calls);
            }
            this.failureRate = rate;
            this.window = calls;
            return this;
        }

        /** How long it stays open before a probe. Defaults to 30 seconds. */
        public Builder openFor(Duration openFor) {
            if (openFor.isNegative() || openFor.isZero()) {
                throw new IllegalArgumentException("openFor must be positive, was " + openFor);
            }
            this.openFor = openFor;
            return this;
        }

        /** The time that it stays open by. Defaults to the system's. */
        public Builder clock(TaskClock clock) {
            this.clock = requireNonNull(clock, "clock");
            return this;
        }

        /** The breaker. */
        public CircuitBreaker build() {
            return new CircuitBreaker(this);
        }
    }
}
