package io.aiprism.bedrock.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keywords of JSON Schema that constrained decoding refuses, after AWS's documentation of structured output: limits of
 * numbers, of lengths and of items (except {@code minItems} of 0 and 1), and {@code additionalProperties} other than false.
 */
final class SchemaKeywords {
    private static final Map<String, List<String>> UNSUPPORTED = Map.of(
            "array", List.of("maxItems", "uniqueItems"),
            "integer", List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
            "number", List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
            "object", List.of("minProperties", "maxProperties"),
            "string", List.of("minLength", "maxLength"));

    private SchemaKeywords() {}

    /** What is wrong with a schema, if anything is. */
    static Optional<String> unsupported(JsonNode schema) {
        Optional<String> here = ofType(schema, schema.path("type").asText());
        if (here.isPresent()) {
            return here;
        }
        for (JsonNode child : schema) {
            Optional<String> below = unsupported(child);
            if (below.isPresent()) {
                return below;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> ofType(JsonNode schema, String type) {
        for (String keyword : UNSUPPORTED.getOrDefault(type, List.of())) {
            if (schema.has(keyword)) {
                return unsupported(type, "property '%s' is not supported".formatted(keyword));
            }
        }
        if (type.equals("array") && schema.path("minItems").asInt(0) > 1) {
            return unsupported(type, "'minItems' values other than 0 or 1 are not supported");
        }
        JsonNode additional = schema.path("additionalProperties");
        if (type.equals("object") && !(additional.isBoolean() && !additional.booleanValue())) {
            return unsupported(type, "'additionalProperties' must be explicitly set to false");
        }
        return Optional.empty();
    }

    private static Optional<String> unsupported(String type, String what) {
        return Optional.of("For '%s' type, %s".formatted(type, what));
    }
}
