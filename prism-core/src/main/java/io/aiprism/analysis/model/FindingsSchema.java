package io.aiprism.analysis.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiprism.checklist.Checklist;
import io.aiprism.checklist.Checkpoint;
import io.aiprism.model.OutputSchema;

/** The JSON schema of an answer: that of the resource, with the ids of a checklist's checkpoints. */
final class FindingsSchema {
    /** Changes whenever the resource does. */
    static final String VERSION = "1";

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final JsonNode RESOURCE = read(Resources.read("findings-1.schema.json"));

    private FindingsSchema() {}

    static OutputSchema of(Checklist checklist) {
        JsonNode schema = RESOURCE.deepCopy();
        ObjectNode properties = (ObjectNode) schema.at("/properties/findings/items/properties");
        if (checklist.checkpoints().isEmpty()) {
            properties.remove("checkpoints");
        } else {
            ArrayNode ids = ((ObjectNode) properties.at("/checkpoints/items")).putArray("enum");
            checklist.checkpoints().stream().map(Checkpoint::id).forEach(ids::add);
        }
        return new OutputSchema("findings", "What was found in the section", schema.toString());
    }

    private static JsonNode read(String json) {
        try {
            JsonNode schema = MAPPER.readTree(json);
            JsonNode properties = schema.at("/properties/findings/items/properties");
            if (!properties.isObject() || !properties.at("/checkpoints/items").isObject()) {
                throw new IllegalStateException("the schema of findings lacks its properties");
            }
            return requireNonNull(schema);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the schema of findings is no JSON: " + e.getOriginalMessage(), e);
        }
    }
}
