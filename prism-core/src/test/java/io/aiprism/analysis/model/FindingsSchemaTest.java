package io.aiprism.analysis.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.aiprism.checklist.Checklist;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The schema of answers, by a validator that is not ours. */
final class FindingsSchemaTest {
    @Test
    void it_is_a_schema_and_tells_right_answers_from_wrong_ones() throws IOException {
        Checklist checklist = Checklist.builtIn("general-report");
        String id = checklist.checkpoints().getFirst().id();
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(FindingsSchema.of(checklist).schema());
        String right = """
                {"findings": [{"quote": "q", "severity": "critical", "category": "c", "title": "t", "description": "d",
                               "checkpoints": ["%s"], "confidence": 1}]}""".formatted(id);

        assertThat(fits(schema, right)).isTrue();
        assertThat(fits(schema, "{\"findings\": []}")).isTrue();
        assertThat(fits(schema, right.replace(id, "made-up"))).isFalse();
        assertThat(fits(schema, right.replace("critical", "high"))).isFalse();
        assertThat(fits(schema, right.replace(": 1", ": 2"))).isFalse();
        assertThat(fits(schema, "{}")).isFalse();
    }

    private static boolean fits(JsonSchema schema, String json) throws IOException {
        return schema.validate(new ObjectMapper().readTree(json)).isEmpty();
    }
}
