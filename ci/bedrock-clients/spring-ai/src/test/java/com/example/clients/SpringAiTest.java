package com.example.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.bedrock.testkit.Answer;
import io.aiprism.bedrock.testkit.BedrockError;
import io.aiprism.bedrock.testkit.FakeBedrock;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.ai.bedrock.converse.BedrockChatOptions;
import org.springframework.ai.bedrock.converse.BedrockProxyChatModel;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;

class SpringAiTest {
    private static final String MODEL = "us.anthropic.claude-test-1:0";
    private static final StaticCredentialsProvider CREDENTIALS = StaticCredentialsProvider.create(
            AwsBasicCredentials.create(FakeBedrock.ACCESS_KEY_ID, FakeBedrock.SECRET_ACCESS_KEY));

    private FakeBedrock bedrock;
    private BedrockRuntimeClient client;
    private BedrockRuntimeAsyncClient asyncClient;

    @BeforeEach
    void start() {
        bedrock = FakeBedrock.start();
        client = BedrockRuntimeClient.builder()
                .endpointOverride(bedrock.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .overrideConfiguration(configuration -> configuration.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
        asyncClient = BedrockRuntimeAsyncClient.builder()
                .endpointOverride(bedrock.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1))
                .build();
    }

    @AfterEach
    void close() {
        asyncClient.close();
        client.close();
        bedrock.close();
    }

    @Test
    void a_prompt_is_answered() {
        bedrock.then(Answer.text("It is sunny."));

        ChatResponse response = model().call(
                new Prompt(List.of(new SystemMessage("Be brief."), new UserMessage("How is the weather?"))));

        assertThat(response.getResult().getOutput().getText()).isEqualTo("It is sunny.");
        assertThat(response.getMetadata().getUsage().getCompletionTokens()).isEqualTo(3);
        assertThat(bedrock.calls().getFirst().modelId()).isEqualTo(MODEL);
        assertThat(bedrock.calls().getFirst().body()).contains("Be brief.");
    }

    @Test
    void a_throttle_is_the_sdks() {
        bedrock.otherwise(Answer.error(BedrockError.TOO_MANY_TOKENS));

        assertThatThrownBy(() -> model().call(new Prompt("Hello")))
                .hasStackTraceContaining(ThrottlingException.class.getName());
        assertThat(bedrock.calls()).hasSize(1);
    }

    @Test
    void an_answer_streams() {
        bedrock.then(Answer.text("one two three").deltaLength(4));

        String text = model().stream(new Prompt("Count"))
                .toStream()
                .filter(response -> response.getResult() != null)
                .map(response -> response.getResult().getOutput().getText())
                .filter(part -> part != null)
                .collect(Collectors.joining());

        assertThat(text).isEqualTo("one two three");
    }

    private BedrockProxyChatModel model() {
        return BedrockProxyChatModel.builder()
                .bedrockRuntimeClient(client)
                .bedrockRuntimeAsyncClient(asyncClient)
                .defaultOptions(BedrockChatOptions.builder().model(MODEL).build())
                .build();
    }
}
