package io.aiprism.bedrock.testkit;

import static io.aiprism.bedrock.testkit.SdkClients.asking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.AccessDeniedException;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.InternalServerException;
import software.amazon.awssdk.services.bedrockruntime.model.ModelErrorException;
import software.amazon.awssdk.services.bedrockruntime.model.ModelNotReadyException;
import software.amazon.awssdk.services.bedrockruntime.model.ModelTimeoutException;
import software.amazon.awssdk.services.bedrockruntime.model.ResourceNotFoundException;
import software.amazon.awssdk.services.bedrockruntime.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.bedrockruntime.model.ServiceUnavailableException;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

class ErrorsTest {
    /** Each row: the error, what the SDK makes of it, and how many attempts the SDK makes with its own retry. */
    static Stream<Arguments> rows() {
        return Stream.of(
                Arguments.of(BedrockError.TOO_MANY_TOKENS, ThrottlingException.class, 4),
                Arguments.of(BedrockError.TOO_MANY_REQUESTS, ThrottlingException.class, 4),
                Arguments.of(BedrockError.TOO_MANY_TOKENS_PER_DAY, ThrottlingException.class, 4),
                Arguments.of(BedrockError.UNTYPED_429, BedrockRuntimeException.class, 4),
                Arguments.of(BedrockError.MODEL_NOT_READY, ModelNotReadyException.class, 4),
                Arguments.of(BedrockError.SERVICE_UNAVAILABLE, ServiceUnavailableException.class, 4),
                Arguments.of(BedrockError.INTERNAL_SERVER, InternalServerException.class, 4),
                Arguments.of(BedrockError.BAD_GATEWAY, BedrockRuntimeException.class, 4),
                Arguments.of(BedrockError.GATEWAY_TIMEOUT, BedrockRuntimeException.class, 4),
                Arguments.of(BedrockError.MODEL_TIMEOUT, ModelTimeoutException.class, 1),
                Arguments.of(BedrockError.MODEL_ERROR, ModelErrorException.class, 1),
                Arguments.of(BedrockError.VALIDATION, ValidationException.class, 1),
                Arguments.of(BedrockError.SERVICE_QUOTA_EXCEEDED, ServiceQuotaExceededException.class, 1),
                Arguments.of(BedrockError.ACCESS_DENIED, AccessDeniedException.class, 1),
                Arguments.of(BedrockError.RESOURCE_NOT_FOUND, ResourceNotFoundException.class, 1),
                Arguments.of(BedrockError.EXPIRED_TOKEN, BedrockRuntimeException.class, 1),
                Arguments.of(BedrockError.UNRECOGNIZED_CLIENT, BedrockRuntimeException.class, 1),
                Arguments.of(BedrockError.REQUEST_TOO_LARGE, BedrockRuntimeException.class, 1));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void the_sdk_sees_each_error_as_itself_and_retries_it_as_it_does_on_bedrock(
            BedrockError error, Class<? extends BedrockRuntimeException> type, int attempts) {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockRuntimeClient client = SdkClients.client(
                        bedrock, builder -> builder.overrideConfiguration(SdkClients.FOUR_ATTEMPTS_AT_ONCE))) {
            bedrock.otherwise(Answer.error(error));

            BedrockRuntimeException seen =
                    catchThrowableOfType(BedrockRuntimeException.class, () -> client.converse(asking("Hello")));

            assertThat(seen).isExactlyInstanceOf(type);
            assertThat(seen.statusCode()).isEqualTo(error.status());
            assertThat(seen.awsErrorDetails().errorCode())
                    .isEqualTo(error.type().isEmpty() ? null : error.type());
            assertThat(bedrock.calls()).hasSize(attempts);
            assertThat(bedrock.calls())
                    .extracting(RecordedCall::invocationId)
                    .containsOnly(bedrock.calls().getFirst().invocationId());
            assertThat(bedrock.calls().getLast().attempt()).isEqualTo(attempts);
            assertThat(bedrock.calls().getLast().status()).hasValue(error.status());
        }
    }

    @Test
    void a_throttle_looks_like_the_recorded_one_to_the_byte() throws IOException, InterruptedException {
        try (FakeBedrock bedrock = FakeBedrock.builder().anybody().start()) {
            bedrock.then(Answer.error(BedrockError.TOO_MANY_TOKENS));

            Raw.Response throttled =
                    Raw.converse(bedrock, "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hello\"}]}]}");

            assertThat(throttled.statusCode()).isEqualTo(429);
            assertThat(throttled.body())
                    .isEqualTo("{\"message\":\"Too many tokens, please wait before trying again.\"}")
                    .hasSize(63);
            assertThat(throttled.header("x-amzn-ErrorType"))
                    .hasValue("ThrottlingException:http://internal.amazon.com/coral/com.amazon.bedrock/");
            assertThat(throttled.header("Retry-After")).isEmpty();
            assertThat(List.of("Date", "Content-Type", "Content-Length", "Connection", "x-amzn-RequestId"))
                    .allSatisfy(name -> assertThat(throttled.header(name)).isPresent());
        }
    }

