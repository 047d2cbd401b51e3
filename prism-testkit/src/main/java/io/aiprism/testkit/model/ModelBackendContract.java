package io.aiprism.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.aiprism.model.CallContext;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelException.Kind;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.StopReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every backend fulfils that asks a provider itself. A test class implements it and says how to come by a provider:
 *
 * <pre>{@code
 * final class AcmeBackendContractTest implements ModelBackendContract {
 *     public ModelProvider openProvider() {
 *         return new AcmeProvider();
 *     }
 * }
 * }</pre>
 *
 * <p>It is not for backends that wrap others: those may repeat a call, or answer without one.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public interface ModelBackendContract {
    /** Opens a provider that nothing was asked of, with a backend. The suite closes it. */
    ModelProvider openProvider();

    @Test
    default void target_and_profile_are_known_without_a_call() {
        try (ModelProvider provider = openProvider()) {
            assertThat(provider.backend().target()).isNotNull();
            assertThat(provider.backend().profile()).isNotNull();
            assertThat(provider.calls()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    default void an_answer_is_complete_with_usage_stop_reason_and_one_attempt(CallWay way) throws Exception {
        try (ModelProvider provider = openProvider()) {
            ModelBackend backend = provider.backend();
            provider.then(new ProviderAnswer.Texts(List.of("Fine."), StopReason.END_TURN));

            ModelResponse response = way.call(backend, request("Hello"));

            assertThat(response.text()).isEqualTo("Fine.");
            assertThat(response.target()).isEqualTo(backend.target());
            assertThat(response.stopReason()).isEqualTo(StopReason.END_TURN);
            assertThat(response.providerStopReason()).isNotBlank();
            assertThat(response.usage().totalInput()).as("input tokens").isPositive();
            assertThat(response.usage().output()).as("output tokens").isPositive();
            assertThat(response.attempts()).singleElement().satisfies(attempt -> {
                assertThat(attempt.target()).isEqualTo(backend.target());
                assertThat(attempt.failure()).isEmpty();
                assertThat(attempt.usage()).contains(response.usage());
                assertThat(attempt.requestId()).isEqualTo(response.requestId());
                assertThat(attempt.took()).isGreaterThanOrEqualTo(Duration.ZERO);
            });
            assertThat(provider.calls()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    default void the_text_is_that_of_all_blocks_in_order(CallWay way) throws Exception {
        try (ModelProvider provider = openProvider()) {
            provider.then(new ProviderAnswer.Texts(
                    List.of("First, \"quoted\"\n", "then an Ä and a \uD83D\uDE00, ", "and an end."),
                    StopReason.END_TURN));

            ModelResponse response = way.call(provider.backend(), request("Hello"));

            assertThat(response.text())
                    .isEqualTo("First, \"quoted\"\nthen an Ä and a \uD83D\uDE00, and an end.");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void an_answer_that_was_cut_at_the_maximum_is_no_error(CallWay way) throws Exception {
        try (ModelProvider provider = openProvider()) {
            provider.then(new ProviderAnswer.Texts(List.of("And so"), StopReason.MAX_TOKENS));

            ModelResponse response = way.call(provider.backend(), request("Hello"));

            assertThat(response.text()).isEqualTo("And so");
            assertThat(response.stopReason()).isEqualTo(StopReason.MAX_TOKENS);
            assertThat(response.attempts())
                    .singleElement()
                    .satisfies(attempt -> assertThat(attempt.failure()).isEmpty());
        }
    }

    @ParameterizedTest
    @EnumSource
    default void each_failure_has_its_kind_its_target_and_one_attempt_and_is_not_repeated(CallWay way)
            throws Exception {
        try (ModelProvider provider = openProvider()) {
            ModelBackend backend = provider.backend();
            assertThat(provider.failures()).isNotEmpty();
            int calls = 0;
            for (Kind kind : provider.failures()) {
                provider.then(new ProviderAnswer.Failure(kind));

                ModelException failure = failure(way, backend, request("Hello"));

                assertThat(failure.kind()).isEqualTo(kind);
                assertThat(failure).as("%s", kind).message().isNotBlank();
                assertThat(failure.target()).as("%s", kind).contains(backend.target());
                assertThat(failure.attempts()).as("%s", kind).singleElement().satisfies(attempt -> {
                    assertThat(attempt.target()).isEqualTo(backend.target());
                    assertThat(attempt.failure()).contains(kind);
                });
                assertThat(provider.calls()).as("calls after %s", kind).isEqualTo(++calls);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    default void a_failure_does_not_harm_the_call_after_it(CallWay way) throws Exception {
        try (ModelProvider provider = openProvider()) {
            provider.then(
                    new ProviderAnswer.Failure(provider.failures().iterator().next()));
            provider.then(new ProviderAnswer.Texts(List.of("Fine."), StopReason.END_TURN));

            failure(way, provider.backend(), request("Hello"));

            assertThat(way.call(provider.backend(), request("Hello")).text()).isEqualTo("Fine.");
        }
    }

    /** A stream of which nothing came may as well count as one that broke off. */
    @ParameterizedTest
    @EnumSource
    default void an_empty_answer_is_an_invalid_response(CallWay way) throws Exception {
        try (ModelProvider provider = openProvider()) {
            provider.then(new ProviderAnswer.Nothing());

            ModelException failure = failure(way, provider.backend(), request("Hello"));

            if (way == CallWay.STREAM) {
                assertThat(failure.kind()).isIn(Kind.INVALID_RESPONSE, Kind.RESPONSE_CUT_OFF);
            } else {
                assertThat(failure.kind()).isEqualTo(Kind.INVALID_RESPONSE);
            }
            assertThat(failure.attempts())
                    .singleElement()
                    .satisfies(attempt -> assertThat(attempt.failure()).contains(failure.kind()));
        }
    }

    @ParameterizedTest
    @EnumSource
    default void an_interrupt_ends_a_call_that_waits_and_the_provider_sees_it_end(CallWay way) throws Exception {
        try (ModelProvider provider = openProvider()) {
            provider.then(new ProviderAnswer.Never());
            var call = new FutureTask<>(() -> way.call(provider.backend(), request("Hello")));
            Thread thread = Thread.ofVirtual().start(call);
            provider.awaitInFlight(1);

            thread.interrupt();

            assertThatThrownBy(call::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
            provider.awaitInFlight(0);
            assertThat(provider.calls()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    default void a_deadline_that_has_passed_makes_no_call(CallWay way) throws Exception {
        try (ModelProvider provider = openProvider()) {
            provider.thenEcho();

            ModelException failure =
                    failure(way, provider.backend(), until(Instant.now().minusSeconds(60)));

            assertThat(failure.kind()).isEqualTo(Kind.DEADLINE_EXCEEDED);
            assertThat(failure.attempts()).isEmpty();
            assertThat(provider.calls()).isZero();
            assertThat(way.call(provider.backend(), until(Instant.now().plusSeconds(3_600)))
                            .text())
                    .isEqualTo("Hello");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void calls_of_many_threads_do_not_mix(CallWay way) throws Exception {
        int threads = 16;
        int each = 8;
        try (ModelProvider provider = openProvider()) {
            provider.thenEcho();
            var begin = new CountDownLatch(1);
            List<FutureTask<List<String>>> callers = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                String name = "caller " + thread;
                var caller = new FutureTask<>(() -> {
                    begin.await();
                    List<String> heard = new ArrayList<>();
                    for (int call = 0; call < each; call++) {
                        ModelResponse response = way.call(provider.backend(), request(name + ", call " + call));
                        assertThat(response.attempts()).hasSize(1);
                        heard.add(response.text());
                    }
                    return heard;
                });
                callers.add(caller);
                Thread.ofVirtual().start(caller);
            }

            begin.countDown();

            for (int thread = 0; thread < threads; thread++) {
                List<String> expected = new ArrayList<>();
                for (int call = 0; call < each; call++) {
                    expected.add("caller %d, call %d".formatted(thread, call));
                }
                assertThat(callers.get(thread).get()).isEqualTo(expected);
            }
            assertThat(provider.calls()).isEqualTo(threads * each);
        }
    }

    @Test
    default void closing_twice_is_harmless() {
        try (ModelProvider provider = openProvider()) {
            provider.backend().close();
            provider.backend().close();
            assertThat(provider.calls()).isZero();
        }
    }

    private static ModelRequest request(String text) {
        return ModelRequest.builder(text, 100).build();
    }

    private static ModelRequest until(Instant deadline) {
        return ModelRequest.builder("Hello", 100)
                .context(CallContext.NONE.withDeadline(deadline))
                .build();
    }

    private static ModelException failure(CallWay way, ModelBackend backend, ModelRequest request)
            throws InterruptedException {
        try {
            return fail("expected a failure but got " + way.call(backend, request));
        } catch (ModelException e) {
            return e;
        }
    }
}
