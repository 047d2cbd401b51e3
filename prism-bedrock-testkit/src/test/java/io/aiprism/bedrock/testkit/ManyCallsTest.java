package io.aiprism.bedrock.testkit;

import static io.aiprism.bedrock.testkit.SdkClients.asking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.aiprism.testkit.task.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;

class ManyCallsTest {
    @Test
    void four_hundred_slow_calls_are_in_flight_at_once_and_all_answered() throws Exception {
        int calls = 400;
        ManualClock clock = new ManualClock();
        try (FakeBedrock bedrock =
                        FakeBedrock.builder().time(ServerTime.of(clock)).start();
                BedrockRuntimeClient client = SdkClients.client(bedrock);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            bedrock.otherwise(call -> Answer.text(call.lastUserText()).latency(Duration.ofSeconds(2)));
            List<Future<ConverseResponse>> responses = new ArrayList<>();
            for (int call = 0; call < calls; call++) {
                String text = "call " + call;
                responses.add(callers.submit(() -> client.converse(asking(text))));
            }
            bedrock.awaitInFlight(calls);
            while (clock.scheduled() < calls) {
                Thread.onSpinWait();
            }

            clock.advance(Duration.ofSeconds(2));

            for (int call = 0; call < calls; call++) {
                ConverseResponse response = responses.get(call).get();
                assertThat(response.output().message().content().getFirst().text())
                        .isEqualTo("call " + call);
                assertThat(response.metrics().latencyMs()).isEqualTo(2000);
            }
            assertThat(bedrock.calls()).hasSize(calls).allMatch(call -> call.ending() == RecordedCall.Ending.ANSWERED);
        }
    }

    @Test
    void closing_ends_calls_that_are_still_waiting() throws Exception {
        FakeBedrock bedrock = FakeBedrock.start();
        try (BedrockRuntimeClient client = SdkClients.client(bedrock);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            bedrock.otherwise(Answer.text("late").latency(Duration.ofDays(1)));
            Future<ConverseResponse> call = callers.submit(() -> client.converse(asking("Hello")));
            bedrock.awaitInFlight(1);

            bedrock.close();

            assertThat(catchThrowable(call::get)).isNotNull();
            assertThat(bedrock.inFlight()).isZero();
        }
    }
}
