package io.aiprism.gateway.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.gateway.call.BreakerState;
import io.aiprism.gateway.call.GatewayEvent;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelException.Kind;
import io.aiprism.model.ModelRequest;
import io.aiprism.testkit.model.ScriptedBackend;
import io.aiprism.testkit.task.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CircuitBreakerTest {
    private final ManualClock clock = new ManualClock();
    private final CircuitBreaker breaker = CircuitBreaker.builder()
            .failuresInARow(3)
            .openFor(Duration.ofSeconds(30))
            .clock(clock)
            .build();
    private final ScriptedBackend model = new ScriptedBackend("m");
    private final List<GatewayEvent> events = new ArrayList<>();
    private final CircuitBreakerBackend backend = new CircuitBreakerBackend(model, breaker, events::add);
    private final ModelRequest request = ModelRequest.builder("text", 10).build();

    @Test
    void it_opens_after_failures_in_a_row_and_says_for_how_long() {
        fail(Kind.UNAVAILABLE, 3);
        clock.advance(Duration.ofSeconds(10));
        assertThatThrownBy(() -> backend.send(request)).isInstanceOfSatisfying(ModelException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.CIRCUIT_OPEN);
            assertThat(e.retryAfter()).contains(Duration.ofSeconds(20));
            assertThat(e.attempts()).isEmpty();
        });
        assertThat(model.requests()).hasSize(3);
        assertThat(events)
                .containsExactly(
                        new GatewayEvent.BreakerChanged(model.target(), BreakerState.CLOSED, BreakerState.OPEN));
    }

    @Test
    void an_answer_between_failures_keeps_it_closed() throws Exception {
        fail(Kind.UNAVAILABLE, 2);
        model.thenText("said");
        backend.send(request);
        fail(Kind.UNAVAILABLE, 2);
        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void it_opens_when_half_of_the_last_calls_failed() throws Exception {
        for (int i = 0; i < 9; i++) {
            model.thenText("said");
            backend.send(request);
            fail(Kind.MODEL_ERROR, 1);
        }
        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
        model.thenText("said");
        backend.send(request);
        fail(Kind.MODEL_ERROR, 1);
        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "THROTTLED",
                "QUOTA_EXHAUSTED",
                "INVALID_REQUEST",
                "UNSUPPORTED_FEATURE",
                "ACCESS_DENIED",
                "NOT_FOUND",
                "REQUEST_TOO_LARGE",
                "BUDGET_EXCEEDED",
                "DEADLINE_EXCEEDED",
                "PENDING"
            })
    void what_is_no_failure_of_the_target_does_not_open_it(Kind kind) {
        fail(kind, 50);
        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void one_probe_decides_and_all_others_wait_outside() {
        fail(Kind.UNAVAILABLE, 3);
        clock.advance(Duration.ofSeconds(30));
        CircuitBreaker.Pass probe = breaker.enter().orElseThrow();
        assertThat(breaker.state()).isEqualTo(BreakerState.HALF_OPEN);
        assertThat(breaker.enter()).isEmpty();
        breaker.exit(probe, CircuitBreaker.Result.NOT_AVAILABLE);
        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
        assertThat(breaker.enter()).isEmpty();
        clock.advance(Duration.ofSeconds(30));
        breaker.exit(breaker.enter().orElseThrow(), CircuitBreaker.Result.AVAILABLE);
        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void a_probe_that_shows_nothing_leaves_its_place_to_the_next_call() {
        fail(Kind.UNAVAILABLE, 3);
        clock.advance(Duration.ofSeconds(30));
        model.then(each -> {
            throw new InterruptedException("given up");
        });
        assertThatThrownBy(() -> backend.send(request)).isInstanceOf(InterruptedException.class);
        assertThat(breaker.state()).isEqualTo(BreakerState.HALF_OPEN);
        assertThat(breaker.enter()).isPresent();
    }

    @Test
    void calls_from_before_it_opened_say_nothing_about_the_time_after() {
        Optional<CircuitBreaker.Pass> slow = breaker.enter();
        fail(Kind.UNAVAILABLE, 3);
        clock.advance(Duration.ofSeconds(30));
        breaker.exit(breaker.enter().orElseThrow(), CircuitBreaker.Result.AVAILABLE);
        fail(Kind.UNAVAILABLE, 2);
        breaker.exit(slow.orElseThrow(), CircuitBreaker.Result.NOT_AVAILABLE);
        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    }

    private void fail(Kind kind, int times) {
        for (int i = 0; i < times; i++) {
            model.thenFail(kind);
            assertThatThrownBy(() -> backend.send(request)).isInstanceOf(ModelException.class);
        }
    }
}
