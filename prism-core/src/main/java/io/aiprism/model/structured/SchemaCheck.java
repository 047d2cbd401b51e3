package io.aiprism.model.structured;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.aiprism.model.OutputSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds JSON that a model wrote to a schema. A member that is {@code null} counts as one that is missing, as models write it so. Immutable and
 * thread-safe.
 *
 * <p>The keywords {@code type} (one, not several), {@code required}, {@code properties}, {@code items}, {@code minLength},
 * {@code maxLength}, {@code minimum}, {@code maximum} and {@code enum} are checked.
 */
public final class SchemaCheck {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Set<String> TYPES = Set.of("object", "array", "string", "number", "integer", "boolean");
    private static final Set<String> CHECKED = Set.of(
            "type", "required", "properties", "items", "minLength", "maxLength", "minimum", "maximum", "enum");
    private static final Set<String> TELLING =
            Set.of("$schema", "$id", "$comment", "title", "description", "default", "examples");

    private final JsonNode schema;

    private SchemaCheck(JsonNode schema) {
        this.schema = schema;
    }

    /**
     * A check against the whole of a schema.
     *
     * @throws IllegalArgumentException if it is no schema, or has keywords that are not checked, so that none is passed over in silence;
     *     the message says which and where
     */
    public static SchemaCheck strict(OutputSchema output) {
        JsonNode root = schema(output);
        refuseUnknown("", root);
        return new SchemaCheck(root);
    }

    /**
     * A check against those keywords of a schema that can be checked; others are passed over.
     *
     * @throws IllegalArgumentException if it is no JSON
     */
    public static SchemaCheck of(OutputSchema output) {
        return new SchemaCheck(schema(output));
    }

    /** What is wrong with a JSON document, a line each; nothing if it follows the schema. */
    public List<String> errors(String json) {
        List<String> errors = new ArrayList<>();
        try {
            check("", schema, MAPPER.readTree(json), errors);
        } catch (JsonProcessingException e) {
            errors.add("it is no JSON (%s)".formatted(e.getOriginalMessage()));
        }
        return List.copyOf(errors);
    }

    private static JsonNode schema(OutputSchema output) {
        try {
            return MAPPER.readTree(output.schema());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "the schema '%s' is no JSON: %s".formatted(output.name(), e.getOriginalMessage()), e);
        }
    }

    private static void refuseUnknown(String path, JsonNode schema) {
        if (!schema.isObject()) {
            throw new IllegalArgumentException("the schema at '%s' must be an object, was %s".formatted(path, schema));
        }
        schema.fieldNames().forEachRemaining(keyword -> {
            if (!CHECKED.contains(keyword) && !TELLING.contains(keyword)) {
                throw new IllegalArgumentException("the schema at '%s' has the keyword '%s', which is not checked; checked are %s"
                        .formatted(path, keyword, new TreeSet<>(CHECKED)));
            }
        });
        JsonNode type = schema.path("type");
        if (!type.isMissingNode() && !(type.isTextual() && TYPES.contains(type.asText()))) {
            throw new IllegalArgumentException("the type at '%s' must be one of %s, was %s"
                    .formatted(path, new TreeSet<>(TYPES), type));
        }
        schema.path("properties")
                .properties()
                .forEach(property -> refuseUnknown(path + "/" + property.getKey(), property.getValue()));
        if (schema.has("items")) {
            refuseUnknown(path + "/items", schema.get("items"));
        }
    }

    private static void check(String path, JsonNode schema, JsonNode value, List<String> errors) {
        String type = schema.path("type").asText();
        boolean right = switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "number" -> value.isNumber();
            case "integer" -> value.isNumber() && value.decimalValue().stripTrailingZeros().scale() <= 0;
            case "boolean" -> value.isBoolean();
            default -> true;
        };
        if (!right) {
            errors.add(path + " must be of type " + type);
            return;
        }
        if (value.isObject()) {
            checkMembers(path, schema, value, errors);
        }
        if (value.isArray() && schema.has("items")) {
            for (int i = 0; i < value.size(); i++) {
                check(path + "/" + i, schema.get("items"), value.get(i), errors);
            }
        }
        if (value.isTextual()) {
            checkLength(path, schema, value.asText(), errors);
        }
        if (value.isNumber()
                && (value.asDouble() < schema.path("minimum").asDouble(Double.NEGATIVE_INFINITY)
                        || value.asDouble() > schema.path("maximum").asDouble(Double.POSITIVE_INFINITY))) {
            errors.add("%s must be from %s to %s, was %s"
                    .formatted(path, schema.get("minimum"), schema.get("maximum"), value));
        }
        if (schema.has("enum") && !has(schema.get("enum"), value)) {
            errors.add(path + " must be one of " + schema.get("enum"));
        }
    }

    private static void checkMembers(String path, JsonNode schema, JsonNode value, List<String> errors) {
        schema.path("required").forEach(name -> {
            if (!value.hasNonNull(name.asText())) {
                errors.add(path + "/" + name.asText() + " is missing");
            }
        });
        schema.path("properties").properties().forEach(property -> {
            if (value.hasNonNull(property.getKey())) {
                check(path + "/" + property.getKey(), property.getValue(), value.get(property.getKey()), errors);
            }
        });
    }

    /** Lengths are counted in characters, as JSON schema says, not in UTF-16 units. */
    private static void checkLength(String path, JsonNode schema, String text, List<String> errors) {
        int length = text.codePointCount(0, text.length());
        int least = schema.path("minLength").asInt(0);
        int most = schema.path("maxLength").asInt(Integer.MAX_VALUE);
        if (length < least || length > most) {
            errors.add("%s must have %d to %d characters, had %d".formatted(path, least, most, length));
        }
    }

    private static boolean has(JsonNode values, JsonNode value) {
        for (JsonNode each : values) {
            if (each.equals(value)) {
                return true;
            }
        }
        return false;
    }
}
