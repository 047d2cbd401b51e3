package io.aiprism.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.gateway.call.GatewayListener;
import io.aiprism.model.CallContext;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelProfile;
import io.aiprism.model.ModelQuota;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelTarget;
import io.aiprism.model.TokenEstimator;
import io.aiprism.testkit.model.ScriptedBackend;
import io.aiprism.testkit.task.ManualClock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many reviews at once, in manual time, against a provider that keeps its own account. */
class QuotaSimulationTest {
    private static final int REVIEWS = 16;
    private static final int FEW = 40;
    private static final int ALL = 200;
    private static final int WORKERS = 8;
    private static final Duration SKEW = Duration.ofSeconds(1);
    private static final Duration STEP = Duration.ofMillis(50);

    private final ManualClock clock = new ManualClock();
    private final SimulatedCallers callers = new SimulatedCallers(clock);

    @Test
    void where_requests_bind_they_are_used_up_and_hardly_a_call_is_throttled() {
        Outcome outcome = run(ALL, 1, 500, 60, 200_000, SKEW);
        assertThat(outcome.requestShare()).isGreaterThan(0.98);
        assertThat(outcome.throttledShare()).isLessThan(0.005);
        assertThat(outcome.behind()).isLessThanOrEqualTo(WORKERS);
    }

    @Test
    void where_tokens_bind_they_are_used_up_and_hardly_a_call_is_throttled() {
        Outcome outcome = run(FEW, 1, 4_000, 600, 200_000, SKEW);
        assertThat(outcome.tokenShare()).isGreaterThan(0.98);
        assertThat(outcome.throttledShare()).isLessThan(0.005);
    }

    @Test
    void where_output_counts_five_times_calls_under_way_do_not_overdraw_the_quota() {
        Outcome outcome = run(FEW, 5, 1_500, 60, 200_000, SKEW);
        assertThat(outcome.tokenShare()).isGreaterThan(0.98);
        assertThat(outcome.throttledShare()).isLessThan(0.005);
    }

    @Test
    void without_skew_the_provider_throttles_since_calls_arrive_closer_together_than_they_left() {
        Outcome outcome = run(FEW, 1, 500, 60, 200_000, Duration.ZERO);
        // Hardly any: the first one empties the bucket here, and so makes up for the skew.
        assertThat(outcome.throttledShare()).isPositive();
    }

    private record Outcome(double requestShare, double tokenShare, double throttledShare, int behind) {}

    private Outcome run(int perReview, int burndown, int maxTokens, long rpm, long tpm, Duration skew) {
        ScriptedBackend backend = backend(burndown);
        var provider = new SimulatedProvider(clock, callers, backend, burndown, rpm, tpm);
        backend.otherwise(provider);
        Quota quota = Quota.builder(ModelQuota.perMinute(rpm, tpm))
                .clock(clock)
                .skew(skew)
                .maxWait(Duration.ofHours(2))
                .build();
        ConcurrencyLimit limit = ConcurrencyLimit.adaptive(64)
                .maxWait(Duration.ofHours(2))
                .clock(clock)
                .build();
        var held = new QuotaBackend(
                backend,
                quota,
                QuotaRule.documented(),
                TokenEstimator.fourCharacters(),
                false,
                GatewayListener.NONE,
                clock);
        var gateway = new ConcurrencyBackend(held, limit, GatewayListener.NONE, clock);
        // In this order: a call waits for its place before it waits for quota, and is not to be counted twice.
        IntSupplier waiting = () -> quota.waiting() + limit.waiting();
        ModelRequest request =
                ModelRequest.builder("word ".repeat(1_200), maxTokens).build();
        var left = new AtomicInteger[REVIEWS];
        for (int review = 0; review < REVIEWS; review++) {
            left[review] = new AtomicInteger(perReview);
            AtomicInteger sections = left[review];
            ModelRequest own = request.toBuilder()
                    .context(new CallContext("tenant " + review, Optional.empty(), Optional.empty(), Map.of()))
                    .build();
            IntStream.range(0, WORKERS)
                    .forEach(worker -> callers.start(() -> {
                        while (sections.getAndDecrement() > 0) {
                            send(gateway, own);
                        }
                    }));
        }
        long started = clock.millis();
        callers.settle(waiting);
        // The ramps at both ends say nothing about the steady state.
        while (callers.ended() == 0) {
            clock.advance(STEP);
            callers.settle(waiting);
        }
        double minutes = (clock.millis() - started) / 60_000.0;
        var outcome = new Outcome(
                (provider.calls() - provider.throttled()) / (rpm * (minutes + 1)),
                provider.tokensUsed() / (tpm * (minutes + 1)),
                (double) provider.throttled() / provider.calls(),
                Stream.of(left).mapToInt(AtomicInteger::get).max().orElseThrow());
        callers.run(STEP, waiting);
        return outcome;
    }

    private void send(ModelBackend gateway, ModelRequest request) throws Exception {
        while (true) {
            try {
                gateway.send(request);
                return;
            } catch (ModelException e) {
                callers.sleep(Duration.ofSeconds(1));
            }
        }
    }

    private static ScriptedBackend backend(int burndown) {
        return new ScriptedBackend(
                new ModelTarget("scripted", "model", Optional.empty(), Optional.empty()),
                new ModelProfile(
                        "model",
                        Optional.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        Set.of(),
                        ModelQuota.UNKNOWN,
                        burndown,
                        OptionalInt.empty(),
                        false,
                        Map.of()));
    }
}
