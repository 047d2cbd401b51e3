package io.aiprism.bedrock;

import io.aiprism.bedrock.testkit.FakeBedrock;
import io.aiprism.testkit.model.ModelBackendContract;
import io.aiprism.testkit.model.ModelProvider;
import io.aiprism.testkit.model.ProviderCapability;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;

/** The contract over HTTP, with each way to sign in, and with and without the part that streams. */
final class BedrockBackendContractTest {
    private static final EnumSet<ProviderCapability> STREAMING = EnumSet.allOf(ProviderCapability.class);
    private static final EnumSet<ProviderCapability> SENDING =
            EnumSet.complementOf(EnumSet.of(ProviderCapability.STREAMING));
    private static final BedrockCredentials TOKEN = new BedrockCredentials.BearerToken(FakeBedrock.BEARER_TOKEN);

    @Nested
    final class Signed implements ModelBackendContract {
        @Override
        public ModelProvider openProvider() {
            return new BedrockProvider(SENDING, builder -> builder);
        }
    }

    @Nested
    final class WithToken implements ModelBackendContract {
        @Override
        public ModelProvider openProvider() {
            return new BedrockProvider(SENDING, builder -> builder.credentials(TOKEN));
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    final class Streaming {
        // Without TLS, HTTP/2 cannot be agreed on.
        private final SdkAsyncHttpClient http =
                NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1).build();

        @AfterAll
        void close() {
            http.close();
        }

        @Nested
        final class Signed implements ModelBackendContract {
            @Override
            public ModelProvider openProvider() {
                return new BedrockProvider(STREAMING, builder -> builder.streaming(http));
            }
        }

        @Nested
        final class WithToken implements ModelBackendContract {
            @Override
            public ModelProvider openProvider() {
                return new BedrockProvider(
                        STREAMING, builder -> builder.credentials(TOKEN).streaming(http));
            }
        }
    }
}
