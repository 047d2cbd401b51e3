package io.aiprism.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.model.ModelException;
import io.aiprism.model.ModelException.Kind;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a call says that has no answer. */
public interface FailureContract extends ModelContractPart {
    @ParameterizedTest
    @EnumSource
    default void every_failure_has_its_kind_its_target_and_one_attempt(CallWay way) throws Exception {
        try (ModelFixture fixture = ModelFixture.open(this)) {
            assertThat(fixture.provider.failures()).isNotEmpty();
            for (Kind kind : fixture.provider.failures()) {
                fixture.provider.then(ModelFixture.failure(kind));

                ModelException failure = fixture.failureOf(way, ModelFixture.request("Hello"));

                assertThat(failure.kind()).isEqualTo(kind);
                assertThat(failure).as("%s", kind).message().isNotBlank();
                assertThat(failure.target()).as("%s", kind).contains(fixture.backend.target());
                assertThat(failure.attempts()).as("%s", kind).singleElement().satisfies(attempt -> {
                    assertThat(attempt.target()).isEqualTo(fixture.backend.target());
                    assertThat(attempt.failure()).contains(kind);
                    assertThat(attempt.requestId()).isEqualTo(failure.requestId());
                });
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    default void no_failure_is_repeated(CallWay way) throws Exception {
        try (ModelFixture fixture = ModelFixture.open(this)) {
            int calls = 0;
            for (Kind kind : fixture.provider.failures()) {
                fixture.provider.then(ModelFixture.failure(kind));
                assertThat(fixture.failureOf(way, ModelFixture.request("Hello")).kind())
                        .isEqualTo(kind);
                assertThat(fixture.provider.calls()).as("calls after %s", kind).isEqualTo(++calls);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    default void how_long_to_wait_is_told_exactly_if_the_provider_says_so(CallWay way) throws Exception {
        try (ModelFixture fixture = ModelFixture.open(this)) {
            assertThat(fixture.provider.failures()).contains(Kind.THROTTLED);
            Optional<Duration> hint = fixture.can(ProviderCapability.RETRY_AFTER)
                    ? Optional.of(Duration.ofSeconds(17))
                    : Optional.empty();
            fixture.provider.then(new ProviderAnswer.Failure(Kind.THROTTLED, hint));
            fixture.provider.then(ModelFixture.failure(Kind.THROTTLED));

            assertThat(fixture.failureOf(way, ModelFixture.request("Hello")).retryAfter())
                    .isEqualTo(hint);
            assertThat(fixture.failureOf(way, ModelFixture.request("Hello")).retryAfter())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    default void a_failure_does_not_harm_the_call_after_it(CallWay way) throws Exception {
        try (ModelFixture fixture = ModelFixture.open(this)) {
            for (Kind kind : fixture.provider.failures()) {
                fixture.provider.then(ModelFixture.failure(kind));
                fixture.provider.then(ModelFixture.text("Fine."));

                fixture.failureOf(way, ModelFixture.request("Hello"));

                assertThat(way.call(fixture.backend, ModelFixture.request("Hello"))
                                .text())
                        .as("after %s", kind)
                        .isEqualTo("Fine.");
            }
        }
    }

    /** A stream of which nothing came may as well count as one that broke off. */
    @ParameterizedTest
    @EnumSource
    default void an_empty_answer_is_an_invalid_response(CallWay way) throws Exception {
        try (ModelFixture fixture = ModelFixture.open(this)) {
            fixture.provider.then(new ProviderAnswer.Nothing());

            ModelException failure = fixture.failureOf(way, ModelFixture.request("Hello"));

            if (way == CallWay.STREAM) {
                assertThat(failure.kind()).isIn(Kind.INVALID_RESPONSE, Kind.RESPONSE_CUT_OFF);
            } else {
                assertThat(failure.kind()).isEqualTo(Kind.INVALID_RESPONSE);
            }
            assertOneAttempt(failure);
            assertThat(fixture.provider.calls()).isEqualTo(1);
        }
    }

    /** Whether it had begun to come cannot be told of every protocol. */
    @ParameterizedTest
    @EnumSource
    default void an_answer_that_breaks_off_is_none(CallWay way) throws Exception {
        try (ModelFixture fixture = ModelFixture.open(this)) {
            fixture.provider.then(new ProviderAnswer.BreaksOff(ModelFixture.TEXT));

            ModelException failure = fixture.failureOf(way, ModelFixture.request("Hello"));

            assertThat(failure.kind()).isIn(Kind.RESPONSE_CUT_OFF, Kind.NO_RESPONSE, Kind.INVALID_RESPONSE);
            assertOneAttempt(failure);
            assertThat(fixture.provider.calls()).isEqualTo(1);
        }
    }

    private static void assertOneAttempt(ModelException failure) {
        assertThat(failure.attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.failure()).contains(failure.kind()));
    }
}
