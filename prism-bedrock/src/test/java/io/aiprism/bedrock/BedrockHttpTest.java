package io.aiprism.bedrock;

import static io.aiprism.bedrock.Fixture.HELLO;
import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.bedrock.testkit.Answer;
import io.aiprism.bedrock.testkit.BedrockError;
import io.aiprism.bedrock.testkit.FakeBedrock;
import io.aiprism.model.ModelException.Kind;
import io.aiprism.model.ModelResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the SDK's defaults would do to calls that take long, come in numbers, or fail. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class BedrockHttpTest {
    @Test
    void more_calls_than_the_sdk_has_connections_are_in_flight_at_once() throws Exception {
        int calls = 120;
        var answering = new CountDownLatch(1);
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockBackend backend = Fixture.backend(bedrock)) {
            bedrock.otherwise(call -> {
                answering.await();
                return Answer.text("Fine.");
            });
            List<FutureTask<ModelResponse>> callers = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                var caller = new FutureTask<>(() -> backend.send(HELLO));
                callers.add(caller);
                Thread.ofVirtual().start(caller);
            }

            bedrock.awaitInFlight(calls);
            answering.countDown();

            for (FutureTask<ModelResponse> caller : callers) {
                assertThat(caller.get().text()).isEqualTo("Fine.");
            }
        }
    }

    @Test
    void a_call_waits_for_a_connection_if_there_are_fewer_than_calls() throws Exception {
        var answering = new CountDownLatch(1);
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockBackend backend =
                        Fixture.builder(bedrock).maxConnections(1).build()) {
            bedrock.otherwise(call -> {
                answering.await();
                return Answer.text("Fine.");
            });
            var first = new FutureTask<>(() -> backend.send(HELLO));
            Thread.ofVirtual().start(first);
            bedrock.awaitInFlight(1);
            var second = new FutureTask<>(() -> backend.send(HELLO));
            Thread.ofVirtual().start(second);

            answering.countDown();

            assertThat(first.get().text()).isEqualTo("Fine.");
            assertThat(second.get().text()).isEqualTo("Fine.");
            assertThat(bedrock.calls()).hasSize(2);
        }
    }

    @Test
    void settings_of_the_environment_make_no_call_be_repeated() throws Exception {
        Map<String, String> settings =
                Map.of("aws.retryMode", "adaptive", "aws.maxAttempts", "5", "aws.newRetries2026", "true");
        settings.forEach(System::setProperty);
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockBackend backend = Fixture.backend(bedrock)) {
            bedrock.then(Answer.error(BedrockError.SERVICE_UNAVAILABLE));

            assertThat(Fixture.failure(backend, HELLO).kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(bedrock.calls()).hasSize(1);
        } finally {
            settings.keySet().forEach(System::clearProperty);
        }
    }

    /** The SDK's patience ends after 30 seconds. */
    @Test
    @Tag("long")
    void an_answer_may_take_longer_than_the_sdk_would_wait_for_it() throws Exception {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockBackend backend = Fixture.backend(bedrock)) {
            bedrock.then(Answer.text("At last.").latency(Duration.ofSeconds(33)));

            assertThat(backend.send(HELLO).text()).isEqualTo("At last.");
        }
    }
}
