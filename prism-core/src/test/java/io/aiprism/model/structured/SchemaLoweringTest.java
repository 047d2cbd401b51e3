package io.aiprism.model.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SchemaLoweringTest {
    @Test
    void limits_move_into_the_description_and_objects_take_no_other_properties() {
        assertThat(SchemaLowering.lower("""
                {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","required":["n","s","a"],"properties":{
                "n":{"type":"number","minimum":0,"maximum":1,"description":"A share"},
                "s":{"type":"string","maxLength":80,"pattern":"^a"},
                "a":{"type":"array","minItems":2,"maxItems":5,"items":{"type":"string","format":"date"}}}}
                """)).hasValue("""
                {"type":"object","required":["n","s","a"],"properties":{\
                "n":{"type":"number","description":"A share (minimum: 0, maximum: 1)"},\
                "s":{"type":"string","description":"maxLength: 80, pattern: \\"^a\\""},\
                "a":{"type":"array","items":{"type":"string","format":"date"},"description":"minItems: 2, maxItems: 5"}},\
                "additionalProperties":false}""");
    }

    @Test
    void a_lowered_schema_stays_as_it_is_when_lowered_again() {
        String once = SchemaLowering.lower("""
                {"type":"object","properties":{"minimum":{"type":["integer","null"],"minimum":3},
                "e":{"oneOf":[{"enum":["a"]},{"$ref":"#/$defs/d"}]}},"$defs":{"d":{"type":"string","format":"odd"}}}
                """).orElseThrow();

        assertThat(SchemaLowering.lower(once)).hasValue(once);
        assertThat(once).contains("\"anyOf\"").contains("\"minimum\":{\"type\"").doesNotContain("oneOf");
    }

    @Test
    void a_schema_may_be_used_twice_but_not_hold_itself() {
        assertThat(SchemaLowering.lower("""
                {"type":"object","properties":{"a":{"$ref":"#/$defs/d"},"b":{"$ref":"#/$defs/d"}},
                "$defs":{"d":{"type":"string"}}}""")).isPresent();
        assertThat(SchemaLowering.lower("""
                {"type":"object","properties":{"a":{"$ref":"#/$defs/d"}},
                "$defs":{"d":{"type":"object","properties":{"again":{"$ref":"#/$defs/d"}}}}}""")).isEmpty();
        assertThat(SchemaLowering.lower("""
                {"type":"object","properties":{"a":{"$ref":"#"}}}""")).isEmpty();
    }

    @Test
    void what_would_mean_something_else_is_not_lowered() {
        assertThat(SchemaLowering.lower("{\"$ref\":\"https://example.org/s.json\"}"))
                .isEmpty();
        assertThat(SchemaLowering.lower("{\"type\":\"object\"}")).isEmpty();
        assertThat(SchemaLowering.lower("{\"type\":\"array\",\"items\":{}}")).isEmpty();
        assertThat(SchemaLowering.lower("{\"type\":\"array\",\"items\":true}")).isEmpty();
    }

    @Test
    void what_is_no_json_is_refused() {
        assertThatThrownBy(() -> SchemaLowering.lower("{")).isInstanceOf(IllegalArgumentException.class);
    }
}
