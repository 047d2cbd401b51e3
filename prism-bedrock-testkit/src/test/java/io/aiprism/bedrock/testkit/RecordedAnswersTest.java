package io.aiprism.bedrock.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiprism.model.TokenUsage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;

/** Answers as Bedrock gave them to public projects' recorded requests, and what the fake answers when it is told the same. */
class RecordedAnswersTest {
    private static final String TOOL =
            "\"toolConfig\": {\"tools\": [{\"toolSpec\": {\"name\": \"get_weather\", \"description\":"
                    + " \"Get the weather for a location.\", \"inputSchema\": {\"json\": {\"properties\": {\"location\": {\"type\":"
                    + " \"string\"}}, \"required\": [\"location\"], \"type\": \"object\"}}}}]}";
    private static final String QUESTION =
            "{\"messages\": [{\"role\": \"user\", \"content\": [{\"text\": \"What is the weather in"
                    + " San Francisco, CA?\"}]}], \"system\": [], \"inferenceConfig\": {}, " + TOOL + "}";

    private FakeBedrock bedrock;

    @BeforeEach
    void start() {
        bedrock =
                FakeBedrock.builder().anybody().time(ServerTime.scaled(100_000)).start();
    }

    @AfterEach
    void close() {
        bedrock.close();
    }

    @Test
    void a_tool_use_is_the_recorded_answer_to_the_byte() throws Exception {
        bedrock.then(Answer.nothing()
                .andToolUse("tooluse_Hc3MXzVAJJ7C28xbJu45mA", "get_weather", "{\"location\":\"San Francisco, CA\"}")
                .usage(TokenUsage.of(446, 55))
                .latency(Duration.ofMillis(6771)));

        assertThat(Raw.converse(bedrock, QUESTION).body())
                .isEqualTo(
                        "{\"metrics\":{\"latencyMs\":6771},\"output\":{\"message\":{\"content\":[{\"toolUse\":{\"input\":"
                                + "{\"location\":\"San Francisco, CA\"},\"name\":\"get_weather\",\"toolUseId\":"
                                + "\"tooluse_Hc3MXzVAJJ7C28xbJu45mA\",\"type\":\"tool_use\"}}],\"role\":\"assistant\"}},\"stopReason\":"
                                + "\"tool_use\",\"usage\":{\"cacheReadInputTokenCount\":0,\"cacheReadInputTokens\":0,\"inputTokens\":446,"
                                + "\"outputTokens\":55,\"serverToolUsage\":{},\"totalTokens\":501}}");
    }

    @Test
    void a_write_to_the_cache_is_stated_as_in_the_recorded_answer() throws Exception {
        bedrock.then(Answer.text("21").usage(new TokenUsage(2, 0, 1322, 0, 5)));

        JsonNode usage = Json.parse(Raw.converse(
                        bedrock,
                        "{\"system\":[{\"text\":\"rules\"},{\"cachePoint\":{\"type\":\"default\"}}],\"messages\":[{\"role\":"
                                + "\"user\",\"content\":[{\"text\":\"3 times 7?\"}]}]}")
                .body());

        assertThat(usage.path("usage").toString())
                .isEqualTo(
                        "{\"cacheReadInputTokenCount\":0,\"cacheReadInputTokens\":0,\"cacheWriteInputTokenCount\":1322,"
                                + "\"cacheWriteInputTokens\":1322,\"inputTokens\":2,\"outputTokens\":5,\"serverToolUsage\":{},"
                                + "\"totalTokens\":1329}");
    }

