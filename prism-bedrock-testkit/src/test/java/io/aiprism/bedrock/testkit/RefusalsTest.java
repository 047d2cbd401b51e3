package io.aiprism.bedrock.testkit;

import static io.aiprism.bedrock.testkit.SdkClients.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RefusalsTest {
    private static final String HELLO = "\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hello\"}]}]";
    private static final String TOOL =
            "{\"toolSpec\":{\"name\":\"report\",\"inputSchema\":{\"json\":{\"type\":\"object\"}}%s}}";

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(
                        Refusal.FORCED_TOOL,
                        "\"toolConfig\":{\"tools\":[%s],\"toolChoice\":{\"tool\":{\"name\":\"report\"}}}"
                                .formatted(TOOL.formatted("")),
                        "tool_choice: type \"tool\" and \"any\" are not supported for this model."),
                Arguments.of(
                        Refusal.FORCED_TOOL,
                        "\"toolConfig\":{\"tools\":[%s],\"toolChoice\":{\"any\":{}}}".formatted(TOOL.formatted("")),
                        "tool_choice: type \"tool\" and \"any\" are not supported for this model."),
                Arguments.of(
                        Refusal.STRICT_TOOLS,
                        "\"toolConfig\":{\"tools\":[%s]}".formatted(TOOL.formatted(",\"strict\":true")),
                        "tools.0.custom.strict: Extra inputs are not permitted"),
                Arguments.of(
                        Refusal.TEMPERATURE,
                        "\"inferenceConfig\":{\"temperature\":0}",
                        "`temperature` is deprecated for this model."),
                Arguments.of(
                        Refusal.SCHEMA_KEYWORDS,
                        output("{'type':'object','additionalProperties':false,'properties':{'findings':{'type':'array',"
                                + "'maxItems':3,'items':{'type':'string'}}}}"),
                        "output_config.format.schema: For 'array' type, property 'maxItems' is not supported"),
                Arguments.of(
                        Refusal.OUTPUT_SCHEMA,
                        output("{'type':'object'}"),
                        "output_config.format: Extra inputs are not permitted"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void a_model_refuses_what_it_does_not_know_with_the_text_that_was_seen(
            Refusal refusal, String members, String message) throws IOException {
        try (FakeBedrock bedrock = bedrock(refusal)) {
            Raw.Response refused = Raw.converse(bedrock, "{%s,%s}".formatted(members, HELLO));
            Raw.Response plain = Raw.converse(bedrock, "{%s}".formatted(HELLO));

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(Json.parse(refused.body()).path("message").asText())
                    .isEqualTo("The model returned the following errors: " + message);
            assertThat(plain.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_tool_that_may_be_chosen_freely_is_not_a_forced_one() throws IOException {
        try (FakeBedrock bedrock = bedrock(Refusal.FORCED_TOOL)) {
            Raw.Response answered = Raw.converse(
                    bedrock,
                    "{\"toolConfig\":{\"tools\":[%s],\"toolChoice\":{\"auto\":{}}},%s}"
                            .formatted(TOOL.formatted(""), HELLO));

            assertThat(answered.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_model_without_prompt_caching_denies_access() throws IOException {
        try (FakeBedrock bedrock = bedrock(Refusal.PROMPT_CACHING)) {
            Raw.Response refused = Raw.converse(
                    bedrock,
                    "{\"system\":[{\"text\":\"rules\"},{\"cachePoint\":{\"type\":\"default\"}}],%s}".formatted(HELLO));

            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("did not allow prompt caching");
        }
    }

    @Test
    void a_prompt_that_is_too_long_for_the_model_is_refused() throws IOException {
        try (FakeBedrock bedrock = bedrock(Refusal.inputOver(1))) {
            assertThat(Raw.converse(bedrock, "{%s}".formatted(HELLO)).body())
                    .contains("prompt is too long: 2 tokens > 1 maximum");
        }
    }

    @Test
    void two_models_of_one_id_are_refused_when_they_are_named() {
        FakeBedrockBuilder builder = FakeBedrock.builder().model(FakeModel.of(MODEL));

        assertThatThrownBy(() -> builder.model(FakeModel.of(MODEL)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("there is a model " + MODEL + " already");
    }

    private static FakeBedrock bedrock(Refusal refusal) {
        FakeBedrock bedrock = FakeBedrock.builder()
                .anybody()
                .model(FakeModel.builder(MODEL).refuses(refusal).build())
                .start();
        return bedrock.otherwise(Answer.text("Fine"));
    }

    private static String output(String schema) {
        return ("\"outputConfig\":{\"textFormat\":{\"type\":\"json_schema\",\"structure\":{\"jsonSchema\":{\"name\":\"n\","
                        + "\"schema\":\"%s\"}}}}")
                .formatted(schema.replace("'", "\\\""));
    }
}
