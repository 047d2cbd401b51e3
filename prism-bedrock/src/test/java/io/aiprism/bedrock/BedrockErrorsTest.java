package io.aiprism.bedrock;

import static io.aiprism.bedrock.Fixture.HELLO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.aiprism.bedrock.testkit.Answer;
import io.aiprism.bedrock.testkit.BedrockError;
import io.aiprism.bedrock.testkit.Cut;
import io.aiprism.bedrock.testkit.FakeBedrock;
import io.aiprism.model.ModelException.Kind;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelFeature;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.OutputSchema;
import io.aiprism.model.StopReason;
import io.aiprism.model.Tool;
import io.aiprism.model.ToolChoice;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;

/** Each way in which Bedrock has no answer, and that none is repeated. */
final class BedrockErrorsTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(Answer.error(BedrockError.TOO_MANY_TOKENS), Kind.THROTTLED),
                arguments(Answer.error(BedrockError.TOO_MANY_REQUESTS), Kind.THROTTLED),
                arguments(Answer.error(BedrockError.UNTYPED_429), Kind.THROTTLED),
                arguments(Answer.error(BedrockError.TOO_MANY_TOKENS_PER_DAY), Kind.QUOTA_EXHAUSTED),
                arguments(Answer.error(BedrockError.SERVICE_QUOTA_EXCEEDED), Kind.QUOTA_EXHAUSTED),
                arguments(Answer.error(BedrockError.MODEL_NOT_READY), Kind.NOT_READY),
                arguments(Answer.error(BedrockError.SERVICE_UNAVAILABLE), Kind.UNAVAILABLE),
                arguments(Answer.error(BedrockError.INTERNAL_SERVER), Kind.UNAVAILABLE),
                arguments(Answer.error(BedrockError.BAD_GATEWAY), Kind.UNAVAILABLE),
                arguments(Answer.error(BedrockError.GATEWAY_TIMEOUT), Kind.UNAVAILABLE),
                arguments(Answer.error(BedrockError.MODEL_TIMEOUT), Kind.MODEL_TIMEOUT),
                arguments(Answer.error(BedrockError.MODEL_ERROR), Kind.MODEL_ERROR),
                arguments(Answer.error(BedrockError.MODEL_STREAM_ERROR), Kind.MODEL_ERROR),
                arguments(Answer.error(BedrockError.VALIDATION), Kind.INVALID_REQUEST),
                arguments(Answer.error(BedrockError.REQUEST_TOO_LARGE), Kind.REQUEST_TOO_LARGE),
                arguments(
                        Answer.error(BedrockError.validation("prompt is too long: 300000 tokens > 200000 maximum")),
                        Kind.REQUEST_TOO_LARGE),
                arguments(Answer.error(BedrockError.ACCESS_DENIED), Kind.ACCESS_DENIED),
                arguments(Answer.error(BedrockError.RESOURCE_NOT_FOUND), Kind.NOT_FOUND),
                arguments(Answer.error(BedrockError.EXPIRED_TOKEN), Kind.UNAUTHENTICATED),
                arguments(Answer.error(BedrockError.UNRECOGNIZED_CLIENT), Kind.UNAUTHENTICATED),
                arguments(Answer.emptyObject(), Kind.INVALID_RESPONSE),
                arguments(Answer.emptyBody(), Kind.INVALID_RESPONSE),
                arguments(Answer.html(), Kind.INVALID_RESPONSE),
                arguments(Answer.raw(200, "application/json", "{\"stopReason\":\"end_turn\"}"), Kind.INVALID_RESPONSE),
                arguments(Answer.text("Hello there").cut(Cut.BEFORE_HEADERS), Kind.NO_RESPONSE),
                arguments(Answer.text("Hello there").cut(Cut.IN_BODY), Kind.NO_RESPONSE));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void each_failure_has_its_kind_and_is_one_call(Answer answer, Kind kind) throws Exception {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockBackend backend = Fixture.backend(bedrock)) {
            bedrock.then(answer);

            ModelException failure = Fixture.failure(backend, HELLO);

            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure.target()).contains(backend.target());
            assertThat(failure).hasMessageContaining(backend.target().toString());
            assertThat(failure.attempts())
                    .singleElement()
                    .satisfies(attempt -> assertThat(attempt.failure()).contains(kind));
            assertThat(bedrock.calls()).hasSize(1);
        }
    }

    static Stream<Arguments> refusals() {
        Tool tool = new Tool("report", "Reports", "{\"type\":\"object\"}", false);
        ModelRequest schema = HELLO.toBuilder()
                .output(new OutputSchema("findings", "", "{\"type\":\"object\"}"))
                .build();
        ModelRequest forced = HELLO.toBuilder()
                .tool(tool)
                .toolChoice(new ToolChoice.Named("report"))
                .build();
        return Stream.of(
                arguments(
                        "The model returned the following errors: output_config.format.schema: For 'array' type, property"
                                + " 'maxItems' is not supported",
                        schema,
                        ModelFeature.OUTPUT_SCHEMA),
                arguments(
                        "The model returned the following errors: tool_choice: type \"tool\" and \"any\" are not supported for this model.",
                        forced,
                        ModelFeature.FORCED_TOOL),
                arguments(
                        "tool_choice: type \"tool\" and \"any\" are not supported for this model.",
                        forced.toBuilder().toolChoice(new ToolChoice.Any()).build(),
                        ModelFeature.ANY_TOOL),
                arguments(
                        "tools.0.custom.strict: Extra inputs are not permitted",
                        HELLO.toBuilder()
                                .tool(new Tool("report", "Reports", "{\"type\":\"object\"}", true))
                                .build(),
                        ModelFeature.STRICT_TOOLS),
                arguments(
                        "`temperature` is deprecated for this model.",
                        HELLO.toBuilder().temperature(0.0).build(),
                        ModelFeature.TEMPERATURE));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void what_a_model_refuses_is_told_from_the_text(String text, ModelRequest request, ModelFeature feature)
            throws Exception {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockBackend backend = Fixture.backend(bedrock)) {
            bedrock.then(Answer.error(BedrockError.validation(text)));

            ModelException failure = Fixture.failure(backend, request);

            assertThat(failure.kind()).isEqualTo(Kind.UNSUPPORTED_FEATURE);
            assertThat(failure.refused()).contains(feature);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            output_config.format.schema: For array type, property maxItems is not supported                     | true
            The compiled grammar is too large, which would cause performance issues. Simplify your tool schemas.      | true
            Schemas contains too many parameters with union types (17, limit: 16)                                   | true
            output_config.format.schema: Invalid schema: The compiled grammar is too large                          | true
            output_config: Extra inputs are not permitted                                                           | false
            This model does not support structured output: json_schema is not supported                             | false
            """)
    void a_refusal_of_this_schema_is_told_from_one_of_all_schemas(String text, boolean aboutSchema) throws Exception {
        ModelRequest request = HELLO.toBuilder()
                .output(new OutputSchema("findings", "", "{\"type\":\"object\"}"))
                .build();
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockBackend backend = Fixture.backend(bedrock)) {
            bedrock.then(Answer.error(BedrockError.validation(text)));

            ModelException failure = Fixture.failure(backend, request);

            assertThat(failure.kind()).isEqualTo(Kind.UNSUPPORTED_FEATURE);
            assertThat(failure.refused()).contains(ModelFeature.OUTPUT_SCHEMA);
            assertThat(failure.aboutSchema()).isEqualTo(aboutSchema);
        }
    }

    @Test
    void a_text_about_something_that_was_not_asked_for_is_no_refusal_of_it() throws Exception {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockBackend backend = Fixture.backend(bedrock)) {
            bedrock.then(Answer.error(BedrockError.validation("`temperature` is deprecated for this model.")));

            assertThat(Fixture.failure(backend, HELLO).kind()).isEqualTo(Kind.INVALID_REQUEST);
        }
    }

    /** The SDK's chain ends with this text, whatever is in it; this one looks at nothing that a machine may have. */
    @Test
    void without_credentials_the_failure_says_so_and_nothing_is_sent() throws Exception {
        AwsCredentialsProvider nobody = AwsCredentialsProviderChain.of(SystemPropertyCredentialsProvider.create());
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockBackend backend = Fixture.builder(bedrock)
                        .credentials(new BedrockCredentials.Provided(nobody))
                        .build()) {
            ModelException failure = Fixture.failure(backend, HELLO);

            assertThat(failure.kind()).isEqualTo(Kind.UNAUTHENTICATED);
            assertThat(failure).hasMessage("no AWS credentials were found for %s", backend.target());
            assertThat(bedrock.calls()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn, END_TURN",
        "tool_use, TOOL_USE",
        "stop_sequence, STOP_SEQUENCE",
        "max_tokens, MAX_TOKENS",
        "model_context_window_exceeded, CONTEXT_WINDOW_EXCEEDED",
        "guardrail_intervened, GUARDRAIL_INTERVENED",
        "content_filtered, CONTENT_FILTERED",
        "malformed_model_output, MALFORMED_OUTPUT",
        "malformed_tool_use, MALFORMED_OUTPUT",
        "tomorrow, UNKNOWN"
    })
    void every_stop_reason_of_the_service_is_known(String wire, StopReason reason) throws Exception {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockBackend backend = Fixture.backend(bedrock)) {
            bedrock.then(Answer.text("And so").stopReason(wire));

            assertThat(backend.send(HELLO).stopReason()).isEqualTo(reason);
        }
    }

    @Test
    void how_long_to_wait_is_taken_from_either_header() throws Exception {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockBackend backend = Fixture.backend(bedrock)) {
            Answer throttled = Answer.error(BedrockError.TOO_MANY_TOKENS);
            bedrock.then(throttled, throttled.header("Retry-After", "3"), throttled.header("x-amz-retry-after", "1500"))
                    .then(throttled.header("Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT"));

            List<Duration> waits = Stream.of(1, 2, 3, 4)
                    .map(i -> {
                        try {
                            return Fixture.failure(backend, HELLO).retryAfter().orElse(Duration.ofDays(-1));
                        } catch (InterruptedException e) {
                            throw new AssertionError(e);
                        }
                    })
                    .toList();

            assertThat(waits)
                    .containsExactly(
                            Duration.ofDays(-1), Duration.ofSeconds(3), Duration.ofMillis(1500), Duration.ZERO);
        }
    }
}
