package io.aiprism.bedrock.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;

class Snippets {
    @Test
    void start() {
        // @start region="start"
        try (FakeBedrock bedrock = FakeBedrock.start()) {
            bedrock.then(Answer.error(BedrockError.TOO_MANY_TOKENS), Answer.text("Rome"));
            BedrockRuntimeClient client = client(bedrock.endpoint());

            String answer = client.converse(SdkClients.asking("Where?"))
                    .output()
                    .message()
                    .content()
                    .getFirst()
                    .text();

            assertThat(answer).isEqualTo("Rome");
            assertThat(bedrock.calls())
                    .extracting(call -> call.status().orElseThrow())
                    .containsExactly(429, 200);
        }
        // @end
    }

    private static BedrockRuntimeClient client(URI endpoint) {
        return BedrockRuntimeClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(FakeBedrock.ACCESS_KEY_ID, FakeBedrock.SECRET_ACCESS_KEY)))
                .overrideConfiguration(SdkClients.FOUR_ATTEMPTS_AT_ONCE)
                .build();
    }
}
