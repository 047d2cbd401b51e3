package io.aiprism.bedrock.testkit;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.auth.scheme.BearerAuthScheme;
import software.amazon.awssdk.http.auth.spi.scheme.AuthSchemeOption;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClientBuilder;
import software.amazon.awssdk.services.bedrockruntime.auth.scheme.BedrockRuntimeAuthSchemeProvider;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

/** The AWS SDK's own clients, set on a fake. They ignore what the environment says of credentials. */
final class SdkClients {
    static final String MODEL = "us.anthropic.claude-test-1:0";

    static final Consumer<ClientOverrideConfiguration.Builder> ONE_ATTEMPT =
            configuration -> configuration.retryStrategy(AwsRetryStrategy.doNotRetry());

    /** The SDK's own retry, without its waiting. */
    static final Consumer<ClientOverrideConfiguration.Builder> FOUR_ATTEMPTS_AT_ONCE =
            configuration -> configuration.retryStrategy(AwsRetryStrategy.legacyRetryStrategy().toBuilder()
                    .backoffStrategy(BackoffStrategy.retryImmediately())
                    .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                    .build());

    static final BedrockRuntimeAuthSchemeProvider BEARER = parameters -> List.of(
            AuthSchemeOption.builder().schemeId(BearerAuthScheme.SCHEME_ID).build());

    // Of daemon threads, and not closed: closing one takes two seconds.
    private static final SdkEventLoopGroup EVENT_LOOPS =
            SdkEventLoopGroup.builder().numberOfThreads(2).build();

    private SdkClients() {}

    /** One attempt for each call. */
    static BedrockRuntimeClient client(FakeBedrock bedrock) {
        return client(
                bedrock,
                builder -> builder.overrideConfiguration(
                        configuration -> configuration.retryStrategy(AwsRetryStrategy.doNotRetry())));
    }

    static BedrockRuntimeClient client(FakeBedrock bedrock, Consumer<BedrockRuntimeClientBuilder> more) {
        BedrockRuntimeClientBuilder builder = BedrockRuntimeClient.builder()
                .endpointOverride(bedrock.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials())
                .httpClientBuilder(
                        Apache5HttpClient.builder().maxConnections(500).socketTimeout(Duration.ofMinutes(1)));
        more.accept(builder);
        return builder.build();
    }

    static BedrockRuntimeAsyncClient asyncClient(FakeBedrock bedrock) {
        return BedrockRuntimeAsyncClient.builder()
                .endpointOverride(bedrock.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials())
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .eventLoopGroup(EVENT_LOOPS)
                        .protocol(Protocol.HTTP1_1))
                .overrideConfiguration(ONE_ATTEMPT)
                .build();
    }

    static StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(
                AwsBasicCredentials.create(FakeBedrock.ACCESS_KEY_ID, FakeBedrock.SECRET_ACCESS_KEY));
    }

    static Consumer<ConverseRequest.Builder> asking(String text) {
        return request -> request.modelId(MODEL)
                .messages(Message.builder()
                        .role(ConversationRole.USER)
                        .content(ContentBlock.fromText(text))
                        .build())
                .inferenceConfig(inference -> inference.maxTokens(100));
    }
}
