package io.aiprism.bedrock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.core.SdkNumber;
import software.amazon.awssdk.core.document.Document;

/** JSON text, and the SDK's own type for it, whose {@code toString} is not JSON. */
final class Json {
    static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Json() {}

    /** @throws IllegalArgumentException if it is no JSON */
    static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** @throws IllegalArgumentException if it is no JSON object */
    static void requireObject(String json) {
        if (!parse(json).isObject()) {
            throw new IllegalArgumentException("a JSON object was expected, was '%s'".formatted(json));
        }
    }

    /** @throws IllegalArgumentException if it is no JSON */
    static Document document(String json) {
        return document(parse(json));
    }

    static Document document(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, Document> members = new LinkedHashMap<>();
                node.properties().forEach(member -> members.put(member.getKey(), document(member.getValue())));
                yield Document.fromMap(members);
            }
            case ARRAY ->
                Document.fromList(StreamSupport.stream(node.spliterator(), false)
                        .map(Json::document)
                        .toList());
            case STRING -> Document.fromString(node.textValue());
            case NUMBER -> Document.fromNumber(SdkNumber.fromString(node.asText()));
            case BOOLEAN -> Document.fromBoolean(node.booleanValue());
            case NULL, MISSING, BINARY, POJO -> Document.fromNull();
        };
    }

    /** A document as JSON text. */
    static String text(Document document) {
        return node(document).toString();
    }

    static JsonNode node(Document document) {
        if (document.isMap()) {
            var object = NODES.objectNode();
            document.asMap().forEach((name, value) -> object.set(name, node(value)));
            return object;
        }
        if (document.isList()) {
            var array = NODES.arrayNode();
            document.asList().forEach(value -> array.add(node(value)));
            return array;
        }
        if (document.isString()) {
            return NODES.textNode(document.asString());
        }
        if (document.isNumber()) {
            return parse(document.asNumber().stringValue());
        }
        return document.isBoolean() ? NODES.booleanNode(document.asBoolean()) : NODES.nullNode();
    }
}
