package io.aiprism.gateway;

import io.aiprism.gateway.cache.CachingBackend;
import io.aiprism.gateway.cache.PromptCacheWarmup;
import io.aiprism.gateway.call.GatewayEvent;
import io.aiprism.gateway.call.GatewayListener;
import io.aiprism.gateway.fallback.CircuitBreaker;
import io.aiprism.gateway.fallback.CircuitBreakerBackend;
import io.aiprism.gateway.fallback.FallbackBackend;
import io.aiprism.gateway.fallback.FallbackPolicy;
import io.aiprism.gateway.ledger.Ledger;
import io.aiprism.gateway.ledger.LedgerBackend;
import io.aiprism.gateway.limit.ConcurrencyBackend;
import io.aiprism.gateway.limit.ConcurrencyLimit;
import io.aiprism.gateway.limit.Quota;
import io.aiprism.gateway.limit.QuotaBackend;
import io.aiprism.gateway.retry.RetryBackend;
import io.aiprism.gateway.retry.RetryPolicy;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelFeature;
import io.aiprism.model.ModelQuota;
import io.aiprism.model.ModelTarget;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** Puts a gateway together: the one place that knows the order. */
final class Composition {
    private static final int MAX_CONCURRENCY = 64;
    private static final Duration QUOTA_WAIT = Duration.ofMinutes(5);
    private static final Duration CONCURRENCY_WAIT = Duration.ofMinutes(15);

    private final ModelGateway.Builder settings;
    private final Ledger ledger;
    private final GatewayListener listener;
    private final RetryPolicy retry;
    private final FallbackPolicy fallback;

    Composition(ModelGateway.Builder settings, Ledger ledger) {
        this.settings = settings;
        this.ledger = ledger;
        this.listener = GatewayListener.all(settings.listeners);
        this.retry = settings.retry == null ? RetryPolicy.defaults() : settings.retry;
        this.fallback = settings.fallbackPolicy == null ? FallbackPolicy.defaults() : settings.fallbackPolicy;
    }

    BuiltLeg leg(Leg leg) {
        Optional<Quota> quota = quota(leg);
        ConcurrencyLimit concurrency = leg.concurrency()
                .orElseGet(() -> ConcurrencyLimit.adaptive(MAX_CONCURRENCY)
                        .maxWait(atMostTimeout(CONCURRENCY_WAIT))
                        .clock(settings.clock)
                        .build());
        CircuitBreaker breaker = leg.breaker()
                .orElseGet(() -> CircuitBreaker.builder().clock(settings.clock).build());
        ModelBackend backend = accounted(new AttemptBackend(leg.backend(), listener, settings.clock));
        if (quota.isPresent()) {
            backend = new QuotaBackend(
                    backend,
                    quota.get(),
                    settings.quotaRule,
                    settings.tokenEstimator,
                    settings.countPrefixes,
                    listener,
                    settings.clock);
        }
        backend = new ConcurrencyBackend(backend, concurrency, listener, settings.clock);
        backend = new RetryBackend(backend, retry, listener, settings.clock, settings.random);
        backend = settings.structuredOutput.apply(backend);
        backend = new CircuitBreakerBackend(backend, breaker, listener);
        return new BuiltLeg(cached(warmedUp(backend)), quota, concurrency, breaker);
    }

    ModelBackend around(List<BuiltLeg> legs) {
        ModelBackend backend = legs.size() == 1
                ? legs.getFirst().outermost()
                : new FallbackBackend(
                        legs.stream().map(BuiltLeg::outermost).toList(), fallback, listener, settings.clock);
        if (settings.timeout != null) {
            backend = new TimeoutBackend(backend, settings.timeout, settings.clock);
        }
        return ledger.countCalls(backend);
    }

    String describe(List<BuiltLeg> legs) {
        var lines = new StringJoiner("\n");
        for (int i = 0; i < legs.size(); i++) {
            BuiltLeg leg = legs.get(i);
            lines.add((i == 0 ? "target " : "fallback ") + leg.target() + geography(leg.target()));
            lines.add("  quota: " + leg.quota().map(Quota::toString).orElse("not held to any") + rule(leg));
            lines.add("  concurrency: " + leg.concurrency());
            lines.add("  breaker: " + leg.breaker());
        }
        lines.add("retry: " + retry);
        if (legs.size() > 1) {
            lines.add("falls over on: " + fallback
                    + (settings.otherGeographies ? ", to other geographies too" : ", within the geography"));
        }
        lines.add("timeout: " + (settings.timeout == null ? "what each call says" : settings.timeout));
        lines.add("answer cache: "
                + (settings.cache == null
                        ? "none"
                        : settings.cache + (settings.cachePerRegion ? ", for each region" : "")));
        lines.add("prompt cache warm-up: " + (settings.promptCacheWarmup ? "yes" : "no"));
        lines.add("budget: " + (settings.budget == null ? "no limit" : settings.budget));
        return lines.toString();
    }

    private Optional<Quota> quota(Leg leg) {
        ModelQuota known = leg.backend().profile().quota();
        if (!leg.isQuotaKept() || (leg.quota().isEmpty() && known.equals(ModelQuota.UNKNOWN))) {
            return Optional.empty();
        }
        return Optional.of(leg.quota()
                .orElseGet(() -> Quota.builder(known)
                        .maxWait(atMostTimeout(QUOTA_WAIT))
                        .clock(settings.clock)
                        .build()));
    }

    private Duration atMostTimeout(Duration wait) {
        return settings.timeout == null || wait.compareTo(settings.timeout) <= 0 ? wait : settings.timeout;
    }

    private ModelBackend accounted(ModelBackend backend) {
        LedgerBackend.Builder builder =
                LedgerBackend.builder(backend, ledger).budget(settings.budget).clock(settings.clock);
        return (settings.serviceTier == null ? builder : builder.serviceTier(settings.serviceTier)).build();
    }

    private ModelBackend warmedUp(ModelBackend backend) {
        return settings.promptCacheWarmup && backend.profile().accepts(ModelFeature.PROMPT_CACHING)
                ? PromptCacheWarmup.builder(backend)
                        .clock(settings.clock)
                        .estimator(settings.tokenEstimator)
                        .build()
                : backend;
    }

    private ModelBackend cached(ModelBackend backend) {
        if (settings.cache == null) {
            return backend;
        }
        return CachingBackend.builder(backend, settings.cache)
                .clock(settings.clock)
                .perRegion(settings.cachePerRegion)
                .listener((request, answer, profile) -> {
                    ledger.saved(request, answer, profile);
                    listener.on(new GatewayEvent.CacheHit(answer.target(), request.context()));
                })
                .build();
    }

    private String rule(BuiltLeg leg) {
        return leg.quota().isEmpty()
                ? ""
                : ", rule %s, output counts %d×"
                        .formatted(settings.quotaRule, leg.outermost().profile().outputBurndown());
    }

    private static String geography(ModelTarget target) {
        return target.geography().map(name -> ", geography " + name).orElse("");
    }
}
