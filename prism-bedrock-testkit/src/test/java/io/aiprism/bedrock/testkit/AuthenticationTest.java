package io.aiprism.bedrock.testkit;

import static io.aiprism.bedrock.testkit.SdkClients.asking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.token.credentials.SdkToken;
import software.amazon.awssdk.auth.token.credentials.StaticTokenProvider;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;

class AuthenticationTest {
    private static final String BODY = "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hello\"}]}]}";

    @Test
    void a_wrong_secret_is_refused_as_aws_refuses_it() {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockRuntimeClient client =
                        client(bedrock, AwsBasicCredentials.create(FakeBedrock.ACCESS_KEY_ID, "another/secret"))) {
            BedrockRuntimeException refused =
                    catchThrowableOfType(BedrockRuntimeException.class, () -> client.converse(asking("Hello")));

            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("InvalidSignatureException");
            assertThat(refused.awsErrorDetails().errorMessage()).startsWith("The request signature we calculated");
        }
    }

    @Test
    void an_unknown_access_key_is_refused() {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockRuntimeClient client = client(bedrock, AwsBasicCredentials.create("AKIAUNKNOWN", "secret"))) {
            BedrockRuntimeException refused =
                    catchThrowableOfType(BedrockRuntimeException.class, () -> client.converse(asking("Hello")));

            assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("UnrecognizedClientException");
        }
    }

    @Test
    void a_session_signs_with_its_token() {
        try (FakeBedrock bedrock = FakeBedrock.builder()
                        .accessKey("ASIASESSION", "secret", "the token")
                        .start();
                BedrockRuntimeClient right =
                        client(bedrock, AwsSessionCredentials.create("ASIASESSION", "secret", "the token"));
                BedrockRuntimeClient wrong =
                        client(bedrock, AwsSessionCredentials.create("ASIASESSION", "secret", "another token"))) {
            bedrock.then(Answer.text("Welcome"));

            assertThat(right.converse(asking("Hello")).stopReasonAsString()).isEqualTo("end_turn");
            BedrockRuntimeException refused =
                    catchThrowableOfType(BedrockRuntimeException.class, () -> wrong.converse(asking("Hello")));
            assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("UnrecognizedClientException");
        }
    }

    @Test
    void the_path_of_an_arn_is_signed_twice_encoded_and_arrives_as_one_segment() {
        String arn = "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-test-1:0";
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockRuntimeClient client = SdkClients.client(bedrock)) {
            bedrock.model(arn).then(Answer.text("of the profile"));

            client.converse(asking("Hello").andThen(request -> request.modelId(arn)));

            RecordedCall call = bedrock.calls().getFirst();
            assertThat(call.modelId()).isEqualTo(arn);
            assertThat(call.path()).contains("%2Fus.anthropic").endsWith("/converse");
        }
    }

    @Test
    void a_bearer_token_is_accepted_instead_of_a_signature_and_a_wrong_one_is_refused() {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockRuntimeClient right = bearer(bedrock, FakeBedrock.BEARER_TOKEN);
                BedrockRuntimeClient wrong = bearer(bedrock, "expired")) {
            bedrock.then(Answer.text("Welcome"));

            right.converse(asking("Hello"));
            BedrockRuntimeException refused =
                    catchThrowableOfType(BedrockRuntimeException.class, () -> wrong.converse(asking("Hello")));

            assertThat(bedrock.calls().getFirst().header("authorization"))
                    .hasValue("Bearer " + FakeBedrock.BEARER_TOKEN);
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.awsErrorDetails().errorMessage())
                    .isEqualTo("Authentication failed: Please make sure your API Key is valid.");
        }
    }

    @Test
    void nobody_is_let_in_without_saying_who_they_are_unless_everybody_is() throws IOException {
        try (FakeBedrock bedrock = FakeBedrock.start();
                FakeBedrock open = FakeBedrock.builder().anybody().start()) {
            open.then(Answer.text("Welcome"));

            Raw.Response refused = Raw.converse(bedrock, BODY);
            Raw.Response answered = Raw.converse(open, BODY);

            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).isEqualTo("{\"message\":\"Missing Authentication Token\"}");
            assertThat(answered.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_header_that_is_no_signature_is_refused() throws IOException {
        try (FakeBedrock bedrock = FakeBedrock.start()) {
            Raw.Response refused = Raw.post(
                    bedrock, "/model/m/converse", BODY, Map.of("Authorization", "AWS4-HMAC-SHA256 Credential=x"));

            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.header("x-amzn-ErrorType"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("IncompleteSignatureException"));
        }
    }

    private static BedrockRuntimeClient client(FakeBedrock bedrock, AwsCredentials credentials) {
        return SdkClients.client(
                bedrock,
                builder -> builder.credentialsProvider(StaticCredentialsProvider.create(credentials))
                        .overrideConfiguration(SdkClients.ONE_ATTEMPT));
    }

    private static BedrockRuntimeClient bearer(FakeBedrock bedrock, String token) {
        SdkToken given = new Token(token);
        return SdkClients.client(
                bedrock,
                builder -> builder.tokenProvider(StaticTokenProvider.create(given))
                        .authSchemeProvider(SdkClients.BEARER)
                        .overrideConfiguration(SdkClients.ONE_ATTEMPT));
    }

    private record Token(String token) implements SdkToken {
        @Override
        public Optional<Instant> expirationTime() {
            return Optional.empty();
        }
    }
}
