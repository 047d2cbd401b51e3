package io.aiprism.bedrock;

import io.aiprism.bedrock.testkit.FakeBedrock;
import io.aiprism.model.CallContext;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelRequest;
import java.time.Instant;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Backends on a fake server, and what they are asked. */
final class Fixture {
    static final String MODEL = "us.anthropic.claude-sonnet-4-6";
    static final ModelRequest HELLO = ModelRequest.builder("Hello", 100).build();

    private Fixture() {}

    static BedrockBackend.Builder builder(FakeBedrock bedrock) {
        return BedrockBackend.builder(MODEL, "us-east-1")
                .endpoint(bedrock.endpoint())
                .credentials(credentials());
    }

    static BedrockBackend backend(FakeBedrock bedrock) {
        return builder(bedrock).build();
    }

    static BedrockCredentials credentials() {
        return new BedrockCredentials.Provided(StaticCredentialsProvider.create(
                AwsBasicCredentials.create(FakeBedrock.ACCESS_KEY_ID, FakeBedrock.SECRET_ACCESS_KEY)));
    }

    /** {@link #HELLO} with a deadline. */
    static ModelRequest until(Instant deadline) {
        return HELLO.toBuilder()
                .context(CallContext.NONE.withDeadline(deadline))
                .build();
    }

    /** What a call that has no answer throws. */
    static ModelException failure(BedrockBackend backend, ModelRequest request) throws InterruptedException {
        try {
            throw new AssertionError("expected a failure but got " + backend.send(request));
        } catch (ModelException e) {
            return e;
        }
    }
}