    @Test
    void a_streamed_tool_use_has_the_recorded_events() throws Exception {
        bedrock.then(Answer.nothing()
                .andToolUse("tooluse_q8A6U9X7S4apz8TPXNx4Kq", "get_weather", "{\"location\": \"San Francisco, CA\"}")
                .deltaLength(17)
                .usage(TokenUsage.of(446, 55))
                .latency(Duration.ofMillis(1711)));

        assertThat(events("get_weather", QUESTION))
                .containsExactly(
                        "messageStart {\"p\":\"\",\"role\":\"assistant\"}",
                        "contentBlockStart {\"contentBlockIndex\":0,\"p\":\"\",\"start\":{\"toolUse\":{\"name\":\"get_weather\","
                                + "\"toolUseId\":\"tooluse_q8A6U9X7S4apz8TPXNx4Kq\",\"type\":\"tool_use\"}}}",
                        "contentBlockDelta {\"contentBlockIndex\":0,\"delta\":{\"toolUse\":{\"input\":\"\"}},\"p\":\"\"}",
                        "contentBlockDelta {\"contentBlockIndex\":0,\"delta\":{\"toolUse\":{\"input\":\"{\\\"location\\\": \\\"San\"}},"
                                + "\"p\":\"\"}",
                        "contentBlockDelta {\"contentBlockIndex\":0,\"delta\":{\"toolUse\":{\"input\":\" Francisco, CA\\\"}\"}},"
                                + "\"p\":\"\"}",
                        "contentBlockStop {\"contentBlockIndex\":0,\"p\":\"\"}",
                        "messageStop {\"p\":\"\",\"stopReason\":\"tool_use\"}",
                        "metadata {\"metrics\":{\"latencyMs\":1711},\"p\":\"\",\"usage\":{\"inputTokens\":446,\"outputTokens\":55,"
                                + "\"serverToolUsage\":{},\"totalTokens\":501}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"messages\": [{\"role\": \"user\", \"content\": [{\"text\": \"Weather?\"}]}, {\"role\": \"assistant\", \"content\":"
                        + " [{\"toolUse\": {\"toolUseId\": \"t\", \"input\": {\"location\": \"SF\"}, \"name\": \"get_weather\"}}]},"
                        + " {\"role\": \"user\", \"content\": [{\"toolResult\": {\"content\": [{\"text\": \"It's sunny.\"}],"
                        + " \"toolUseId\": \"t\", \"status\": \"success\"}}]}], \"system\": [], \"inferenceConfig\": {}, TOOL}",
                "{\"messages\": [{\"role\": \"user\", \"content\": [{\"document\": {\"format\": \"txt\", \"name\": \"company_policy\","
                        + " \"source\": {\"content\": [{\"text\": \"20 days.\"}, {\"text\": \"Ask.\"}]}, \"context\": \"HR\","
                        + " \"citations\": {\"enabled\": true}}}, {\"text\": \"How many days?\"}]}, {\"role\": \"assistant\", \"content\":"
                        + " [{\"text\": \"Employees receive \"}, {\"citationsContent\": {\"content\": [{\"text\": \"20 days.\"}],"
                        + " \"citations\": [{\"title\": \"company_policy\", \"sourceContent\": [{\"text\": \"20 days.\"}], \"location\":"
                        + " {\"documentChunk\": {\"documentIndex\": 0, \"start\": 0, \"end\": 1}}}]}}]}, {\"role\": \"user\","
                        + " \"content\": [{\"text\": \"Whom to ask?\"}]}], \"system\": [], \"inferenceConfig\": {}}",
                "{\"messages\": [{\"role\": \"user\", \"content\": [{\"text\": \"Think.\"}]}, {\"role\": \"assistant\", \"content\":"
                        + " [{\"reasoningContent\": {\"reasoningText\": {\"text\": \"I need\", \"signature\": \"Eu0E\"}}}, {\"text\":"
                        + " \"24\"}]}, {\"role\": \"user\", \"content\": [{\"text\": \"And 10^9?\"}]}], \"system\": [],"
                        + " \"inferenceConfig\": {\"maxTokens\": 4096}, \"additionalModelRequestFields\": {\"thinking\": {\"type\":"
                        + " \"adaptive\", \"display\": \"summarized\"}}}",
            })
    void requests_of_the_recorded_forms_are_accepted(String body) throws Exception {
        bedrock.otherwise(Answer.text("Fine"));

        assertThat(Raw.converse(bedrock, body.replace("TOOL", TOOL)).statusCode())
                .isEqualTo(200);
    }

    private List<String> events(String model, String body) throws IOException {
        Raw.Response response = Raw.post(bedrock, "/model/" + model + "/converse-stream", body, Map.of());
        assertThat(response.header("Content-Type")).hasValue("application/vnd.amazon.eventstream");
        assertThat(response.header("Transfer-Encoding")).hasValue("chunked");
        List<String> events = new ArrayList<>();
        MessageDecoder decoder = new MessageDecoder();
        decoder.feed(response.bytes());
        for (Message message : decoder.getDecodedMessages()) {
            String payload = new String(message.getPayload(), UTF_8).replaceAll("\"p\":\"\\w+\"", "\"p\":\"\"");
            events.add(message.getHeaders().get(":event-type").getString() + " " + payload);
        }
        return events;
    }
}
