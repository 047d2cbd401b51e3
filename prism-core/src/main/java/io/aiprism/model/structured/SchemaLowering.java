package io.aiprism.model.structured;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON schema as providers accept it who hold answers to it: limits of numbers, lengths and counts, patterns and other words that
 * they refuse move into the description, where the model reads them, and objects take no further properties. The same schema always
 * gives the same bytes, because providers keep compiled schemas.
 *
 * <p>A schema that cannot be said so without another meaning is not lowered: one that is recursive, refers to another document, or
 * has objects of any property.
 *
 * @see <a href="https://docs.aws.amazon.com/bedrock/latest/userguide/structured-output.html">What Bedrock accepts of JSON Schema</a>
 */
final class SchemaLowering {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FORMATS =
            Set.of("date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid");
    private static final Set<String> SILENT =
            Set.of("$schema", "$id", "$comment", "$anchor", "examples", "additionalProperties", "description");

    private final JsonNode root;
    private final Set<String> open = new HashSet<>();
    private final Set<String> closed = new HashSet<>();

    private SchemaLowering(JsonNode root) {
        this.root = root;
    }

    /**
     * The schema as it is sent.
     *
     * @param schema JSON
     * @return empty if it cannot be lowered
     * @throws IllegalArgumentException if it is no JSON
     */
    static Optional<String> lower(String schema) {
        JsonNode root;
        try {
            root = JSON.readTree(schema);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a schema must be JSON: " + e.getOriginalMessage(), e);
        }
        try {
            return Optional.of(JSON.writeValueAsString(new SchemaLowering(root).lowered(root)));
        } catch (NotLowerable e) {
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON could not be written", e);
        }
    }

    private static final class NotLowerable extends Exception {
        private static final long serialVersionUID = 1;

        NotLowerable(String reason) {
            super(reason, null, false, false);
        }
    }

    private ObjectNode lowered(JsonNode schema) throws NotLowerable {
        if (!(schema instanceof ObjectNode object) || object.isEmpty()) {
            throw new NotLowerable("a schema that takes anything");
        }
        if (object.has("$ref")) {
            return reference(object);
        }
        ObjectNode lowered = JsonNodeFactory.instance.objectNode();
        List<String> told = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            member(lowered, member.getKey(), member.getValue(), told);
        }
        if (mentions(object.path("type"), "object") || object.has("properties")) {
            if (object.path("properties").isEmpty()) {
                throw new NotLowerable("an object of any property");
            }
            lowered.put("additionalProperties", false);
        }
        describe(lowered, object.path("description").asText(), told);
        return lowered;
    }

    private void member(ObjectNode lowered, String key, JsonNode value, List<String> told) throws NotLowerable {
        switch (key) {
            case "type", "enum", "const", "required", "title", "default" -> lowered.set(key, value);
            case "properties", "$defs", "definitions" -> lowered.set(key, members(value));
            case "items" -> lowered.set(key, lowered(value));
            case "anyOf", "oneOf" -> lowered.set("anyOf", alternatives(value));
            case "allOf" -> {
                if (value.size() != 1) {
                    throw new NotLowerable(
                            "several schemas at once, of which each would exclude the others' properties");
                }
                lowered.set(key, alternatives(value));
            }
            case "format" -> keepOrTell(lowered, key, value, FORMATS.contains(value.asText()), told);
            case "minItems" -> keepOrTell(lowered, key, value, value.asInt() == 0 || value.asInt() == 1, told);
            default -> {
                if (!SILENT.contains(key)) {
                    told.add(key + ": " + value);
                }
            }
        }
    }

    private static void keepOrTell(ObjectNode lowered, String key, JsonNode value, boolean keep, List<String> told) {
        if (keep) {
            lowered.set(key, value);
        } else {
            told.add(key + ": " + value);
        }
    }

    private static void describe(ObjectNode lowered, String description, List<String> told) {
        String limits = String.join(", ", told);
        if (description.isEmpty() && limits.isEmpty()) {
            return;
        }
        lowered.put(
                "description",
                limits.isEmpty()
                        ? description
                        : description.isEmpty() ? limits : "%s (%s)".formatted(description, limits));
    }

    private ObjectNode members(JsonNode schemas) throws NotLowerable {
        ObjectNode lowered = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> schema : schemas.properties()) {
            lowered.set(schema.getKey(), lowered(schema.getValue()));
        }
        return lowered;
    }

    private ArrayNode alternatives(JsonNode schemas) throws NotLowerable {
        ArrayNode lowered = JsonNodeFactory.instance.arrayNode();
        for (JsonNode schema : schemas) {
            lowered.add(lowered(schema));
        }
        return lowered;
    }

    private ObjectNode reference(ObjectNode schema) throws NotLowerable {
        String reference = schema.path("$ref").asText();
        if (!reference.startsWith("#/") || root.at(reference.substring(1)).isMissingNode()) {
            throw new NotLowerable("a reference to another document");
        }
        if (!open.add(reference)) {
            throw new NotLowerable("a schema that holds itself");
        }
        if (!closed.contains(reference)) {
            lowered(root.at(reference.substring(1)));
            closed.add(reference);
        }
        open.remove(reference);
        ObjectNode lowered = JsonNodeFactory.instance.objectNode();
        lowered.put("$ref", reference);
        return lowered;
    }

    private static boolean mentions(JsonNode types, String type) {
        if (types.isTextual()) {
            return types.asText().equals(type);
        }
        for (JsonNode one : types) {
            if (one.asText().equals(type)) {
                return true;
            }
        }
        return false;
    }
}
