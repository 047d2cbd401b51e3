package io.aiprism.model.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.aiprism.model.OutputSchema;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers held to their schema. */
final class SchemaCheckTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"type":"string","pattern":"a+"}                            | the schema at '' has the keyword 'pattern'
            {"properties":{"a":{"items":{"multipleOf":2}}}}             | the schema at '/a/items' has the keyword 'multipleOf'
            {"type":["string","null"]}                                  | the type at '' must be one of
            {"type":"text"}                                             | the type at '' must be one of
            {"properties":{"a":true}}                                   | the schema at '/a' must be an object
            []                                                          | the schema at '' must be an object
            {                                                           | no JSON
            """)
    void a_schema_that_cannot_be_checked_is_refused(String schema, String message) {
        assertThatThrownBy(() -> SchemaCheck.strict(output(schema)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_schema_of_others_is_checked_as_far_as_it_can_be() {
        SchemaCheck check = SchemaCheck.of(output("{\"type\":\"object\",\"required\":[\"a\"],\"minProperties\":2}"));

        assertThat(check.errors("{\"a\":1}")).isEmpty();
        assertThat(check.errors("{\"a\":null}")).containsExactly("/a is missing");
        assertThat(check.errors("{\"a\":1} and more")).singleElement().asString().startsWith("it is no JSON");
    }

    @Test
    void types_are_checked() {
        SchemaCheck check = SchemaCheck.strict(output("{\"properties\":{\"a\":{\"type\":\"boolean\"},\"b\":{\"type\":\"integer\"}},\"required\":[\"a\"]}"));

        assertThat(check.errors("{\"a\":true,\"b\":2.0}")).isEmpty();
        assertThat(check.errors("{\"a\":1,\"b\":2.5}"))
                .containsExactly("/a must be of type boolean", "/b must be of type integer");
        assertThat(check.errors("{}")).containsExactly("/a is missing");
    }

    /** Against a validator that is not ours. */
    @Test
    void answers_that_are_changed_at_random_are_judged_as_by_others() throws Exception {
        String schema = """
                {"type":"object","required":["findings"],"properties":{"findings":{"type":"array","items":{"type":"object",
                 "required":["quote","severity"],"properties":{"quote":{"type":"string","minLength":1,"maxLength":250},
                 "before":{"type":"string","maxLength":20},"severity":{"type":"string","enum":["critical","important"]},
                 "checkpoints":{"type":"array","items":{"type":"string","enum":["a","b"]}},"count":{"type":"integer"},
                 "confidence":{"type":"number","minimum":0,"maximum":1}}}}}}""";
        SchemaCheck ours = SchemaCheck.strict(output(schema));
        JsonSchema theirs = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(schema);
        String right = """
                {"findings": [{"quote": "q", "before": "b", "severity": "critical", "checkpoints": ["a"], "count": 2, "confidence": 0.5}]}""";
        String[] values = {"1", "-0.5", "1.0", "\"\"", "\"x\"", "\"%s\"".formatted("😀".repeat(300)), "null", "true", "[]", "{}", "[\"\"]", "\"critical\""};
        var random = new Random(5);
        int wrong = 0;
        for (int round = 0; round < 2_000; round++) {
            JsonNode answer = MAPPER.readTree(right);
            ObjectNode finding = (ObjectNode) answer.at("/findings/0");
            var names = finding.propertyStream().map(Map.Entry::getKey).toList();
            String name = names.get(random.nextInt(names.size()));
            if (random.nextInt(4) == 0) {
                finding.remove(name);
            } else {
                finding.set(name, MAPPER.readTree(values[random.nextInt(values.length)]));
            }
            String written = answer.toString();
            finding.properties().removeIf(member -> member.getValue().isNull());
            boolean valid = theirs.validate(answer).isEmpty();
            assertThat(ours.errors(written).isEmpty()).as(written).isEqualTo(valid);
            wrong += valid ? 0 : 1;
        }
        assertThat(wrong).isBetween(100, 1_900);
    }

    private static OutputSchema output(String schema) {
        return new OutputSchema("test", "", schema);
    }
}
