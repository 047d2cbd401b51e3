package io.aiprism.bedrock.testkit;

import static io.aiprism.bedrock.testkit.SdkClients.MODEL;
import static io.aiprism.bedrock.testkit.SdkClients.asking;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

class FakeBedrockTest {
    @Test
    void a_scripted_text_is_answered_to_the_sdk_and_the_request_is_recorded() {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockRuntimeClient client = SdkClients.client(bedrock)) {
            bedrock.then(Answer.text("21"));

            ConverseResponse response = client.converse(asking("How much is 3 times 7?"));

            assertThat(response.output().message().content().getFirst().text()).isEqualTo("21");
            assertThat(response.stopReason()).isEqualTo(StopReason.END_TURN);
            assertThat(response.usage().inputTokens()).isEqualTo(6);
            assertThat(response.usage().outputTokens()).isEqualTo(1);
            assertThat(response.usage().totalTokens()).isEqualTo(7);
            RecordedCall call = bedrock.calls().getFirst();
            assertThat(call.operation()).isEqualTo(Operation.CONVERSE);
            assertThat(call.modelId()).isEqualTo(MODEL);
            assertThat(call.status()).hasValue(200);
            assertThat(call.ending()).isEqualTo(RecordedCall.Ending.ANSWERED);
            assertThat(call.body()).contains("How much is 3 times 7?");
            assertThat(call.invocationId()).isNotEmpty();
        }
    }
}
