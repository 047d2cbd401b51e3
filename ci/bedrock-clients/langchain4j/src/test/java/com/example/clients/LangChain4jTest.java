package com.example.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.bedrock.BedrockChatModel;
import dev.langchain4j.model.bedrock.BedrockStreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import io.aiprism.bedrock.testkit.Answer;
import io.aiprism.bedrock.testkit.BedrockError;
import io.aiprism.bedrock.testkit.FakeBedrock;
import io.aiprism.bedrock.testkit.RecordedCall;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;

class LangChain4jTest {
    private static final String MODEL = "us.anthropic.claude-test-1:0";
    private static final StaticCredentialsProvider CREDENTIALS = StaticCredentialsProvider.create(
            AwsBasicCredentials.create(FakeBedrock.ACCESS_KEY_ID, FakeBedrock.SECRET_ACCESS_KEY));

    private FakeBedrock bedrock;
    private BedrockRuntimeClient client;

    @BeforeEach
    void start() {
        bedrock = FakeBedrock.start();
        client = BedrockRuntimeClient.builder()
                .endpointOverride(bedrock.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .overrideConfiguration(configuration -> configuration.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    @AfterEach
    void close() {
        client.close();
        bedrock.close();
    }

    @Test
    void a_chat_is_answered() {
        bedrock.then(Answer.text("It is sunny."));

        ChatResponse response = model().chat(SystemMessage.from("Be brief."), UserMessage.from("How is the weather?"));

        assertThat(response.aiMessage().text()).isEqualTo("It is sunny.");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(response.tokenUsage().outputTokenCount()).isEqualTo(3);
        RecordedCall call = bedrock.calls().getFirst();
        assertThat(call.modelId()).isEqualTo(MODEL);
        assertThat(call.body()).contains("Be brief.");
    }

    @Test
    void structured_output_is_asked_for_in_the_way_that_the_server_knows() {
        bedrock.then(call -> Answer.json(call.outputSchema().orElseThrow().contains("city") ? "{\"city\":\"Rome\"}" : "{}"));
        JsonSchema schema = JsonSchema.builder()
                .name("place")
                .rootElement(JsonObjectSchema.builder().addStringProperty("city").required("city").build())
                .build();

        ChatResponse response = model().chat(ChatRequest.builder()
                .messages(UserMessage.from("Where?"))
                .responseFormat(ResponseFormat.builder()
                        .type(ResponseFormatType.JSON)
                        .jsonSchema(schema)
                        .build())
                .build());

        assertThat(response.aiMessage().text()).isEqualTo("{\"city\":\"Rome\"}");
    }

    @Test
    void a_tool_is_used() {
        bedrock.then(Answer.text("I look.").andToolUse("get_weather", "{\"city\":\"Rome\"}"));

        ChatResponse response = model().chat(ChatRequest.builder()
                .messages(UserMessage.from("How is the weather?"))
                .toolSpecifications(ToolSpecification.builder()
                        .name("get_weather")
                        .description("The weather of a city")
                        .parameters(JsonObjectSchema.builder().addStringProperty("city").build())
                        .build())
                .build());

        assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
        assertThat(response.aiMessage().toolExecutionRequests()).hasSize(1);
        assertThat(response.aiMessage().toolExecutionRequests().getFirst().name()).isEqualTo("get_weather");
        assertThat(response.aiMessage().toolExecutionRequests().getFirst().arguments()).contains("Rome");
    }

    @Test
    void a_throttle_is_a_rate_limit() {
        bedrock.otherwise(Answer.error(BedrockError.TOO_MANY_TOKENS));

        assertThatThrownBy(() -> model().chat("Hello")).isInstanceOf(RateLimitException.class);
        assertThat(bedrock.calls()).hasSize(1);
    }

    @Test
    void an_answer_streams() throws Exception {
        bedrock.then(Answer.text("one two three").deltaLength(4));
        List<String> parts = new CopyOnWriteArrayList<>();
        CompletableFuture<ChatResponse> complete = new CompletableFuture<>();
        try (BedrockRuntimeAsyncClient async = BedrockRuntimeAsyncClient.builder()
                .endpointOverride(bedrock.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1))
                .build()) {
            BedrockStreamingChatModel.builder()
                    .client(async)
                    .modelId(MODEL)
                    .build()
                    .chat("Count", new StreamingChatResponseHandler() {
                        @Override
                        public void onPartialResponse(String part) {
                            parts.add(part);
                        }

                        @Override
                        public void onCompleteResponse(ChatResponse response) {
                            complete.complete(response);
                        }

                        @Override
                        public void onError(Throwable error) {
                            complete.completeExceptionally(error);
                        }
                    });

            assertThat(complete.get().aiMessage().text()).isEqualTo("one two three");
        }
        assertThat(parts).containsExactly("one ", "two ", "thre", "e");
    }

    private BedrockChatModel model() {
        return BedrockChatModel.builder().client(client).modelId(MODEL).maxRetries(0).build();
    }
}
