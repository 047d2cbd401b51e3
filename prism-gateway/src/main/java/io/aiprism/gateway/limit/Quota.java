package io.aiprism.gateway.limit;

import static java.util.Objects.requireNonNull;

import io.aiprism.model.CallContext;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelQuota;
import io.aiprism.model.ModelTarget;
import io.aiprism.task.Registration;
import io.aiprism.task.TaskClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What an account may ask of one model at one place: requests and tokens in a minute, tokens in a day. Thread-safe; to be
 * shared by everything in the process that uses the same account and model.
 *
 * <p>Each limit is a bucket that is full in the beginning and fills continuously. A call sets aside what it could need before it
 * is sent, in all buckets or none, and gives back what it has not used as soon as it has ended ({@link QuotaRule}); those who wait
 * profit at once. Calls wait without polling, and are let through in the order in which they came; tenants take turns, by their
 * share of the quota and not by their number of calls. Nobody passes the one whose turn it is, so a large call is not starved;
 * a small one that passed would only make it wait for longer.
 *
 * <p>A call that is larger than a bucket fails at once ({@link ModelException.Kind#REQUEST_TOO_LARGE}). One whose turn cannot come
 * before its deadline, or within {@link Builder#maxWait}, fails at once too, with
 * {@link ModelException.Kind#DEADLINE_EXCEEDED} or {@link ModelException.Kind#THROTTLED}, and says when to come again; "cannot" means
 * that not even a model that writes nothing for those ahead of it would make it possible.
 *
 * <p>The provider keeps its own account, and sees a call a little later than this one does: its bucket starts to fill again
 * later, and calls come to it closer together than they left. So a bucket holds less than the limit by what comes in during
 * {@link Builder#skew}. If the provider throttles all the same, others use the account: the buckets of a minute are emptied, or
 * that of the day if it says so, once for all calls that were under way.
 */
public final class Quota {
    private static final Duration LONGEST_SKEW = Duration.ofSeconds(30);

    private final ModelQuota limits;
    private final Duration maxWait;
    private final Duration skew;
    private final TaskClock clock;
    private final Buckets buckets;
    private final ReentrantLock lock = new ReentrantLock();
    private final TurnQueue queue = new TurnQueue();
    private long burst;
    private Instant pausedUntil = Instant.MIN;
    private @Nullable Registration timer;

    private Quota(Builder builder) {
        this.limits = builder.limits;
        this.maxWait = builder.maxWait;
        this.skew = builder.skew;
        this.clock = builder.clock;
        this.buckets = new Buckets(limits, skew, clock.millis());
    }

    /** Begins a quota with these limits. */
    public static Builder builder(ModelQuota limits) {
        return new Builder(limits);
    }

    /** A quota of so many requests and tokens in a minute, with the defaults of the builder. */
    public static Quota perMinute(long requests, long tokens) {
        return builder(ModelQuota.perMinute(requests, tokens)).build();
    }

    /** Its limits. */
    public ModelQuota limits() {
        return limits;
    }

    /** How long a call waits for its turn at most. */
    public Duration maxWait() {
        return maxWait;
    }

    /** The largest number of tokens that one call can set aside; empty if there is no limit. */
    public OptionalLong largestCall() {
        return buckets.largestCall();
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

    /**
     * Sets quota aside for one call, and waits for it if need be.
     *
     * @param amount tokens to be set aside
     * @param atLeast how many of them the call takes whatever the model writes
     */
    Reservation reserve(ModelTarget target, CallContext context, long amount, long atLeast)
            throws ModelException, InterruptedException {
        buckets.requireFits(target, amount);
        var waiter = new Waiter(context.tenant(), buckets.share(amount), amount, Math.min(atLeast, amount), lock);
        lock.lockInterruptibly();
        try {
            Instant now = refill();
            var refusals = new Refusals(target, now, maxWait, context.deadline());
            if (queue.isEmpty() && !refusals.isOver() && untilLevel(waiter, now) == 0) {
                grant(waiter);
                return new Reservation(this, waiter);
            }
            queue.add(waiter);
            // As if all were ahead of it, first: who is takes a look at each of them.
            Duration longest = untilTurn(waiter, queue.size() - 1, queue.atLeast() - waiter.atLeast, now);
            if (refusals.isOver() || now.plus(longest).isAfter(refusals.until())) {
                Duration wait = untilTurn(waiter, now);
                if (refusals.isOver() || now.plus(wait).isAfter(refusals.until())) {
                    queue.remove(waiter);
                    throw refusals.tooLate(describe(amount), wait);
                }
            }
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
                throw refusals.tooLate(describe(amount), untilTurn(waiter, refill()));
            }
            return new Reservation(this, waiter);
        } finally {
            lock.unlock();
        }
    }

    /** A call has ended, or was never sent. */
    void end(Waiter waiter, long used, boolean requestUsed) {
        lock.lock();
        try {
            refill();
            buckets.giveBack(waiter, used, requestUsed);
            serve();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The provider had less left than was set aside here. It tells something new only if the call was let through after the last
     * time.
     *
     * @param forToday whether it is the day's quota that is used up
     */
    void throttled(Waiter waiter, boolean forToday, @Nullable Duration retryAfter) {
        lock.lock();
        try {
            Instant now = refill();
            boolean news = waiter.round() == burst;
            if (news) {
                burst++;
            }
            buckets.throttled(waiter, forToday, news);
            if (retryAfter != null && now.plus(retryAfter).isAfter(pausedUntil)) {
                pausedUntil = now.plus(retryAfter);
            }
            serve();
        } finally {
            lock.unlock();
        }
    }

    // All of the following with the lock held.

    private void serve() {
        if (timer != null) {
            timer.close();
            timer = null;
        }
        if (queue.isEmpty()) {
            return;
        }
        Instant now = refill();
        for (@Nullable Waiter head = queue.peek(); head != null; head = queue.peek()) {
            long wait = untilLevel(head, now);
            if (wait > 0) {
                timer = clock.schedule(now.plusMillis(wait), this::onTimer);
                return;
            }
            queue.take();
            grant(head);
        }
    }

    private void grant(Waiter waiter) {
        buckets.take(waiter);
        waiter.grant(burst);
    }

    private void onTimer() {
        lock.lock();
        try {
            serve();
        } finally {
            lock.unlock();
        }
    }

    private void leave(Waiter waiter) {
        if (waiter.isGranted()) {
            refill();
            buckets.giveBack(waiter, 0, false);
        } else {
            queue.remove(waiter);
        }
        serve();
    }

    private long untilLevel(Waiter head, Instant now) {
        return Math.max(untilResumed(now), buckets.millisUntil(head));
    }

    /** How long it takes at least until its turn comes. */
    private Duration untilTurn(Waiter waiter, Instant now) {
        List<Waiter> ahead = queue.ahead(waiter);
        return untilTurn(
                waiter,
                ahead.size(),
                ahead.stream().mapToLong(each -> each.atLeast).sum(),
                now);
    }

    private Duration untilTurn(Waiter waiter, int callsAhead, long tokensAhead, Instant now) {
        return Duration.ofMillis(
                Math.max(untilResumed(now), buckets.millisUntilAfter(callsAhead, tokensAhead, waiter)));
    }

    /** How long the provider asked for patience. */
    private long untilResumed(Instant now) {
        return pausedUntil.isAfter(now) ? Duration.between(now, pausedUntil).toMillis() : 0;
    }

    private Instant refill() {
        long now = clock.millis();
        buckets.refill(now);
        return Instant.ofEpochMilli(now);
    }

    private static String describe(long amount) {
        return "a quota of %d tokens".formatted(amount);
    }

    /** The limits and settings. */
    @Override
    public String toString() {
        return "%s, maxWait %s, skew %s".formatted(buckets, maxWait, skew);
    }

    /** Collects settings. Not thread-safe. */
    public static final class Builder {
        private final ModelQuota limits;
        private Duration maxWait = Duration.ofMinutes(5);
        private Duration skew = Duration.ofSeconds(1);
        private TaskClock clock = TaskClock.system();

        private Builder(ModelQuota limits) {
            this.limits = requireNonNull(limits, "limits");
        }

        /** How long a call waits for its turn at most. Defaults to five minutes. */
        public Builder maxWait(Duration maxWait) {
            this.maxWait = Refusals.requireWait(maxWait);
            return this;
        }

        /**
         * How much the time between sending a request and its arrival in the provider's account may vary. Defaults to a
         * second, at most 30.
         */
        public Builder skew(Duration skew) {
            if (skew.isNegative() || skew.compareTo(LONGEST_SKEW) > 0) {
                throw new IllegalArgumentException(
                        "skew must be from zero to %s, was %s".formatted(LONGEST_SKEW, skew));
            }
            this.skew = skew;
            return this;
        }

        /** The time that buckets fill by. Defaults to the system's. */
        public Builder clock(TaskClock clock) {
            this.clock = requireNonNull(clock, "clock");
            return this;
        }

        /**
         * The share of one of several processes that use the same account and split its quota evenly. Defaults to the whole.
         *
         * @throws IllegalArgumentException if a limit is smaller than the number of processes
         */
        public Builder sharedByProcesses(int processes) {
            if (processes <= 0) {
                throw new IllegalArgumentException("processes must be positive, was " + processes);
            }
            return withLimits(new ModelQuota(
                    split("requestsPerMinute", limits.requestsPerMinute(), processes),
                    split("tokensPerMinute", limits.tokensPerMinute(), processes),
                    split("tokensPerDay", limits.tokensPerDay(), processes)));
        }

        private Builder withLimits(ModelQuota split) {
            return new Builder(split).maxWait(maxWait).skew(skew).clock(clock);
        }

        private static OptionalLong split(String name, OptionalLong limit, int processes) {
            if (limit.isPresent() && limit.getAsLong() < processes) {
                throw new IllegalArgumentException(
                        "%s %d cannot be shared by %d processes".formatted(name, limit.getAsLong(), processes));
            }
            return limit.isEmpty() ? limit : OptionalLong.of(limit.getAsLong() / processes);
        }

        /** The quota. */
        public Quota build() {
            return new Quota(this);
        }
    }
}
