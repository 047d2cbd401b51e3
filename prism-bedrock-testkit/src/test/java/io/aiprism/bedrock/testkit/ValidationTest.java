package io.aiprism.bedrock.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidationTest {
    private static final String HELLO = "\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hello\"}]}]";

    private FakeBedrock bedrock;

    @BeforeEach
    void start() {
        bedrock = FakeBedrock.builder().anybody().start();
        bedrock.otherwise(Answer.text("Fine"));
    }

    @AfterEach
    void close() {
        bedrock.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"temperatur\":1,HELLO}|Malformed input request: #: extraneous key [temperatur] is not permitted,"
                        + " please reformat your input and try again.",
                "{\"inferenceConfig\":{\"topK\":1},HELLO}|Malformed input request: #/inferenceConfig: extraneous key [topK]"
                        + " is not permitted, please reformat your input and try again.",
                "{\"system\":null,HELLO}|Malformed input request: #/system: expected type: JSONArray, found: Null,"
                        + " please reformat your input and try again.",
                "{\"inferenceConfig\":{\"maxTokens\":0},HELLO}|1 validation error detected: Value '0' at"
                        + " 'inferenceConfig.maxTokens' failed to satisfy constraint: Member must have value greater than or"
                        + " equal to 1",
                "{\"inferenceConfig\":{\"temperature\":1.5,\"topP\":-1},HELLO}|2 validation errors detected: Value '1.5' at"
                        + " 'inferenceConfig.temperature' failed to satisfy constraint: Member must have value less than or"
                        + " equal to 1; Value '-1' at 'inferenceConfig.topP' failed to satisfy constraint: Member must have"
                        + " value greater than or equal to 0",
                "{\"messages\":[{\"content\":[{\"text\":\"a\"}]}]}|1 validation error detected: Value null at"
                        + " 'messages.1.member.role' failed to satisfy constraint: Member must not be null",
                "{\"messages\":[{\"role\":\"robot\",\"content\":[{\"text\":\"a\"}]}]}|1 validation error detected: Value"
                        + " 'robot' at 'messages.1.member.role' failed to satisfy constraint: Member must satisfy enum value"
                        + " set: [user, assistant, system]",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"a\",\"image\":{}}]}]}|Malformed input request: #/messages/0/content/0: exactly one member of a union must be set,"
                        + " found 2, please reformat your input and try again.",
                "{\"messages\":[]}|A conversation must start with a user message. Try again with a conversation that starts"
                        + " with a user message.",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\" \"}]}]}|The text field in the ContentBlock object"
                        + " at messages.0.content.0 is blank. Add text to the text field, and try again.",
                "{\"toolConfig\":{\"tools\":[]},HELLO}|1 validation error detected: Value '[]' at 'toolConfig.tools' failed to"
                        + " satisfy constraint: Member must have length greater than or equal to 1",
                "{\"requestMetadata\":{\"a\":\"no, nö\"},HELLO}|1 validation error detected: Value 'no, nö' at"
                        + " 'requestMetadata.a' failed to satisfy constraint",
                "{\"serviceTier\":{\"type\":\"fastest\"},HELLO}|1 validation error detected: Value 'fastest' at"
                        + " 'serviceTier.type' failed to satisfy constraint",
                "{\"system\":[{\"cachePoint\":{\"type\":\"default\",\"ttl\":\"2h\"}}],HELLO}|1 validation error detected: Value"
                        + " '2h' at 'system.1.member.cachePoint.ttl' failed to satisfy constraint",
            })
    void a_request_that_is_not_as_the_model_says_is_refused(String body, String message) throws IOException {
        Raw.Response refused = Raw.converse(bedrock, body.replace("HELLO", HELLO));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.header("x-amzn-ErrorType"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("ValidationException"));
        assertThat(Json.parse(refused.body()).path("message").asText()).startsWith(message);
    }

    @Test
    void more_than_four_cache_points_are_refused() throws IOException {
        String points = "{\"text\":\"a\"},{\"cachePoint\":{\"type\":\"default\"}},".repeat(5);
        Raw.Response refused = Raw.converse(
                bedrock, "{\"system\":[%s],%s}".formatted(points.substring(0, points.length() - 1), HELLO));

        assertThat(refused.body()).contains("A maximum of 4 blocks with cache_control may be provided. Found 5.");
    }

    @Test
    void a_longer_cache_point_must_not_come_after_a_shorter_one() throws IOException {
        Raw.Response refused = Raw.converse(
                bedrock,
                ("{\"system\":[{\"text\":\"a\"},{\"cachePoint\":{\"type\":\"default\"}},{\"text\":\"b\"},"
                                + "{\"cachePoint\":{\"type\":\"default\",\"ttl\":\"1h\"}}],%s}")
                        .formatted(HELLO));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("a ttl='1h' cache_control block must not come after a ttl='5m'");
    }

    @Test
    void a_tool_use_without_its_result_is_refused() throws IOException {
        String turns =
                "{\"role\":\"user\",\"content\":[{\"text\":\"Hello\"}]},{\"role\":\"assistant\",\"content\":[{\"toolUse\":"
                        + "{\"toolUseId\":\"t1\",\"name\":\"look\",\"input\":{}}}]},{\"role\":\"user\",\"content\":[{\"text\":\"So?\"}]}";
        String tool = "\"toolConfig\":{\"tools\":[{\"toolSpec\":{\"name\":\"look\",\"inputSchema\":{\"json\":{\"type\":"
                + "\"object\"}}}}]}";

        Raw.Response withTool = Raw.converse(bedrock, "{\"messages\":[%s],%s}".formatted(turns, tool));
        Raw.Response without = Raw.converse(bedrock, "{\"messages\":[%s]}".formatted(turns));

        assertThat(withTool.body())
                .contains("Expected toolResult blocks at messages.2.content for the following Ids: t1");
        assertThat(without.body()).contains("The toolConfig field must be defined");
    }

    @Test
    void what_is_no_json_is_refused() throws IOException {
        Raw.Response refused = Raw.converse(bedrock, "{");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("not valid JSON");
    }

    @Test
    void a_path_that_bedrock_does_not_have_is_not_found() throws IOException {
        assertThat(Raw.post(bedrock, "/model/a/b/converse", "{}", Map.of()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void tokens_are_counted_by_the_rule() throws IOException {
        Raw.Response counted = Raw.post(
                bedrock,
                "/model/m/count-tokens",
                "{\"input\":{\"converse\":{\"system\":[{\"text\":\"12345\"}],%s}}}".formatted(HELLO),
                Map.of());

        assertThat(counted.body()).isEqualTo("{\"inputTokens\":4}");
    }

    @Test
    void a_model_may_not_count_tokens() throws IOException {
        try (FakeBedrock other = FakeBedrock.builder()
                .anybody()
                .model(FakeModel.builder("m").withoutTokenCount().build())
                .start()) {
            Raw.Response refused = Raw.post(
                    other, "/model/m/count-tokens", "{\"input\":{\"converse\":{%s}}}".formatted(HELLO), Map.of());

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("doesn't support counting tokens");
        }
    }

    @Test
    void a_model_that_the_server_was_not_told_of_is_refused_if_so_wanted() throws IOException {
        try (FakeBedrock strict = FakeBedrock.builder()
                .anybody()
                .onlyKnownModels()
                .model(FakeModel.of("known"))
                .start()) {
            strict.otherwise(Answer.text("Fine"));

            assertThat(Raw.post(strict, "/model/known/converse", "{" + HELLO + "}", Map.of())
                            .statusCode())
                    .isEqualTo(200);
            assertThat(Raw.post(strict, "/model/other/converse", "{" + HELLO + "}", Map.of())
                            .body())
                    .contains("The provided model identifier is invalid.");
        }
    }
}
