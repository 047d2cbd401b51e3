package io.aiprism.bedrock.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes JSON that follows a schema and says what was found. An array of objects with a quote becomes a finding for each remark;
 * of everything else only what is required is there, with the first value that the schema allows.
 */
final class FindingsFiller {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> QUOTES = List.of("quote", "excerpt", "text");

    private final List<Remark> remarks;

    FindingsFiller(List<Remark> remarks) {
        this.remarks = remarks;
    }

    JsonNode fill(JsonNode schema) {
        return value("", schema, null);
    }

    private JsonNode value(String name, JsonNode schema, @Nullable Remark remark) {
        if (remark != null) {
            Optional<JsonNode> said = said(name, schema, remark);
            if (said.isPresent()) {
                return said.get();
            }
        }
        if (schema.has("const")) {
            return schema.get("const");
        }
        if (!schema.path("enum").isEmpty()) {
            return schema.path("enum").get(0);
        }
        return switch (type(schema)) {
            case "object" -> object(schema, remark);
            case "array" -> array(schema);
            case "string" -> TextNode.valueOf("none");
            case "integer", "number" ->
                IntNode.valueOf(Math.max(0, schema.path("minimum").asInt(0)));
            case "boolean" -> NODES.booleanNode(false);
            default -> NODES.nullNode();
        };
    }

    private ObjectNode object(JsonNode schema, @Nullable Remark remark) {
        ObjectNode object = NODES.objectNode();
        schema.path("properties").properties().forEach(property -> {
            boolean required = contains(schema.path("required"), property.getKey());
            boolean said = remark != null
                    && said(property.getKey(), property.getValue(), remark).isPresent();
            if (required || said) {
                object.set(property.getKey(), value(property.getKey(), property.getValue(), remark));
            }
        });
        return object;
    }

    private ArrayNode array(JsonNode schema) {
        ArrayNode array = NODES.arrayNode();
        JsonNode items = schema.path("items");
        if (QUOTES.stream().anyMatch(items.path("properties")::has)) {
            remarks.forEach(remark -> array.add(value("", items, remark)));
        } else {
            for (int item = 0; item < schema.path("minItems").asInt(0); item++) {
                array.add(value("", items, null));
            }
        }
        return array;
    }

    private static Optional<JsonNode> said(String name, JsonNode schema, Remark remark) {
        return switch (name) {
            case "quote", "excerpt", "text" -> Optional.of(TextNode.valueOf(remark.quote()));
            case "category", "kind" ->
                schema.has("enum") ? Optional.empty() : Optional.of(TextNode.valueOf(remark.category()));
            case "title" -> Optional.of(TextNode.valueOf(remark.title()));
            case "description", "comment", "explanation", "message" ->
                Optional.of(TextNode.valueOf(remark.description()));
            case "confidence" -> Optional.of(NODES.numberNode((4 + 2 * remark.weight()) / 10.0));
            case "severity" -> severity(schema.path("enum"), remark);
            default -> Optional.empty();
        };
    }

    /** The most severe value stands first, as a rule. */
    private static Optional<JsonNode> severity(JsonNode values, Remark remark) {
        return values.isEmpty()
                ? Optional.of(TextNode.valueOf(
                        List.of("suggestion", "important", "critical").get(remark.weight() - 1)))
                : Optional.of(values.get(Math.min(values.size() - 1, 3 - remark.weight())));
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray() ? type.path(0).asText() : type.asText(schema.has("properties") ? "object" : "");
    }

    private static boolean contains(JsonNode names, String name) {
        for (JsonNode candidate : names) {
            if (candidate.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
