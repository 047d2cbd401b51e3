package io.aiprism.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the published schema says is what the reader does. */
final class ChecklistSchemaTest {
    private final ObjectMapper mapper = new ObjectMapper();
    private final JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Checklist.jsonSchema(), SchemaValidatorsConfig.builder().build());

    @Test
    void what_is_built_in_fits_the_schema() throws IOException {
        for (String name : Checklist.builtIns()) {
            try (var stream = Checklist.class.getResourceAsStream(name + ".json")) {
                assertThat(schema.validate(mapper.readTree(stream))).as(name).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'$schema': 'x', 'id': 'a', 'version': '1', 'title': 'A', 'checkpoints': [], 'requiredSections': []}",
                "{'id': 'a', 'version': '1', 'title': 'A', 'locale': 'de-CH', 'checkpoints': [], 'requiredSections': [{'title': 'B'}]}",
                "{'id': 'a', 'version': '1', 'title': 'A', 'checkpoints': [{'id': 'b', 'title': 'B', 'guidance': 'C', 'severity': 'CRITICAL'}], 'requiredSections': [{'title': 'B', 'aliases': ['C'], 'ordered': true, 'guidance': 'D'}]}",
            })
    void both_accept(String json) throws IOException {
        assertThat(fits(json)).isTrue();
        assertThat(isRead(json)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{'id': 'a', 'version': '1', 'title': 'A', 'checkpoints': []}",
                "{'id': 'a', 'version': 1, 'title': 'A', 'checkpoints': [], 'requiredSections': []}",
                "{'id': ' ', 'version': '1', 'title': 'A', 'checkpoints': [], 'requiredSections': []}",
                "{'id': 'a', 'version': '1', 'title': 'A', 'checkpoints': {}, 'requiredSections': []}",
                "{'id': 'a', 'version': '1', 'title': 'A', 'extra': 1, 'checkpoints': [], 'requiredSections': []}",
                "{'id': 'a', 'version': '1', 'title': 'A', 'locale': 'English!', 'checkpoints': [], 'requiredSections': []}",
                "{'id': 'a', 'version': '1', 'title': 'A', 'checkpoints': [{'id': 'b', 'title': 'B'}], 'requiredSections': []}",
                "{'id': 'a', 'version': '1', 'title': 'A', 'checkpoints': [{'id': 'b', 'title': 'B', 'guidance': 'C', 'severity': 'grave'}], 'requiredSections': []}",
                "{'id': 'a', 'version': '1', 'title': 'A', 'checkpoints': [], 'requiredSections': [{'title': 'B', 'ordered': 'yes'}]}",
                "{'id': 'a', 'version': '1', 'title': 'A', 'checkpoints': [], 'requiredSections': [{'title': 'B', 'aliases': ['']}]}",
            })
    void both_refuse(String json) throws IOException {
        assertThat(fits(json)).isFalse();
        assertThat(isRead(json)).isFalse();
    }

    private boolean fits(String json) throws IOException {
        return schema.validate(mapper.readTree(json.replace('\'', '"'))).isEmpty();
    }

    private static boolean isRead(String json) throws IOException {
        try {
            Checklist.read(
                    "test.json",
                    new ByteArrayInputStream(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
            return true;
        } catch (ChecklistException e) {
            assertThat(e).hasMessageContaining("line 1");
            return false;
        }
    }
}
