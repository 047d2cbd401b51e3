package io.aiprism.bedrock;

import static io.aiprism.bedrock.Fixture.HELLO;
import static io.aiprism.bedrock.Fixture.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.bedrock.testkit.Answer;
import io.aiprism.bedrock.testkit.BedrockError;
import io.aiprism.bedrock.testkit.FakeBedrock;
import io.aiprism.model.CacheTtl;
import io.aiprism.model.CallContext;
import io.aiprism.model.ContentBlock;
import io.aiprism.model.Message;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelException.Kind;
import io.aiprism.model.ModelFeature;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.OutputSchema;
import io.aiprism.model.StopReason;
import io.aiprism.model.TokenUsage;
import io.aiprism.model.Tool;
import io.aiprism.model.ToolChoice;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;

final class BedrockBackendTest {
    private static final String SCHEMA = "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}";

    @Test
    void an_answer_has_text_usage_stop_reason_request_id_and_one_attempt() throws Exception {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockBackend backend = Fixture.backend(bedrock)) {
            bedrock.then(Answer.text("21").usage(new TokenUsage(2, 30, 1000, 322, 5)));

            ModelResponse response = backend.send(HELLO.toBuilder()
                    .system("Rules")
                    .system(new ContentBlock.CachePoint(CacheTtl.ONE_HOUR))
                    .build());

            assertThat(response.text()).isEqualTo("21");
            assertThat(response.stopReason()).isEqualTo(StopReason.END_TURN);
            assertThat(response.usage()).isEqualTo(new TokenUsage(2, 30, 1000, 322, 5));
            assertThat(response.requestId()).isPresent();
            assertThat(response.target().toString()).isEqualTo(MODEL + " in us-east-1");
            assertThat(response.attempts()).singleElement().satisfies(attempt -> {
                assertThat(attempt.failure()).isEmpty();
                assertThat(attempt.usage()).contains(response.usage());
                assertThat(attempt.requestId()).isEqualTo(response.requestId());
            });
        }
    }

    @Test
    void everything_of_a_request_arrives() throws Exception {
        ModelRequest request = ModelRequest.builder(2000)
                .system("Rules")
                .system(new ContentBlock.CachePoint(CacheTtl.ONE_HOUR))
                .message(new Message(
                        Message.Role.USER,
                        List.of(
                                new ContentBlock.Text("Look"),
                                new ContentBlock.CachePoint(CacheTtl.FIVE_MINUTES),
                                new ContentBlock.Text("here"))))
                .message(new Message(
                        Message.Role.ASSISTANT,
                        List.of(
                                new ContentBlock.Reasoning("Hm", Optional.of("c2ln")),
                                new ContentBlock.ToolUse("t1", "look_up", "{\"q\":\"a\\nb\",\"n\":1.5,\"x\":null}"))))
                .message(new Message(
                        Message.Role.USER, List.of(new ContentBlock.ToolResult("t1", "nothing there", true))))
                .tool(new Tool("look_up", "Looks up", SCHEMA, true))
                .toolChoice(new ToolChoice.Any())
                .temperature(0.5)
                .topP(0.25)
                .stopSequences(List.of("END"))
                .context(new CallContext(
                        "acme", Optional.of("r-1"), Optional.empty(), Map.of("section", "s1", "bad", "ä")))
                .build();
        BedrockOptions options = BedrockOptions.builder()
                .serviceTier("flex")
                .latency("optimized")
                .guardrail(new Guardrail("gr1", "2", true))
                .additionalRequestFields("{\"top_k\":5}")
                .build();
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockBackend backend =
                        Fixture.builder(bedrock).options(options).build()) {
            bedrock.then(Answer.text("Done"));

            backend.send(request);

            var body = Json.parse(bedrock.calls().getFirst().body());
            assertThat(body.at("/system").toString())
                    .isEqualTo("[{\"text\":\"Rules\"},{\"cachePoint\":{\"type\":\"default\",\"ttl\":\"1h\"}}]");
            assertThat(body.at("/messages/0/content").toString())
                    .isEqualTo("[{\"text\":\"Look\"},{\"cachePoint\":{\"type\":\"default\"}},{\"text\":\"here\"}]");
            assertThat(body.at("/messages/1/content/0/reasoningContent/reasoningText/signature")
                            .asText())
                    .isEqualTo("c2ln");
            assertThat(body.at("/messages/1/content/1/toolUse/input").toString())
                    .isEqualTo("{\"q\":\"a\\nb\",\"n\":1.5,\"x\":null}");
            assertThat(body.at("/messages/2/content/0/toolResult/status").asText())
                    .isEqualTo("error");
            assertThat(body.at("/toolConfig/tools/0/toolSpec/strict").asBoolean())
                    .isTrue();
            assertThat(body.at("/toolConfig/tools/0/toolSpec/inputSchema/json").toString())
                    .isEqualTo(SCHEMA);
            assertThat(body.at("/toolConfig/toolChoice").toString()).isEqualTo("{\"any\":{}}");
            assertThat(body.at("/inferenceConfig").toString())
                    .isEqualTo("{\"maxTokens\":2000,\"temperature\":0.5,\"topP\":0.25,\"stopSequences\":[\"END\"]}");
            assertThat(body.at("/requestMetadata").toString())
                    .isEqualTo("{\"prism.review\":\"r-1\",\"prism.tenant\":\"acme\",\"section\":\"s1\"}");
            assertThat(body.at("/serviceTier/type").asText()).isEqualTo("flex");
            assertThat(body.at("/performanceConfig/latency").asText()).isEqualTo("optimized");
            assertThat(body.at("/guardrailConfig/trace").asText()).isEqualTo("enabled");
            assertThat(body.at("/additionalModelRequestFields").toString()).isEqualTo("{\"top_k\":5}");
            // What a batch job is given is the same.
            assertThat(SdkJson.write(new ConverseRequests(backend.target(), options).of(request)))
                    .isEqualTo(body);
        }
    }

    @Test
    void output_schema_and_reasoning_budget_arrive() throws Exception {
        ModelRequest request = HELLO.toBuilder()
                .maxTokens(3000)
                .output(new OutputSchema("findings", "What was found", SCHEMA))
                .reasoningTokens(OptionalInt.of(1024))
                .build();
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockBackend backend = Fixture.backend(bedrock)) {
            bedrock.then(Answer.reasoning("Hm").andText("{}"));

            ModelResponse response = backend.send(request);

            assertThat(response.content())
                    .element(0)
                    .isInstanceOfSatisfying(
                            ContentBlock.Reasoning.class,
                            reasoning -> assertThat(reasoning.text()).isEqualTo("Hm"));
            var body = Json.parse(bedrock.calls().getFirst().body());
            assertThat(body.at("/outputConfig/textFormat/structure/jsonSchema/schema")
                            .asText())
                    .isEqualTo(SCHEMA);
            assertThat(body.at("/additionalModelRequestFields/thinking").toString())
                    .isEqualTo("{\"type\":\"enabled\",\"budget_tokens\":1024}");
        }
    }

    @Test
    void a_budget_for_reasoning_that_nobody_knows_how_to_send_is_refused_unsent() throws Exception {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockBackend backend = BedrockBackend.builder("amazon.nova-pro-v1:0", "us-east-1")
                        .endpoint(bedrock.endpoint())
                        .credentials(Fixture.credentials())
                        .build()) {
            ModelException failure = Fixture.failure(
                    backend,
                    HELLO.toBuilder().reasoningTokens(OptionalInt.of(50)).build());

            assertThat(failure.kind()).isEqualTo(Kind.UNSUPPORTED_FEATURE);
            assertThat(failure.refused()).contains(ModelFeature.REASONING_BUDGET);
            assertThat(bedrock.calls()).isEmpty();
        }
    }

    @Test
    void a_tool_that_the_model_wants_comes_as_valid_json() throws Exception {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockBackend backend = Fixture.backend(bedrock)) {
            bedrock.then(Answer.toolUse("look_up", "{\"q\":\"a\\nb \\u0001 \\\"c\\\"\",\"n\":12345678901234567890}"));

            ModelResponse response = backend.send(HELLO);

            assertThat(response.stopReason()).isEqualTo(StopReason.TOOL_USE);
            assertThat(Json.parse(response.toolUses().getFirst().input()))
                    .isEqualTo(Json.parse("{\"q\":\"a\\nb \\u0001 \\\"c\\\"\",\"n\":12345678901234567890}"));
        }
    }

    @Test
    void what_this_version_does_not_know_is_kept_as_unknown() throws Exception {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockBackend backend = Fixture.backend(bedrock)) {
            bedrock.then(Answer.block("{\"hologram\":{}}").stopReason("enlightened"));

            ModelResponse response = backend.send(HELLO);

            assertThat(response.content()).singleElement().isInstanceOf(ContentBlock.Unknown.class);
            assertThat(response.stopReason()).isEqualTo(StopReason.UNKNOWN);
            assertThat(response.providerStopReason()).isEqualTo("enlightened");
        }
    }

    @Test
    void a_guardrail_that_stepped_in_is_told() throws Exception {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockBackend backend = Fixture.backend(bedrock)) {
            bedrock.then(Answer.text("Blocked").stopReason("guardrail_intervened"));

            ModelResponse response = backend.send(HELLO);

            assertThat(response.stopReason()).isEqualTo(StopReason.GUARDRAIL_INTERVENED);
            assertThat(response.guardrail())
                    .hasValueSatisfying(
                            outcome -> assertThat(outcome.intervened()).isTrue());
        }
    }

    @Test
    void an_interrupt_aborts_the_call() throws Exception {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockBackend backend = Fixture.backend(bedrock)) {
            bedrock.then(Answer.never());
            var call = new FutureTask<>(() -> backend.send(HELLO));
            Thread thread = Thread.ofVirtual().start(call);
            bedrock.awaitInFlight(1);

            thread.interrupt();

            assertThatThrownBy(call::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
            bedrock.awaitInFlight(0);
            assertThat(bedrock.calls()).hasSize(1);
        }
    }

    @Test
    void a_deadline_ends_the_call_and_one_that_has_passed_makes_none() throws Exception {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockBackend backend = Fixture.backend(bedrock)) {
            bedrock.then(Answer.never());

            ModelException ended =
                    Fixture.failure(backend, Fixture.until(Instant.now().plusMillis(300)));
            ModelException unsent =
                    Fixture.failure(backend, Fixture.until(Instant.now().minusSeconds(1)));

            assertThat(ended.kind()).isEqualTo(Kind.DEADLINE_EXCEEDED);
            assertThat(ended.attempts()).hasSize(1);
            assertThat(unsent.kind()).isEqualTo(Kind.DEADLINE_EXCEEDED);
            assertThat(unsent.attempts()).isEmpty();
            assertThat(bedrock.calls()).hasSize(1);
        }
    }

    @Test
    void a_read_timeout_is_no_response_and_nothing_is_repeated() throws Exception {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockBackend backend = Fixture.builder(bedrock)
                        .responseTimeout(Duration.ofMillis(200))
                        .build()) {
            bedrock.then(Answer.never());

            assertThat(Fixture.failure(backend, HELLO).kind()).isEqualTo(Kind.NO_RESPONSE);
            assertThat(bedrock.calls()).hasSize(1);
        }
    }

    @Test
    void a_server_that_is_not_there_is_a_failed_connection() throws Exception {
        URI gone;
        try (FakeBedrock bedrock = FakeBedrock.start()) {
            gone = bedrock.endpoint();
        }
        try (BedrockBackend backend = BedrockBackend.builder(MODEL, "us-east-1")
                .endpoint(gone)
                .credentials(Fixture.credentials())
                .build()) {
            assertThat(Fixture.failure(backend, HELLO).kind()).isEqualTo(Kind.CONNECTION_FAILED);
        }
    }

    @Test
    void a_bearer_token_is_sent_only_if_it_was_chosen() throws Exception {
        System.setProperty("aws.bearerTokenBedrock", "from-the-environment");
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockBackend signed = Fixture.backend(bedrock);
                BedrockBackend bearer = Fixture.builder(bedrock)
                        .credentials(new BedrockCredentials.BearerToken(FakeBedrock.BEARER_TOKEN))
                        .build()) {
            bedrock.otherwise(Answer.text("Fine"));

            signed.send(HELLO);
            bearer.send(HELLO);

            assertThat(bedrock.calls().get(0).header("Authorization").orElseThrow())
                    .startsWith("AWS4-HMAC-SHA256");
            assertThat(bedrock.calls().get(1).header("Authorization")).contains("Bearer " + FakeBedrock.BEARER_TOKEN);
        } finally {
            System.clearProperty("aws.bearerTokenBedrock");
        }
    }

    @Test
    void an_endpoint_of_the_environment_is_not_called() throws Exception {
        try (FakeBedrock bedrock = FakeBedrock.start()) {
            System.setProperty(
                    "aws.endpointUrlBedrockRuntime", bedrock.endpoint().toString());
            try (BedrockBackend backend = BedrockBackend.builder(MODEL, "us-east-1")
                    .credentials(Fixture.credentials())
                    .connectTimeout(Duration.ofMillis(200))
                    .build()) {
                Fixture.failure(backend, Fixture.until(Instant.now().plusSeconds(2)));
            }
            assertThat(bedrock.calls()).isEmpty();
        } finally {
            System.clearProperty("aws.endpointUrlBedrockRuntime");
        }
    }

    @Test
    void wrong_credentials_are_told_from_a_lack_of_permission() throws Exception {
        try (FakeBedrock bedrock =
                        FakeBedrock.builder().accessKey("AKIAOTHER", "secret").start();
                BedrockBackend backend = Fixture.backend(bedrock)) {
            assertThat(Fixture.failure(backend, HELLO).kind()).isEqualTo(Kind.UNAUTHENTICATED);
        }
    }

    @Test
    void a_client_of_the_users_is_not_closed_and_takes_no_settings() throws Exception {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockRuntimeClient client = new BedrockClients(
                                "us-east-1",
                                Optional.of(bedrock.endpoint()),
                                Fixture.credentials(),
                                10,
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(5),
                                false)
                        .open(new ArrayList<>())) {
            bedrock.otherwise(Answer.text("Fine"));
            BedrockBackend backend =
                    BedrockBackend.builder(MODEL, "us-east-1").client(client).build();

            backend.close();

            try (BedrockBackend another =
                    BedrockBackend.builder(MODEL, "us-east-1").client(client).build()) {
                assertThat(another.send(HELLO).text()).isEqualTo("Fine");
            }
            assertThatThrownBy(() -> Fixture.builder(bedrock).client(client).build())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("endpoint");
        }
    }

    @Test
    void input_tokens_are_counted_by_the_base_model_and_unknown_where_it_does_not() throws Exception {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockBackend backend = Fixture.backend(bedrock)) {
            OptionalLong counted = backend.countInputTokens(HELLO);

            assertThat(counted).hasValue(2);
            assertThat(bedrock.calls().getFirst().modelId()).isEqualTo("anthropic.claude-sonnet-4-6");
        }
    }

    @Test
    void an_arn_is_one_segment_of_the_path() throws Exception {
        String arn = "arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.anthropic.claude-sonnet-4-6";
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockBackend backend = BedrockBackend.builder(arn, "eu-west-1")
                        .endpoint(bedrock.endpoint())
                        .credentials(Fixture.credentials())
                        .build()) {
            bedrock.then(Answer.text("Fine"));

            backend.send(HELLO);

            assertThat(bedrock.calls().getFirst().modelId()).isEqualTo(arn);
            assertThat(backend.target().geography()).contains("eu");
            assertThat(backend.profile().outputBurndown()).isEqualTo(5);
        }
    }

    @Test
    void settings_are_checked_when_they_are_made() {
        assertThatThrownBy(() -> BedrockBackend.builder(MODEL, "Frankfurt")).hasMessage("'Frankfurt' is no AWS region");
        assertThatThrownBy(() -> BedrockBackend.builder("arn:aws:s3:::bucket", "us-east-1"))
                .hasMessage("'arn:aws:s3:::bucket' is no ARN of Bedrock's");
        assertThatThrownBy(() -> BedrockBackend.builder(MODEL, "us-east-1").maxConnections(0))
                .hasMessage("maxConnections must be positive, was 0");
        assertThatThrownBy(() -> BedrockOptions.builder().serviceTier("gold").build())
                .hasMessage("serviceTier must be one of [default, flex, priority, reserved], was 'gold'");
        assertThat(new BedrockCredentials.BearerToken("secret")).hasToString("BearerToken[***]");
    }

    @Test
    void a_model_that_wants_a_profile_says_so() throws Exception {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockBackend backend = Fixture.backend(bedrock)) {
            bedrock.then(Answer.error(BedrockError.validation(
                    "Invocation of model ID x with on-demand throughput isn’t supported. Retry your request with the"
                            + " ID or ARN of an inference profile that contains this model.")));

            assertThat(Fixture.failure(backend, HELLO)).hasMessageContaining("name an inference profile");
        }
    }
}
