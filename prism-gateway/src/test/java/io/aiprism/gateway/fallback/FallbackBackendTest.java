package io.aiprism.gateway.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.gateway.call.GatewayEvent;
import io.aiprism.model.CallContext;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelException.Kind;
import io.aiprism.model.ModelProfile;
import io.aiprism.model.ModelQuota;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.ModelTarget;
import io.aiprism.model.StopReason;
import io.aiprism.testkit.model.ScriptedBackend;
import io.aiprism.testkit.task.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FallbackBackendTest {
    private final ManualClock clock = new ManualClock();
    private final ScriptedBackend first = model("first", 1_000);
    private final ScriptedBackend same = model("same", 1_000);
    private final ScriptedBackend larger = model("larger", 2_000);
    private final List<GatewayEvent> events = new ArrayList<>();
    private final ModelRequest request = ModelRequest.builder("text", 10).build();

    @ParameterizedTest
    @EnumSource(
            names = {
                "THROTTLED",
                "QUOTA_EXHAUSTED",
                "UNAVAILABLE",
                "NOT_READY",
                "MODEL_ERROR",
                "MODEL_TIMEOUT",
                "CONNECTION_FAILED",
                "RESPONSE_CUT_OFF",
                "INVALID_RESPONSE",
                "CIRCUIT_OPEN"
            })
    void failures_of_a_target_make_the_next_one_be_asked(Kind kind) throws Exception {
        first.thenFail(kind);
        same.thenText("said");
        ModelResponse answer = backend(first, same).send(request);
        assertThat(answer.target()).isEqualTo(same.target());
        assertThat(answer.attempts())
                .extracting(attempt -> attempt.target().modelId())
                .containsExactly("first", "same");
        assertThat(events)
                .containsExactly(new GatewayEvent.FellOver(first.target(), same.target(), request.context(), kind));
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "NO_RESPONSE",
                "UNSUPPORTED_FEATURE",
                "INVALID_REQUEST",
                "UNAUTHENTICATED",
                "ACCESS_DENIED",
                "NOT_FOUND",
                "BUDGET_EXCEEDED",
                "DEADLINE_EXCEEDED",
                "PENDING"
            })
    void failures_of_the_request_do_not(Kind kind) {
        first.thenFail(kind);
        assertThatThrownBy(() -> backend(first, same).send(request))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.kind()).isEqualTo(kind));
        assertThat(same.requests()).isEmpty();
    }

    @Test
    void who_is_not_allowed_or_not_there_is_passed_over_if_configured() throws Exception {
        first.thenFail(Kind.ACCESS_DENIED);
        same.thenFail(Kind.NOT_FOUND);
        larger.thenText("said");
        var backend = new FallbackBackend(
                List.of(first, same, larger),
                FallbackPolicy.defaults().alsoOn(Kind.ACCESS_DENIED, Kind.NOT_FOUND),
                events::add,
                clock);
        assertThat(backend.send(request).target()).isEqualTo(larger.target());
    }

    @Test
    void a_request_that_is_too_large_goes_to_a_target_with_a_larger_context_only() throws Exception {
        first.thenFail(Kind.REQUEST_TOO_LARGE);
        larger.thenText("said");
        assertThat(backend(first, same, larger).send(request).target()).isEqualTo(larger.target());
        assertThat(same.requests()).isEmpty();
        first.thenFail(Kind.REQUEST_TOO_LARGE);
        assertThatThrownBy(() -> backend(first, same).send(request)).isInstanceOf(ModelException.class);
    }

    @Test
    void an_answer_that_filled_the_context_is_asked_for_again_where_there_is_more() throws Exception {
        first.then(each -> first.response("cut", StopReason.CONTEXT_WINDOW_EXCEEDED));
        larger.thenText("whole");
        ModelResponse answer = backend(first, larger).send(request);
        assertThat(answer.text()).isEqualTo("whole");
        assertThat(answer.attempts()).hasSize(2);
    }

    @Test
    void an_answer_that_filled_the_context_is_kept_if_there_is_no_better_one() throws Exception {
        first.then(each -> first.response("cut", StopReason.CONTEXT_WINDOW_EXCEEDED));
        larger.thenFail(Kind.UNAVAILABLE);
        ModelResponse answer = backend(first, larger).send(request);
        assertThat(answer.text()).isEqualTo("cut");
        assertThat(answer.attempts()).hasSize(2);
        first.then(each -> first.response("cut", StopReason.CONTEXT_WINDOW_EXCEEDED));
        assertThat(backend(first, same).send(request).text()).isEqualTo("cut");
    }

    @Test
    void if_all_fail_the_failure_tells_of_all_and_of_the_soonest_time_to_come_again() {
        first.then(each -> {
            throw first.failure(Kind.THROTTLED).toBuilder()
                    .retryAfter(Duration.ofSeconds(40))
                    .build();
        });
        same.thenFail(Kind.UNAVAILABLE);
        larger.then(each -> {
            throw ModelException.builder(Kind.CIRCUIT_OPEN, "open")
                    .retryAfter(Duration.ofSeconds(9))
                    .build();
        });
        assertThatThrownBy(() -> backend(first, same, larger).send(request))
                .isInstanceOfSatisfying(ModelException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
                    assertThat(e.retryAfter()).contains(Duration.ofSeconds(9));
                    assertThat(e.attempts())
                            .extracting(attempt -> attempt.target().modelId())
                            .containsExactly("first", "same");
                    assertThat(e).hasMessageContainingAll("all of 3 targets", "THROTTLED", "UNAVAILABLE", "open");
                    assertThat(e.getSuppressed()).hasSize(2);
                });
    }

    @Test
    void nobody_else_is_asked_after_the_deadline() {
        first.then(each -> {
            clock.advance(Duration.ofSeconds(10));
            throw first.failure(Kind.UNAVAILABLE);
        });
        ModelRequest urgent = request.toBuilder()
                .context(CallContext.NONE.withDeadline(clock.now().plusSeconds(10)))
                .build();
        assertThatThrownBy(() -> backend(first, same).send(urgent)).isInstanceOf(ModelException.class);
        assertThat(same.requests()).isEmpty();
    }

    @Test
    void all_targets_are_closed() {
        backend(first, same).close();
        assertThat(first.isClosed()).isTrue();
        assertThat(same.isClosed()).isTrue();
    }

    private FallbackBackend backend(ModelBackend... targets) {
        return new FallbackBackend(List.of(targets), FallbackPolicy.defaults(), events::add, clock);
    }

    private static ScriptedBackend model(String id, int contextTokens) {
        return new ScriptedBackend(
                new ModelTarget("scripted", id, Optional.empty(), Optional.empty()),
                new ModelProfile(
                        id,
                        Optional.empty(),
                        OptionalInt.of(contextTokens),
                        OptionalInt.empty(),
                        Set.of(),
                        ModelQuota.UNKNOWN,
                        1,
                        OptionalInt.empty(),
                        false,
                        Map.of()));
    }
}
