package io.aiprism.gateway.limit;

import io.aiprism.model.ModelException;
import io.aiprism.model.ModelQuota;
import io.aiprism.model.ModelTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All limits of one account as buckets that are filled, taken from and given back to together, with what calls under way have set
 * aside of them. Only its limits may be asked by several threads at once; all else is guarded by the quota's lock.
 */
final class Buckets {
    private final @Nullable Bucket requests;
    private final List<Bucket> tokens = new ArrayList<>(2);
    private final List<Bucket> all = new ArrayList<>(3);
    private final OptionalLong largestCall;
    private long setAside;

    Buckets(ModelQuota limits, Duration skew, long now) {
        Duration minute = Duration.ofMinutes(1);
        this.requests = limits.requestsPerMinute().isEmpty()
                ? null
                : new Bucket("requestsPerMinute", limits.requestsPerMinute().getAsLong(), minute, skew, now);
        limits.tokensPerMinute()
                .ifPresent(limit -> tokens.add(new Bucket("tokensPerMinute", limit, minute, skew, now)));
        limits.tokensPerDay()
                .ifPresent(limit -> tokens.add(new Bucket("tokensPerDay", limit, Duration.ofDays(1), skew, now)));
        if (requests != null) {
            all.add(requests);
        }
        all.addAll(tokens);
        this.largestCall = tokens.stream().mapToLong(Bucket::limit).min();
    }

    /** The largest number of tokens that one call can set aside; empty if there is no limit. */
    OptionalLong largestCall() {
        return largestCall;
    }

    void requireFits(ModelTarget target, long amount) throws ModelException {
        for (Bucket bucket : tokens) {
            if (amount > bucket.limit()) {
                throw ModelException.builder(
                                ModelException.Kind.REQUEST_TOO_LARGE,
                                ("the call needs %d tokens of quota, more than all of %s (%d) of %s; a smaller maxTokens or a"
                                                + " shorter text is needed")
                                        .formatted(amount, bucket.name(), bucket.limit(), target))
                        .target(target)
                        .build();
            }
        }
    }

    /** The largest share of any bucket that a call takes, in the bucket's minutes or days. */
    double share(long amount) {
        double share = requests == null ? 0 : 1.0 / requests.limit();
        for (Bucket bucket : tokens) {
            share = Math.max(share, (double) amount / bucket.limit());
        }
        return share == 0 ? 1 : share;
    }

    void refill(long now) {
        for (Bucket bucket : all) {
            bucket.refill(now);
        }
    }

    /** Milliseconds until a call may be let through. */
    long millisUntil(Waiter call) {
        long wait = requests == null ? 0 : requests.millisUntil(1);
        for (Bucket bucket : tokens) {
            wait = Math.max(wait, bucket.millisUntil(call.tokens));
        }
        return wait;
    }

    /** Milliseconds that it takes at least until a call may be let through, and before it so many others that take so much. */
    long millisUntilAfter(int callsAhead, long tokensAhead, Waiter call) {
        long wait = requests == null ? 0 : requests.millisUntilAllOf(callsAhead, 1);
        for (Bucket bucket : tokens) {
            wait = Math.max(wait, bucket.millisUntilAllOf(tokensAhead - setAside, call.tokens));
        }
        return wait;
    }

    /** Takes what a call could need. */
    void take(Waiter call) {
        if (requests != null) {
            requests.take(1);
        }
        for (Bucket bucket : tokens) {
            bucket.take(call.tokens);
        }
        setAside += call.tokens - call.atLeast;
    }

    /** A call that had been let through has ended; {@code used} of what was taken is used. */
    void giveBack(Waiter call, long used, boolean requestUsed) {
        if (requests != null && !requestUsed) {
            requests.giveBack(1);
        }
        for (Bucket bucket : tokens) {
            bucket.giveBack(call.tokens - used);
        }
        setAside -= call.tokens - call.atLeast;
    }

    /**
     * A call was throttled. The buckets that it tells of have lost what it had set aside; the others get it back.
     *
     * @param forToday whether it tells of the day
     * @param drained whether the buckets that it tells of are to be emptied
     */
    void throttled(Waiter call, boolean forToday, boolean drained) {
        setAside -= call.tokens - call.atLeast;
        for (Bucket bucket : tokens) {
            if (bucket.isDaily() != forToday) {
                bucket.giveBack(call.tokens);
            }
        }
        if (drained) {
            all.stream().filter(bucket -> bucket.isDaily() == forToday).forEach(Bucket::drain);
        }
    }

    /** The limits. */
    @Override
    public String toString() {
        return all.isEmpty()
                ? "no limit is known"
                : all.stream()
                        .map(bucket -> "%s %d".formatted(bucket.name(), bucket.limit()))
                        .collect(Collectors.joining(", "));
    }
}
