package io.aiprism.analysis.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;

/** Holds JSON to those keywords of JSON schema that {@link FindingsSchema} uses. Immutable and thread-safe. */
final class SchemaCheck {
    private static final JsonMapper MAPPER = new JsonMapper();
    private final JsonNode schema;

    private SchemaCheck(JsonNode schema) {
        this.schema = schema;
    }

    static SchemaCheck of(String schema) {
        return new SchemaCheck(read(schema));
    }

    List<String> errors(String json) {
        List<String> errors = new ArrayList<>();
        check("", schema, read(json), errors);
        return errors;
    }

    private static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static void check(String path, JsonNode schema, JsonNode value, List<String> errors) {
        boolean right = switch (schema.path("type").asText()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "number" -> value.isNumber();
            default -> true;
        };
        if (!right) {
            errors.add(path + " must be of type " + schema.path("type").asText());
            return;
        }
        schema.path("required").forEach(name -> {
            if (!value.has(name.asText())) {
                errors.add(path + "/" + name.asText() + " is missing");
            }
        });
        schema.path("properties").properties().forEach(property -> {
            if (value.has(property.getKey())) {
                check(path + "/" + property.getKey(), property.getValue(), value.get(property.getKey()), errors);
            }
        });
        if (schema.has("items")) {
            for (int i = 0; i < value.size(); i++) {
                check(path + "/" + i, schema.get("items"), value.get(i), errors);
            }
        }
        if (value.isTextual()) {
            int length = value.asText().codePointCount(0, value.asText().length());
            if (length < schema.path("minLength").asInt(0)
                    || length > schema.path("maxLength").asInt(Integer.MAX_VALUE)) {
                errors.add("%s must have %d to %d characters, had %d"
                        .formatted(
                                path,
                                schema.path("minLength").asInt(0),
                                schema.path("maxLength").asInt(Integer.MAX_VALUE),
                                length));
            }
        }
        if (value.isNumber()
                && (value.asDouble() < schema.path("minimum").asDouble(Double.NEGATIVE_INFINITY)
                        || value.asDouble() > schema.path("maximum").asDouble(Double.POSITIVE_INFINITY))) {
            errors.add("%s must be from %s to %s, was %s"
                    .formatted(path, schema.get("minimum"), schema.get("maximum"), value));
        }
        if (schema.has("enum")) {
            boolean found = false;
            for (JsonNode each : schema.get("enum")) {
                found |= each.equals(value);
            }
            if (!found) {
                errors.add(path + " must be one of " + schema.get("enum"));
            }
        }
    }
}
