package io.aiprism.bedrock.testkit;

import static io.aiprism.bedrock.testkit.SdkClients.MODEL;
import static io.aiprism.bedrock.testkit.SdkClients.asking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.model.ModelQuota;
import io.aiprism.model.TokenUsage;
import io.aiprism.testkit.task.ManualClock;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;

class QuotaTest {
    private final ManualClock clock = new ManualClock();

    // The worked examples of AWS's page on token burndown.
    @ParameterizedTest
    @CsvSource({
        "3000, 1000, 32000, 1000, 36000, 9000",
        "3000, 1000, 1250, 1000, 5250, 9000",
        "1000, 0, 500, 100, 1500, 1500"
    })
    void a_request_takes_max_tokens_at_its_start_and_its_output_times_the_burndown_at_its_end(
            long input, long cacheWrite, int maxTokens, long output, long reserved, long used)
            throws InterruptedException {
        FakeModel model = FakeModel.builder(MODEL)
                .quota(ModelQuota.perMinute(100, 100_000))
                .outputBurndown(5)
                .build();
        CountDownLatch admitted = new CountDownLatch(1);
        CountDownLatch reading = new CountDownLatch(1);
        try (FakeBedrock bedrock = FakeBedrock.builder()
                        .time(ServerTime.of(clock))
                        .model(model)
                        .start();
                BedrockRuntimeClient client = SdkClients.client(bedrock)) {
            bedrock.script().then(call -> {
                admitted.countDown();
                reading.await();
                return Answer.text("done").usage(new TokenUsage(input, 0, cacheWrite, 0, output));
            });
            Thread caller =
                    Thread.startVirtualThread(() -> client.converse(asking("x".repeat((int) (4 * (input + cacheWrite))))
                            .andThen(request -> request.inferenceConfig(inference -> inference.maxTokens(maxTokens)))));
            admitted.await();
            assertThat(bedrock.tokensLeft(MODEL)).hasValue(100_000 - reserved);

            reading.countDown();
            caller.join();

            assertThat(bedrock.tokensLeft(MODEL)).hasValue(100_000 - used);
        }
    }

    @Test
    void what_is_missing_is_answered_as_bedrock_does_and_refills_evenly() {
        FakeModel model =
                FakeModel.builder(MODEL).quota(ModelQuota.perMinute(100, 600)).build();
        try (FakeBedrock bedrock = FakeBedrock.builder()
                        .time(ServerTime.of(clock))
                        .model(model)
                        .start();
                BedrockRuntimeClient client = SdkClients.client(bedrock)) {
            bedrock.otherwise(Answer.text("done").outputTokens(100));
            // 100 of input, 100 of maxTokens, 100 of output.
            String text = "x".repeat(400);
            client.converse(asking(text));
            client.converse(asking(text));
            client.converse(asking(text));
            assertThat(bedrock.tokensLeft(MODEL)).hasValue(0);

            assertThatThrownBy(() -> client.converse(asking(text)))
                    .isInstanceOf(ThrottlingException.class)
                    .hasMessageContaining("Too many tokens, please wait before trying again.");
            clock.advance(Duration.ofSeconds(19));
            assertThat(bedrock.tokensLeft(MODEL)).hasValue(190);
            assertThatThrownBy(() -> client.converse(asking(text))).isInstanceOf(ThrottlingException.class);
            clock.advance(Duration.ofSeconds(1));
            client.converse(asking(text));

            assertThat(bedrock.calls())
                    .extracting(call -> call.status().orElseThrow())
                    .containsExactly(200, 200, 200, 429, 429, 200);
        }
    }

    @Test
    void requests_are_counted_as_well_and_tokens_of_the_day_have_their_own_text() {
        FakeModel few = FakeModel.builder("few")
                .quota(ModelQuota.perMinute(1, 1_000_000))
                .build();
        FakeModel daily = FakeModel.builder("daily")
                .quota(new ModelQuota(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(50)))
                .build();
        try (FakeBedrock bedrock = FakeBedrock.builder()
                        .time(ServerTime.of(clock))
                        .model(few)
                        .model(daily)
                        .start();
                BedrockRuntimeClient client = SdkClients.client(bedrock)) {
            bedrock.otherwise(Answer.text("done"));
            client.converse(asking("Hello").andThen(request -> request.modelId("few")));

            assertThatThrownBy(() -> client.converse(asking("Hello").andThen(request -> request.modelId("few"))))
                    .hasMessageContaining("Too many requests, please wait before trying again.");
            assertThatThrownBy(() -> client.converse(asking("Hello").andThen(request -> request.modelId("daily"))))
                    .hasMessageContaining("Too many tokens per day, please wait before trying again.");
        }
    }

    @Test
    void an_error_gives_back_what_was_reserved() {
        FakeModel model =
                FakeModel.builder(MODEL).quota(ModelQuota.perMinute(100, 1000)).build();
        try (FakeBedrock bedrock = FakeBedrock.builder()
                        .time(ServerTime.of(clock))
                        .model(model)
                        .start();
                BedrockRuntimeClient client = SdkClients.client(bedrock)) {
            bedrock.then(Answer.error(BedrockError.MODEL_ERROR));

            assertThatThrownBy(() -> client.converse(asking("Hello"))).hasMessageContaining("unexpected error");

            assertThat(bedrock.tokensLeft(MODEL)).hasValue(1000);
        }
    }
}