    @Test
    void an_error_carries_the_headers_that_a_test_gives_it() {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockRuntimeClient client = SdkClients.client(bedrock)) {
            bedrock.then(Answer.error(BedrockError.TOO_MANY_REQUESTS).header("Retry-After", "3"));

            ThrottlingException throttled =
                    catchThrowableOfType(ThrottlingException.class, () -> client.converse(asking("Hello")));

            assertThat(throttled.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("Retry-After"))
                    .hasValue("3");
        }
    }

    @Test
    void a_success_without_a_body_or_with_an_empty_one_is_an_empty_response_to_the_sdk() {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockRuntimeClient client = SdkClients.client(bedrock)) {
            bedrock.then(Answer.emptyBody(), Answer.emptyObject());

            for (int call = 0; call < 2; call++) {
                ConverseResponse response = client.converse(asking("Hello"));
                assertThat(response.output()).isNull();
                assertThat(response.stopReason()).isNull();
            }
        }
    }

    @Test
    void a_page_instead_of_json_is_retried_by_the_sdk_as_often_as_it_can() {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockRuntimeClient client = SdkClients.client(
                        bedrock, builder -> builder.overrideConfiguration(SdkClients.FOUR_ATTEMPTS_AT_ONCE))) {
            bedrock.otherwise(Answer.html());

            assertThatThrownBy(() -> client.converse(asking("Hello"))).isInstanceOf(SdkClientException.class);
            assertThat(bedrock.calls()).hasSize(4);
        }
    }

    @Test
    void an_unknown_stop_reason_and_an_unknown_block_arrive_as_unknown() {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockRuntimeClient client = SdkClients.client(bedrock)) {
            bedrock.then(
                    Answer.text("text").andBlock("{\"hologram\":{\"depth\":3}}").stopReason("model_is_tired"));

            ConverseResponse response = client.converse(asking("Hello"));

            assertThat(response.stopReason()).isEqualTo(StopReason.UNKNOWN_TO_SDK_VERSION);
            assertThat(response.stopReasonAsString()).isEqualTo("model_is_tired");
            List<ContentBlock> content = response.output().message().content();
            assertThat(content.get(1).type()).isEqualTo(ContentBlock.Type.UNKNOWN_TO_SDK_VERSION);
        }
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void a_connection_that_is_cut_is_a_client_error_and_recorded_as_broken(Cut cut) {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockRuntimeClient client = SdkClients.client(bedrock)) {
            bedrock.then(Answer.text("never read whole").cut(cut), Answer.text("after it"));

            assertThatThrownBy(() -> client.converse(asking("Hello"))).isInstanceOf(SdkClientException.class);
            assertThat(client.converse(asking("Hello"))
                            .output()
                            .message()
                            .content()
                            .getFirst()
                            .text())
                    .isEqualTo("after it");

            assertThat(bedrock.calls())
                    .extracting(RecordedCall::ending)
                    .containsExactly(RecordedCall.Ending.BROKEN, RecordedCall.Ending.ANSWERED);
        }
    }

    @Test
    void a_call_that_is_never_answered_is_gone_when_its_client_is_interrupted() throws InterruptedException {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockRuntimeClient client = SdkClients.client(bedrock)) {
            bedrock.then(Answer.never());
            Thread caller = Thread.startVirtualThread(() -> assertThatThrownBy(() -> client.converse(asking("Hello"))));
            bedrock.awaitCalls(1);
            assertThat(bedrock.inFlight()).isEqualTo(1);

            caller.interrupt();
            caller.join();
            bedrock.awaitInFlight(0);

            assertThat(bedrock.calls().getFirst().ending()).isEqualTo(RecordedCall.Ending.GONE);
        }
    }

    @Test
    void what_an_answerer_throws_is_an_internal_error_to_the_client_and_fails_the_test() {
        FakeBedrock bedrock = FakeBedrock.start();
        try (BedrockRuntimeClient client = SdkClients.client(bedrock)) {
            bedrock.script().then(call -> {
                throw new IllegalStateException("no idea");
            });

            assertThatThrownBy(() -> client.converse(asking("Hello"))).isInstanceOf(InternalServerException.class);
            assertThatThrownBy(bedrock::close)
                    .isInstanceOf(AssertionError.class)
                    .hasRootCauseMessage("no idea");
        }
    }

    @Test
    void a_script_that_has_ended_says_so() {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockRuntimeClient client = SdkClients.client(bedrock)) {
            assertThatThrownBy(() -> client.converse(asking("Hello")))
                    .isInstanceOf(ValidationException.class)
                    .hasMessageContaining("the script has no answer to call number 1");
        }
    }

    @Test
    void invoke_model_is_refused_with_a_typed_error() {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockRuntimeClient client = SdkClients.client(bedrock)) {
            assertThatThrownBy(() -> client.invokeModel(
                            request -> request.modelId(SdkClients.MODEL).body(SdkBytes.fromUtf8String("{}"))))
                    .isInstanceOf(ValidationException.class)
                    .hasMessageContaining("does not support InvokeModel");
        }
    }
}
