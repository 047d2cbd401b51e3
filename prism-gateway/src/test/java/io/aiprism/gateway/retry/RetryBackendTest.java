package io.aiprism.gateway.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aiprism.gateway.call.GatewayEvent;
import io.aiprism.model.CallContext;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelException.Kind;
import io.aiprism.model.ModelProfile;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.ModelStreamListener;
import io.aiprism.model.ModelTarget;
import io.aiprism.task.Registration;
import io.aiprism.task.TaskClock;
import io.aiprism.testkit.model.ScriptedBackend;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryBackendTest {
    private final JumpingClock clock = new JumpingClock();
    private final ScriptedBackend model = new ScriptedBackend("m");
    private final List<GatewayEvent> events = new ArrayList<>();
    private final ModelRequest request = ModelRequest.builder("text", 10).build();

    /** A clock on which whoever waits has waited already. */
    private static final class JumpingClock implements TaskClock {
        private long millis;

        @Override
        public long millis() {
            return millis;
        }

        @Override
        public Registration schedule(Instant at, Runnable action) {
            millis = Math.max(millis, at.plusNanos(999_999).toEpochMilli());
            action.run();
            return () -> {};
        }
    }

    @ParameterizedTest
    @CsvSource({
        "THROTTLED, 8",
        "NOT_READY, 5",
        "UNAVAILABLE, 4",
        "CONNECTION_FAILED, 4",
        "MODEL_ERROR, 1",
        "MODEL_TIMEOUT, 1",
        "INVALID_RESPONSE, 1",
        "RESPONSE_CUT_OFF, 1",
        "NO_RESPONSE, 0",
        "QUOTA_EXHAUSTED, 0",
        "UNSUPPORTED_FEATURE, 0",
        "INVALID_REQUEST, 0",
        "REQUEST_TOO_LARGE, 0",
        "UNAUTHENTICATED, 0",
        "ACCESS_DENIED, 0",
        "NOT_FOUND, 0",
        "BUDGET_EXCEEDED, 0",
        "DEADLINE_EXCEEDED, 0",
        "CIRCUIT_OPEN, 0",
        "PENDING, 0"
    })
    void each_kind_is_repeated_as_often_as_the_table_says(Kind kind, int retries) {
        model.otherwise(each -> {
            throw model.failure(kind);
        });
        ModelException failure = failure(RetryPolicy.defaults());
        assertThat(model.requests()).hasSize(retries + 1);
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.attempts()).hasSize(retries + 1);
        assertThat(events).hasSize(retries);
    }

    @Test
    void the_answer_carries_the_attempts_before_it() throws Exception {
        model.thenFail(Kind.UNAVAILABLE).thenFail(Kind.MODEL_ERROR).thenText("said");
        ModelResponse answer = retrying(RetryPolicy.defaults()).send(request);
        assertThat(answer.text()).isEqualTo("said");
        assertThat(answer.attempts())
                .extracting(attempt -> attempt.failure())
                .containsExactly(Optional.of(Kind.UNAVAILABLE), Optional.of(Kind.MODEL_ERROR), Optional.empty());
    }

    @Test
    void waits_are_drawn_from_zero_to_twice_as_much_each_time_up_to_the_cap() {
        model.otherwise(each -> {
            throw model.failure(Kind.THROTTLED);
        });
        // The largest number that can be drawn.
        failure(retrying(RetryPolicy.defaults(), new Largest()), request);
        assertThat(delays())
                .containsExactly(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(8),
                        Duration.ofSeconds(16),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(20));
        assertThat(clock.millis()).isEqualTo(91_000);
    }

    @Test
    void what_the_provider_said_is_waited_at_least() throws Exception {
        model.then(each -> {
                    throw model.failure(Kind.THROTTLED).toBuilder()
                            .retryAfter(Duration.ofSeconds(7))
                            .build();
                })
                .thenText("said");
        retrying(RetryPolicy.defaults()).send(request);
        assertThat(delays().getFirst()).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(8));
    }

    @Test
    void what_would_take_too_long_is_handed_on_with_the_time_it_takes() {
        model.then(each -> {
            throw model.failure(Kind.THROTTLED).toBuilder()
                    .retryAfter(Duration.ofMinutes(1))
                    .build();
        });
        ModelException failure = failure(RetryPolicy.defaults());
        assertThat(failure.retryAfter()).contains(Duration.ofMinutes(1));
        assertThat(model.requests()).hasSize(1);
        assertThat(clock.millis()).isZero();
    }

    @Test
    void nothing_is_waited_for_past_the_deadline() {
        model.otherwise(each -> {
            throw model.failure(Kind.THROTTLED);
        });
        ModelRequest urgent = request.toBuilder()
                .context(CallContext.NONE.withDeadline(Instant.ofEpochMilli(5_000)))
                .build();
        ModelException failure = failure(retrying(RetryPolicy.defaults(), new Largest()), urgent);
        assertThat(failure.kind()).isEqualTo(Kind.THROTTLED);
        assertThat(delays()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(clock.millis()).isEqualTo(3_000);
    }

    @Test
    void a_review_that_has_used_up_its_repetitions_gets_no_more_and_others_do() {
        model.otherwise(each -> {
            throw model.failure(Kind.UNAVAILABLE);
        });
        RetryBackend backend =
                retrying(RetryPolicy.builder().retriesPerReview(6, 0).build());
        failure(backend, of("one"));
        failure(backend, of("one"));
        failure(backend, of("one"));
        assertThat(model.requests()).hasSize(3 + 6);
        failure(backend, of("other"));
        assertThat(model.requests()).hasSize(9 + 5);
    }

    @Test
    void answers_earn_a_review_new_repetitions() throws Exception {
        RetryBackend backend =
                retrying(RetryPolicy.builder().retriesPerReview(0, 0.5).build());
        model.thenFail(Kind.UNAVAILABLE);
        failure(backend, of("one"));
        model.thenText("said").thenText("said").thenFail(Kind.UNAVAILABLE).thenText("said");
        for (int i = 0; i < 3; i++) {
            backend.send(of("one"));
        }
        assertThat(model.requests()).hasSize(5);
    }

    @Test
    void what_was_not_answered_is_repeated_only_if_asked_for() throws Exception {
        model.thenFail(Kind.NO_RESPONSE).thenText("said");
        assertThat(retrying(RetryPolicy.builder().retryUnanswered().build())
                        .send(request)
                        .text())
                .isEqualTo("said");
    }

    @Test
    void a_stream_is_repeated_only_if_nothing_was_heard_of_it() throws Exception {
        var streams = new Streams(Kind.RESPONSE_CUT_OFF, List.of(""));
        List<String> heard = new ArrayList<>();
        assertThat(retrying(streams).stream(request, heard::add).text()).isEqualTo("whole");
        assertThat(heard).containsExactly("whole");
        var begun = new Streams(Kind.RESPONSE_CUT_OFF, List.of("who"));
        assertThatThrownBy(() -> retrying(begun).stream(request, heard::add))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.kind()).isEqualTo(Kind.RESPONSE_CUT_OFF));
        assertThat(heard).containsExactly("whole", "who");
    }

    @Test
    void interruption_ends_the_wait() {
        model.otherwise(each -> {
            throw model.failure(Kind.THROTTLED);
        });
        TaskClock standing = new TaskClock() {
            @Override
            public long millis() {
                return 0;
            }

            @Override
            public Registration schedule(Instant at, Runnable action) {
                Thread.currentThread().interrupt();
                return () -> {};
            }
        };
        var backend = new RetryBackend(model, RetryPolicy.defaults(), events::add, standing, new Largest());
        assertThatThrownBy(() -> backend.send(request)).isInstanceOf(InterruptedException.class);
        assertThat(model.requests()).hasSize(1);
    }

    @Test
    void a_cap_that_is_longer_than_the_longest_wait_is_refused() {
        assertThatThrownBy(
                        () -> RetryPolicy.builder().cap(Duration.ofMinutes(1)).build())
                .hasMessage("cap (PT1M) must not be longer than longestWait (PT30S)");
    }

    private record Largest() implements RandomGenerator {
        @Override
        public long nextLong() {
            return -1;
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    }

    /** Streams something and fails, and streams the whole the next time. */
    private static final class Streams implements ModelBackend {
        private final ScriptedBackend model = new ScriptedBackend("m").thenText("whole");
        private final Kind kind;
        private final List<String> parts;
        private boolean failed;

        Streams(Kind kind, List<String> parts) {
            this.kind = kind;
            this.parts = parts;
        }

        @Override
        public ModelTarget target() {
            return model.target();
        }

        @Override
        public ModelProfile profile() {
            return model.profile();
        }

        @Override
        public ModelResponse send(ModelRequest request) throws ModelException, InterruptedException {
            return model.send(request);
        }

        @Override
        public ModelResponse stream(ModelRequest request, ModelStreamListener listener)
                throws ModelException, InterruptedException {
            if (failed) {
                return ModelBackend.super.stream(request, listener);
            }
            failed = true;
            parts.stream().filter(part -> !part.isEmpty()).forEach(listener::text);
            throw model.failure(kind);
        }
    }

    private RetryBackend retrying(RetryPolicy policy) {
        return retrying(policy, RandomGenerator.of("L64X128MixRandom"));
    }

    private RetryBackend retrying(ModelBackend backend) {
        return new RetryBackend(backend, RetryPolicy.defaults(), events::add, clock, new Largest());
    }

    private RetryBackend retrying(RetryPolicy policy, RandomGenerator random) {
        return new RetryBackend(model, policy, events::add, clock, random);
    }

    private ModelException failure(RetryPolicy policy) {
        return failure(retrying(policy), request);
    }

    @SuppressWarnings("CheckReturnValue")
    private static ModelException failure(RetryBackend backend, ModelRequest request) {
        return catchThrowableOfType(ModelException.class, () -> backend.send(request));
    }

    private List<Duration> delays() {
        return events.stream()
                .map(event -> ((GatewayEvent.Retried) event).delay())
                .toList();
    }

    private ModelRequest of(String review) {
        return request.toBuilder()
                .context(new CallContext("", Optional.of(review), Optional.empty(), Map.of()))
                .build();
    }
}
