package io.aiprism.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.gateway.call.BackendDecorator;
import io.aiprism.gateway.call.GatewayEvent;
import io.aiprism.gateway.call.GatewayListener;
import io.aiprism.gateway.call.ModelCall;
import io.aiprism.model.CacheTtl;
import io.aiprism.model.ContentBlock;
import io.aiprism.model.Message;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelQuota;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.StopReason;
import io.aiprism.model.TokenEstimator;
import io.aiprism.model.TokenUsage;
import io.aiprism.testkit.model.ScriptedBackend;
import io.aiprism.testkit.task.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class QuotaBackendTest {
    private static final String PREFIX = "p".repeat(40_000);

    private final ManualClock clock = new ManualClock();
    private final SimulatedCallers callers = new SimulatedCallers(clock);
    private final ScriptedBackend model = new ScriptedBackend("m");
    private final List<GatewayEvent> events = new CopyOnWriteArrayList<>();

    @Test
    void what_is_read_from_the_prompt_cache_takes_no_quota() throws Exception {
        model.then(request -> model.response("x", StopReason.END_TURN, new TokenUsage(100, 0, 10_000, 0, 10)));
        model.otherwise(request -> model.response("x", StopReason.END_TURN, new TokenUsage(100, 10_000, 0, 0, 10)));
        QuotaBackend backend = backend(
                Quota.builder(ModelQuota.perMinute(1_000, 12_000)).clock(clock).build(), GatewayListener.NONE);
        for (int i = 0; i < 10; i++) {
            backend.send(cached("section " + i));
        }
        assertThat(model.requests()).hasSize(10);
        assertThat(clock.now()).isEqualTo(new ManualClock().now());
    }

    @Test
    void a_wait_is_told() throws Exception {
        model.otherwise(request -> model.response("x", StopReason.END_TURN, TokenUsage.of(1, 1)));
        Quota quota = Quota.builder(ModelQuota.perMinute(60, 1_000_000))
                .skew(Duration.ofSeconds(30))
                .clock(clock)
                .build();
        QuotaBackend backend = backend(quota, events::add);
        for (int i = 0; i < 30; i++) {
            backend.send(request());
        }
        callers.start(() -> backend.send(request()));
        callers.run(Duration.ofMillis(100), quota::waiting);
        assertThat(events)
                .containsExactly(new GatewayEvent.WaitedForQuota(
                        model.target(), request().context(), Duration.ofSeconds(1)));
    }

    @Test
    void estimates_learn_what_a_model_counts() {
        var estimates = new InputEstimates(TokenEstimator.fourCharacters());
        ModelRequest request = ModelRequest.builder("a".repeat(4_000), 100).build();
        InputEstimates.Parts parts = estimates.parts(request);
        assertThat(estimates.counted(parts, Instant.EPOCH)).isEqualTo(1_000);
        estimates.learn(parts, 100, TokenUsage.of(1_500, 50), Instant.EPOCH);
        assertThat(estimates.counted(parts, Instant.EPOCH)).isEqualTo(1_500);
        assertThat(estimates.output(200)).hasValue(100);
        estimates.learn(parts, 100, TokenUsage.of(500, 50), Instant.EPOCH);
        assertThat(estimates.counted(parts, Instant.EPOCH)).isEqualTo(1_400);
    }

    @Test
    void a_prefix_counts_again_when_the_provider_no_longer_keeps_it() {
        var estimates = new InputEstimates(TokenEstimator.fourCharacters());
        InputEstimates.Parts parts = estimates.parts(cached("s"));
        estimates.learn(parts, 100, new TokenUsage(1, 0, 10_000, 0, 50), Instant.EPOCH);
        assertThat(estimates.counted(parts, Instant.EPOCH.plusSeconds(299))).isLessThan(10);
        assertThat(estimates.counted(parts, Instant.EPOCH.plusSeconds(300))).isBetween(10_000L, 10_005L);
    }

    @Test
    void a_prefix_is_named_by_its_text_and_not_by_what_follows() {
        var estimates = new InputEstimates(TokenEstimator.fourCharacters());
        assertThat(estimates.parts(cached("one")).prefix())
                .isEqualTo(estimates.parts(cached("two")).prefix())
                .isNotEqualTo(estimates
                        .parts(cached("one").toBuilder()
                                .replaceSystem(List.of(
                                        new ContentBlock.Text("q"), new ContentBlock.CachePoint(CacheTtl.FIVE_MINUTES)))
                                .build())
                        .prefix());
    }

    @Test
    void the_request_that_counts_a_prefix_holds_nothing_else() {
        ModelRequest prefix = InputEstimates.prefixOf(cached("section")).orElseThrow();
        assertThat(prefix.system()).containsExactly(new ContentBlock.Text(PREFIX));
        assertThat(prefix.messages()).containsExactly(Message.user("."));
        assertThat(InputEstimates.prefixOf(request())).isEmpty();
    }

    @Test
    void a_prefix_is_counted_by_the_provider_once() throws Exception {
        model.otherwise(request -> model.response("x", StopReason.END_TURN, TokenUsage.of(1, 1)));
        List<ModelRequest> counted = new ArrayList<>();
        ModelBackend counting = new BackendDecorator(model) {
            @Override
            protected ModelResponse around(ModelRequest request, ModelCall next)
                    throws ModelException, InterruptedException {
                return next.make(request);
            }

            @Override
            public OptionalLong countInputTokens(ModelRequest request) {
                counted.add(request);
                return OptionalLong.of(25_000);
            }
        };
        // The estimate of the prefix would be 10,000, which fits; what the provider counts does not.
        Quota quota =
                Quota.builder(ModelQuota.perMinute(1_000, 20_000)).clock(clock).build();
        var backend = new QuotaBackend(
                counting,
                quota,
                QuotaRule.documented(),
                TokenEstimator.fourCharacters(),
                true,
                GatewayListener.NONE,
                clock);
        for (String text : List.of("one", "two")) {
            assertThatThrownBy(() -> backend.send(cached(text)))
                    .isInstanceOfSatisfying(
                            ModelException.class,
                            e -> assertThat(e.kind()).isEqualTo(ModelException.Kind.REQUEST_TOO_LARGE));
        }
        assertThat(counted).hasSize(1);
        backend.send(request());
        assertThat(counted).hasSize(1);
    }

    private QuotaBackend backend(Quota quota, GatewayListener listener) {
        return new QuotaBackend(
                model, quota, QuotaRule.documented(), TokenEstimator.fourCharacters(), false, listener, clock);
    }

    private static ModelRequest request() {
        return ModelRequest.builder("text", 10).build();
    }

    private static ModelRequest cached(String text) {
        return ModelRequest.builder(text, 100)
                .system(PREFIX)
                .system(new ContentBlock.CachePoint(CacheTtl.FIVE_MINUTES))
                .build();
    }
}
