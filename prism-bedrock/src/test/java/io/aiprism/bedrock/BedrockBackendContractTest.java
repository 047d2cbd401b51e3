package io.aiprism.bedrock;

import io.aiprism.testkit.model.ModelBackendContract;
import io.aiprism.testkit.model.ModelProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;

final class BedrockBackendContractTest {
    @Nested
    final class Signed implements ModelBackendContract {
        @Override
        public ModelProvider openProvider() {
            return new BedrockProvider(builder -> builder);
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    final class Streaming implements ModelBackendContract {
        // Without TLS, HTTP/2 cannot be agreed on.
        private final SdkAsyncHttpClient http =
                NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1).build();

        @AfterAll
        void close() {
            http.close();
        }

        @Override
        public ModelProvider openProvider() {
            return new BedrockProvider(builder -> builder.streaming(http));
        }
    }
}
