package io.aiprism.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.aiprism.model.ModelException;
import io.aiprism.model.ModelException.Kind;
import io.aiprism.model.ModelResponse;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How calls end that nobody waits for any more: by interrupt and by deadline. */
public interface CallEndContract extends ModelContractPart {
    @ParameterizedTest
    @EnumSource
    default void an_interrupt_ends_a_call_and_the_provider_sees_it_end(CallWay way) throws Exception {
        try (ModelFixture fixture = ModelFixture.open(this)) {
            fixture.provider.then(new ProviderAnswer.Never());
            fixture.provider.then(ModelFixture.text("Fine."));
            ModelFixture.Running<ModelResponse> call =
                    fixture.inThread(() -> way.call(fixture.backend, ModelFixture.request("Hello")));
            fixture.awaitInFlight(1);

            call.thread().interrupt();

            assertInterrupted(call);
            fixture.awaitInFlight(0);
            assertThat(fixture.provider.calls()).isEqualTo(1);
            assertThat(way.call(fixture.backend, ModelFixture.request("Hello")).text())
                    .isEqualTo("Fine.");
        }
    }

    @Test
    default void an_interrupt_ends_a_stream_that_has_begun() throws Exception {
        try (ModelFixture fixture = ModelFixture.open(this)) {
            assumeTrue(fixture.can(ProviderCapability.STREAMING), "the provider sends no parts");
            fixture.provider.then(new ProviderAnswer.Stalls(ModelFixture.TEXT));
            var begun = new CountDownLatch(1);
            ModelFixture.Running<ModelResponse> call = fixture.inThread(
                    () -> fixture.backend.stream(ModelFixture.request("Hello"), part -> begun.countDown()));
            fixture.inThread(() -> {
                        begun.await();
                        return true;
                    })
                    .get();

            call.thread().interrupt();

            assertInterrupted(call);
            fixture.awaitInFlight(0);
            assertThat(fixture.provider.calls()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    default void a_thread_that_was_interrupted_before_gets_no_answer(CallWay way) throws Exception {
        try (ModelFixture fixture = ModelFixture.open(this)) {
            fixture.provider.then(new ProviderAnswer.Never());

            assertInterrupted(fixture.inThread(() -> {
                Thread.currentThread().interrupt();
                return way.call(fixture.backend, ModelFixture.request("Hello"));
            }));
            fixture.awaitInFlight(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    default void a_deadline_that_has_passed_makes_no_call(CallWay way) throws Exception {
        try (ModelFixture fixture = ModelFixture.open(this)) {
            fixture.provider.thenEcho();

            ModelException failure =
                    fixture.failureOf(way, ModelFixture.until(Instant.now().minusSeconds(60)));

            assertThat(failure.kind()).isEqualTo(Kind.DEADLINE_EXCEEDED);
            assertThat(failure.attempts()).isEmpty();
            assertThat(fixture.provider.calls()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    default void a_deadline_that_is_far_changes_nothing(CallWay way) throws Exception {
        try (ModelFixture fixture = ModelFixture.open(this)) {
            fixture.provider.thenEcho();

            assertThat(way.call(
                                    fixture.backend,
                                    ModelFixture.until(Instant.now().plusSeconds(3_600)))
                            .text())
                    .isEqualTo("Hello");
        }
    }

    /** In real time; on a slow machine the deadline may pass before the provider is asked. */
    @ParameterizedTest
    @EnumSource
    default void a_deadline_ends_a_call_that_waits(CallWay way) throws Exception {
        try (ModelFixture fixture = ModelFixture.open(this)) {
            fixture.provider.then(new ProviderAnswer.Never());

            ModelException failure = fixture.inThread(() -> fixture.failureOf(
                            way, ModelFixture.until(Instant.now().plusMillis(300))))
                    .get();

            assertThat(failure.kind()).isEqualTo(Kind.DEADLINE_EXCEEDED);
            assertThat(failure.attempts()).hasSize(fixture.provider.calls());
            assertThat(fixture.provider.calls()).isLessThanOrEqualTo(1);
            fixture.awaitInFlight(0);
        }
    }

    private static void assertInterrupted(ModelFixture.Running<?> call) {
        assertThatThrownBy(call::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
    }
}
