package io.aiprism.bedrock.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReviewingAnswererTest {
    private static final String SECTION = """
            The outage lasted several hours.
            The database was restarted by the night shift. Root cause: TBD
            A second region was added, and after that had been tested for a week with the traffic of the day before, which took longer \
            than anybody had thought, the team switched all customers over at once.""";
    private static final String SCHEMA = """
            {"type":"object","required":["findings"],"properties":{"findings":{"type":"array","items":{"type":"object",
            "required":["quote","severity","ok"],"properties":{"quote":{"type":"string"},"ok":{"type":"boolean"},
            "severity":{"type":"string","enum":["critical","important","suggestion"]},"replacement":{"type":"string"}}}}}}""";

    private FakeBedrock bedrock;

    @BeforeEach
    void start() {
        bedrock = FakeBedrock.builder().anybody().start().otherwise(new ReviewingAnswerer());
    }

    @AfterEach
    void close() {
        bedrock.close();
    }

    @Test
    void the_output_schema_is_kept_and_only_words_of_the_fenced_text_are_quoted() throws Exception {
        ObjectNode request =
                request("Look at this, which stands below\n<<a1b2>>\nHeadings with several TBD\n<<a1b2>>\n\n<<a1b2>>\n"
                        + SECTION + "\n<<a1b2>>\nNothing several else. TBD");
        request.putObject("outputConfig")
                .putObject("textFormat")
                .put("type", "json_schema")
                .putObject("structure")
                .putObject("jsonSchema")
                .put("name", "findings")
                .put("schema", SCHEMA);

        JsonNode findings = Json.parse(content(request).path("text").asText()).path("findings");

        assertThat(findings).hasSize(4);
        assertThat(findings).allSatisfy(finding -> {
            assertThat(SECTION).contains(finding.path("quote").asText());
            assertThat(finding.path("ok").isBoolean()).isTrue();
            assertThat(finding.has("replacement")).isFalse();
        });
        assertThat(findings.get(0).path("quote").asText()).isEqualTo("Root cause: TBD");
        assertThat(findings.get(0).path("severity").asText()).isEqualTo("critical");
        assertThat(findings.get(3).path("quote").asText()).isEqualTo("was restarted");
    }

    @Test
    void a_tool_is_used_if_there_is_one() throws Exception {
        ObjectNode request = request(SECTION);
        ObjectNode spec =
                request.putObject("toolConfig").putArray("tools").addObject().putObject("toolSpec");
        spec.put("name", "report").putObject("inputSchema").set("json", Json.parse(SCHEMA));

        JsonNode use = content(request).path("toolUse");

        assertThat(use.path("name").asText()).isEqualTo("report");
        assertThat(use.path("input").path("findings")).hasSize(4);
    }

    @Test
    void json_is_answered_where_the_prompt_asks_for_it_and_sentences_elsewhere() throws Exception {
        JsonNode json = Json.parse(
                content(request(SECTION + "\nAnswer with JSON.")).path("text").asText());
        String prose = content(request(SECTION)).path("text").asText();

        assertThat(json.path("findings").get(0).path("category").asText()).isEqualTo("completeness");
        assertThat(prose).startsWith("4 things stand out.").contains("\"Root cause: TBD\"");
    }

    @Test
    void what_does_not_fit_into_max_tokens_is_cut_off() throws Exception {
        ObjectNode request = request(SECTION);
        request.putObject("inferenceConfig").put("maxTokens", 3);

        JsonNode answer = Json.parse(Raw.converse(bedrock, request.toString()).body());

        assertThat(answer.path("stopReason").asText()).isEqualTo("max_tokens");
        assertThat(answer.path("usage").path("outputTokens").asInt()).isEqualTo(3);
    }

    private JsonNode content(ObjectNode request) throws IOException {
        return Json.parse(Raw.converse(bedrock, request.toString()).body()).at("/output/message/content/0");
    }

    private static ObjectNode request(String text) {
        ObjectNode request = Json.object();
        request.putArray("messages")
                .addObject()
                .put("role", "user")
                .putArray("content")
                .addObject()
                .put("text", text);
        return request;
    }
}
