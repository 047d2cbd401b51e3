package io.aiprism.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.gateway.cache.InMemoryAnswerCache;
import io.aiprism.gateway.call.BreakerState;
import io.aiprism.gateway.call.GatewayEvent;
import io.aiprism.gateway.fallback.CircuitBreaker;
import io.aiprism.gateway.fallback.FallbackPolicy;
import io.aiprism.gateway.ledger.Budget;
import io.aiprism.gateway.limit.ConcurrencyLimit;
import io.aiprism.gateway.limit.Quota;
import io.aiprism.gateway.limit.QuotaRule;
import io.aiprism.gateway.retry.RetryPolicy;
import io.aiprism.model.CallContext;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelException.Kind;
import io.aiprism.model.ModelPrices;
import io.aiprism.model.ModelProfile;
import io.aiprism.model.ModelQuota;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.ModelTarget;
import io.aiprism.task.Registration;
import io.aiprism.task.TaskClock;
import io.aiprism.testkit.model.ScriptedBackend;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ModelGatewayTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ScriptedBackend eu = model("eu.model", "eu");
    private final ScriptedBackend eu2 = model("eu.other", "eu");
    private final ScriptedBackend us = model("us.model", "us");
    private final List<GatewayEvent> events = new CopyOnWriteArrayList<>();
    private final ModelRequest request =
            ModelRequest.builder("text", 10).cacheKey("key").build();

    /** A clock on which whoever waits for a retry has waited already; deadlines of waiting calls do not come. */
    private static final class JumpingClock implements TaskClock {
        private final AtomicLong millis = new AtomicLong();

        @Override
        public long millis() {
            return millis.get();
        }

        @Override
        public Registration schedule(Instant at, Runnable action) {
            millis.accumulateAndGet(at.plusNanos(999_999).toEpochMilli(), Math::max);
            action.run();
            return () -> {};
        }
    }

    @Test
    void a_call_goes_through_retries_breaker_and_fallback_and_every_attempt_is_in_the_ledger() throws Exception {
        eu.otherwise(each -> {
            throw eu.failure(Kind.UNAVAILABLE);
        });
        eu2.thenText("said").thenText("said");
        try (ModelGateway gateway = gateway(ModelGateway.builder(Leg.of(eu)
                        .breaker(CircuitBreaker.builder().failuresInARow(1).build()))
                .fallback(eu2))) {
            ModelResponse answer = gateway.send(request);
            assertThat(answer.target()).isEqualTo(eu2.target());
            // Five at the first target, and one at the second.
            assertThat(answer.attempts()).hasSize(6);
            assertThat(gateway.ledger().totals().attempts()).isEqualTo(6);
            assertThat(gateway.breakers())
                    .isEqualTo(Map.of(eu.target(), BreakerState.OPEN, eu2.target(), BreakerState.CLOSED));
            gateway.send(request);
            assertThat(eu.requests()).hasSize(5);
        }
        assertThat(events.stream().map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(
                        GatewayEvent.AttemptStarted.class,
                        GatewayEvent.AttemptEnded.class,
                        GatewayEvent.Retried.class,
                        GatewayEvent.BreakerChanged.class,
                        GatewayEvent.FellOver.class);
        assertThat(eu.isClosed()).isTrue();
        assertThat(eu2.isClosed()).isTrue();
    }

    @Test
    void a_kept_answer_asks_nobody_and_takes_no_quota() throws Exception {
        eu.thenText("said");
        ModelGateway gateway = gateway(ModelGateway.builder(Leg.of(eu).quota(Quota.perMinute(1, 1_000)))
                .cache(InMemoryAnswerCache.builder().build()));
        for (int i = 0; i < 5; i++) {
            assertThat(gateway.send(request).text()).isEqualTo("said");
        }
        assertThat(eu.requests()).hasSize(1);
        assertThat(events).filteredOn(GatewayEvent.CacheHit.class::isInstance).hasSize(4);
    }

    @Test
    void a_retry_takes_quota_again() {
        eu.thenFail(Kind.UNAVAILABLE).thenText("said");
        Quota quota = Quota.builder(ModelQuota.perMinute(1, 1_000_000))
                .maxWait(SECOND)
                .build();
        ModelGateway gateway = gateway(ModelGateway.builder(Leg.of(eu).quota(quota)));
        assertThatThrownBy(() -> gateway.send(request)).isInstanceOfSatisfying(ModelException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.THROTTLED);
            assertThat(e.attempts()).hasSize(1);
            assertThat(e.retryAfter()).isPresent();
        });
        assertThat(eu.requests()).hasSize(1);
    }

    @Test
    void a_backend_that_names_no_attempts_is_told_from_a_refusal_all_the_same() {
        eu.then(each -> {
            throw ModelException.of(Kind.THROTTLED, "429");
        });
        ConcurrencyLimit limit = ConcurrencyLimit.adaptive(8).build();
        ModelGateway gateway =
                gateway(ModelGateway.builder(Leg.of(eu).concurrency(limit)).retry(RetryPolicy.none()));
        assertThatThrownBy(() -> gateway.send(request))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.attempts()).hasSize(1));
        assertThat(limit.limit()).isEqualTo(2);
    }

    @Test
    void a_budget_that_is_used_up_is_no_failure_of_the_target_and_asks_nobody_else() {
        ModelGateway gateway = gateway(ModelGateway.builder(eu)
                .fallback(eu2)
                .budget(Budget.builder().overall(new BigDecimal("0.000001")).build()));
        assertThatThrownBy(() -> gateway.send(request))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BUDGET_EXCEEDED));
        assertThat(eu.requests()).isEmpty();
        assertThat(eu2.requests()).isEmpty();
        assertThat(gateway.breakers()).containsEntry(eu.target(), BreakerState.CLOSED);
    }

    @Test
    void every_call_gets_the_deadline_of_the_timeout_unless_it_has_an_earlier_one() throws Exception {
        eu.thenText("said").thenText("said");
        var clock = new JumpingClock();
        ModelGateway gateway = ModelGateway.builder(eu)
                .timeout(Duration.ofMinutes(2))
                .clock(clock)
                .build();
        gateway.send(request);
        gateway.send(request.toBuilder()
                .context(CallContext.NONE.withDeadline(Instant.ofEpochSecond(3)))
                .build());
        assertThat(eu.requests())
                .extracting(each -> each.context().deadline().orElseThrow())
                .containsExactly(Instant.ofEpochSecond(120), Instant.ofEpochSecond(3));
    }

    @Test
    void it_describes_what_is_in_effect() {
        ModelGateway gateway = ModelGateway.builder(Leg.of(eu).quota(Quota.perMinute(60, 200_000)))
                .fallback(eu2)
                .timeout(Duration.ofMinutes(10))
                .build();
        assertThat(gateway.describe()).isEqualTo("""
                target eu.model in somewhere, geography eu
                  quota: requestsPerMinute 60, tokensPerMinute 200000, maxWait PT5M, skew PT1S, rule DOCUMENTED, output counts 1×
                  concurrency: adaptive up to 64, maxWait PT10M
                  breaker: opens after 5 failures in a row or 50 % of 20 calls, for PT30S
                fallback eu.other in somewhere, geography eu
                  quota: not held to any
                  concurrency: adaptive up to 64, maxWait PT10M
                  breaker: opens after 5 failures in a row or 50 % of 20 calls, for PT30S
                retry: THROTTLED 8× from PT1S, UNAVAILABLE 4× from PT0.1S, NOT_READY 5× from PT1S, MODEL_ERROR 1× from PT0.1S, MODEL_TIMEOUT 1× from PT0.1S, CONNECTION_FAILED 4× from PT0.1S, RESPONSE_CUT_OFF 1× from PT0.1S, INVALID_RESPONSE 1× from PT0.1S; cap PT20S, longestWait PT30S, per review 20 and 0.2 for each call
                falls over on: [THROTTLED, QUOTA_EXHAUSTED, UNAVAILABLE, NOT_READY, MODEL_ERROR, MODEL_TIMEOUT, CONNECTION_FAILED, RESPONSE_CUT_OFF, INVALID_RESPONSE, CIRCUIT_OPEN], within the geography
                timeout: PT10M
                answer cache: none
                prompt cache warm-up: yes
                budget: no limit""");
        assertThat(gateway).hasToString(gateway.describe());
    }

    @Test
    void the_quota_of_the_profile_is_kept_unless_told_otherwise() {
        ScriptedBackend model = new ScriptedBackend(eu.target(), eu.profile().withQuota(ModelQuota.perMinute(7, 700)));
        assertThat(ModelGateway.builder(model).build().describe()).contains("requestsPerMinute 7, tokensPerMinute 700");
        assertThat(ModelGateway.builder(Leg.of(model).withoutQuota()).build().describe())
                .contains("quota: not held to any");
    }

    @Test
    void a_fallback_in_another_geography_is_refused_unless_allowed() {
        assertRefused(ModelGateway.builder(eu).fallback(us), "us.model", "(us)", "eu.model", "(eu)");
        assertThat(ModelGateway.builder(eu)
                        .fallback(us)
                        .allowOtherGeographies()
                        .build()
                        .describe())
                .contains("to other geographies too");
        assertRefused(ModelGateway.builder(eu).fallback(new ScriptedBackend("m")), "(not known)", "(eu)");
    }

    @Test
    void a_quota_that_is_too_small_for_what_requests_usually_ask_for_is_refused() {
        assertRefused(
                ModelGateway.builder(Leg.of(eu).quota(Quota.perMinute(60, 4_000)))
                        .typicalMaxTokens(4_000),
                "typicalMaxTokens is 4000",
                "takes 4001",
                "holds 4000");
    }

    @Test
    void a_model_that_writes_less_than_requests_usually_ask_for_is_refused() {
        assertRefused(
                ModelGateway.builder(eu).typicalMaxTokens(9_000), "typicalMaxTokens is 9000", "writes 8000 at most");
    }

    @Test
    void one_target_has_one_quota_and_stands_once() {
        assertRefused(
                ModelGateway.builder(Leg.of(eu).quota(Quota.perMinute(60, 4_000)))
                        .fallback(Leg.of(eu).quota(Quota.perMinute(30, 4_000))),
                "two quotas",
                "requestsPerMinute 60",
                "requestsPerMinute 30");
        assertRefused(ModelGateway.builder(eu).fallback(eu), "eu.model", "named twice");
    }

    @Test
    void waits_that_are_longer_than_the_timeout_are_refused() {
        assertRefused(
                ModelGateway.builder(Leg.of(eu).quota(Quota.perMinute(60, 4_000)))
                        .timeout(SECOND),
                "maxWait (PT5M)",
                "timeout (PT1S)");
        assertRefused(
                ModelGateway.builder(
                                Leg.of(eu).concurrency(ConcurrencyLimit.fixed(1).build()))
                        .timeout(SECOND),
                "maxWait (PT15M)",
                "timeout (PT1S)");
        assertRefused(
                ModelGateway.builder(eu).retry(RetryPolicy.defaults()).timeout(SECOND),
                "longestWait (PT30S)",
                "timeout (PT1S)");
    }

    @Test
    void a_budget_without_prices_is_refused_unless_it_lets_unknown_prices_through() {
        ScriptedBackend unpriced = new ScriptedBackend("m");
        Budget.Builder budget = Budget.builder().overall(BigDecimal.ONE);
        assertRefused(ModelGateway.builder(unpriced).budget(budget.build()), "budget", "no price is known of m");
        assertThat(ModelGateway.builder(unpriced)
                        .budget(budget.allowUnknownPrices().build())
                        .build())
                .isNotNull();
    }

    @Test
    void settings_without_what_they_are_for_are_refused() {
        assertRefused(
                ModelGateway.builder(eu).fallbackPolicy(FallbackPolicy.defaults()), "fallbackPolicy", "no fallback");
        assertRefused(ModelGateway.builder(eu).cachePerRegion(true), "cachePerRegion", "no cache");
    }

    @Test
    void the_rule_of_the_quota_can_be_chosen() {
        assertThat(ModelGateway.builder(Leg.of(eu).quota(Quota.perMinute(1, 100)))
                        .quotaRule(QuotaRule.conservative())
                        .build()
                        .describe())
                .contains("rule CONSERVATIVE");
    }

    private ModelGateway gateway(ModelGateway.Builder builder) {
        return builder.clock(new JumpingClock()).listener(events::add).build();
    }

    private static void assertRefused(ModelGateway.Builder builder, String... parts) {
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(parts);
    }

    private static ScriptedBackend model(String id, String geography) {
        ModelProfile unknown = ModelProfile.unknown(id);
        BigDecimal dollar = BigDecimal.ONE;
        return new ScriptedBackend(
                new ModelTarget("scripted", id, Optional.of("somewhere"), Optional.of(geography)),
                new ModelProfile(
                                id,
                                Optional.empty(),
                                OptionalInt.empty(),
                                OptionalInt.of(8_000),
                                unknown.features(),
                                ModelQuota.UNKNOWN,
                                1,
                                OptionalInt.empty(),
                                false,
                                Map.of())
                        .withPrices(Map.of(
                                ModelProfile.DEFAULT_TIER, new ModelPrices(dollar, dollar, dollar, dollar, dollar))));
    }
}
