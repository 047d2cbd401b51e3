package io.aiprism.gateway;

import static java.util.Objects.requireNonNull;

import io.aiprism.gateway.fallback.CircuitBreaker;
import io.aiprism.gateway.limit.ConcurrencyLimit;
import io.aiprism.gateway.limit.Quota;
import io.aiprism.model.ModelBackend;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One target of a gateway, with what is particular to it. What is not said is the gateway's default. Immutable.
 *
 * <p>Quotas, limits and breakers that are given may be shared by several gateways of the process; those made by default belong to
 * one.
 */
public final class Leg {
    private final ModelBackend backend;
    private final boolean quotaKept;
    private final @Nullable Quota quota;
    private final @Nullable ConcurrencyLimit concurrency;
    private final @Nullable CircuitBreaker breaker;

    private Leg(
            ModelBackend backend,
            boolean quotaKept,
            @Nullable Quota quota,
            @Nullable ConcurrencyLimit concurrency,
            @Nullable CircuitBreaker breaker) {
        this.backend = requireNonNull(backend, "backend");
        this.quotaKept = quotaKept;
        this.quota = quota;
        this.concurrency = concurrency;
        this.breaker = breaker;
    }

    /**
     * A target with the defaults: the quota of its profile, 4 to 64 calls in flight, and a breaker. Whether two targets are the same
     * model by other names, by its id and by an ARN say, is the provider's to know: give both the same {@link Quota} then.
     *
     * @param backend is closed with the gateway
     */
    public static Leg of(ModelBackend backend) {
        return new Leg(backend, true, null, null, null);
    }

    /** The same with this quota. */
    public Leg quota(Quota quota) {
        return new Leg(backend, true, requireNonNull(quota, "quota"), concurrency, breaker);
    }

    /** The same, held to no quota, not even that of its profile. */
    public Leg withoutQuota() {
        return new Leg(backend, false, null, concurrency, breaker);
    }

    /** The same with this limit of calls in flight. */
    public Leg concurrency(ConcurrencyLimit concurrency) {
        return new Leg(backend, quotaKept, quota, requireNonNull(concurrency, "concurrency"), breaker);
    }

    /** The same with this breaker. */
    public Leg breaker(CircuitBreaker breaker) {
        return new Leg(backend, quotaKept, quota, concurrency, requireNonNull(breaker, "breaker"));
    }

    ModelBackend backend() {
        return backend;
    }

    boolean isQuotaKept() {
        return quotaKept;
    }

    Optional<Quota> quota() {
        return Optional.ofNullable(quota);
    }

    Optional<ConcurrencyLimit> concurrency() {
        return Optional.ofNullable(concurrency);
    }

    Optional<CircuitBreaker> breaker() {
        return Optional.ofNullable(breaker);
    }
}
