package io.aiprism.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * The SDK's requests and answers as the JSON that goes over the wire, by the description of their fields that each of them carries:
 * what a batch job reads and writes is the same that a call sends and gets.
 */
final class SdkJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private SdkJson() {}

    /** The body of a request. */
    static ObjectNode write(SdkPojo pojo) {
        ObjectNode object = NODES.objectNode();
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            if (value != null
                    && field.location() == MarshallLocation.PAYLOAD
                    && !(value instanceof SdkAutoConstructList)
                    && !(value instanceof SdkAutoConstructMap)) {
                object.set(field.locationName(), node(value));
            }
        }
        return object;
    }

    /**
     * Fills in a builder of the SDK's and builds it. What it does not know is ignored.
     *
     * @throws IllegalArgumentException if a member is of another type than it should be
     */
    static Object read(SdkPojo builder, JsonNode object) {
        for (SdkField<?> field : builder.sdkFields()) {
            JsonNode value = object.get(field.locationName());
            if (value != null && !value.isNull()) {
                field.set(builder, value(field, value));
            }
        }
        return ((SdkBuilder<?, ?>) builder).build();
    }

    private static JsonNode node(Object value) {
        return switch (value) {
            case String text -> NODES.textNode(text);
            case Boolean flag -> NODES.booleanNode(flag);
            case Integer number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            // As the SDK writes it: the shortest decimal that is this float.
            case Float number -> Json.parse(number.toString());
            case Double number -> NODES.numberNode(number);
            case SdkBytes bytes -> NODES.binaryNode(bytes.asByteArray());
            case Document document -> Json.node(document);
            case SdkPojo pojo -> write(pojo);
            case List<?> list -> {
                ArrayNode array = NODES.arrayNode();
                list.forEach(element -> array.add(node(element)));
                yield array;
            }
            case Map<?, ?> map -> {
                ObjectNode object = NODES.objectNode();
                map.forEach((name, element) -> object.set(name.toString(), node(element)));
                yield object;
            }
            default -> throw new IllegalStateException("no JSON is known for " + value.getClass());
        };
    }

    private static @Nullable Object value(SdkField<?> field, JsonNode node) {
        MarshallingType<?> type = field.marshallingType();
        if (type.equals(MarshallingType.STRING)) {
            return require(field, node, node.isTextual()).textValue();
        }
        if (type.equals(MarshallingType.INTEGER)) {
            return require(field, node, node.canConvertToInt()).intValue();
        }
        if (type.equals(MarshallingType.LONG)) {
            return require(field, node, node.canConvertToLong()).longValue();
        }
        if (type.equals(MarshallingType.FLOAT)) {
            return require(field, node, node.isNumber()).floatValue();
        }
        if (type.equals(MarshallingType.DOUBLE)) {
            return require(field, node, node.isNumber()).doubleValue();
        }
        if (type.equals(MarshallingType.BOOLEAN)) {
            return require(field, node, node.isBoolean()).booleanValue();
        }
        if (type.equals(MarshallingType.DOCUMENT)) {
            return Json.document(node);
        }
        if (type.equals(MarshallingType.SDK_BYTES)) {
            return SdkBytes.fromByteArray(bytes(require(field, node, node.isTextual())));
        }
        if (type.equals(MarshallingType.SDK_POJO)) {
            return read(field.constructor().get(), require(field, node, node.isObject()));
        }
        if (type.equals(MarshallingType.LIST)) {
            SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
            List<@Nullable Object> list = new ArrayList<>();
            require(field, node, node.isArray()).forEach(element -> list.add(value(member, element)));
            return list;
        }
        if (type.equals(MarshallingType.MAP)) {
            SdkField<?> member = field.getTrait(MapTrait.class).valueFieldInfo();
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            require(field, node, node.isObject())
                    .properties()
                    .forEach(entry -> map.put(entry.getKey(), value(member, entry.getValue())));
            return map;
        }
        return null;
    }

    private static JsonNode require(SdkField<?> field, JsonNode node, boolean fits) {
        if (!fits) {
            throw new IllegalArgumentException("'%s' is of another type than it should be: %s"
                    .formatted(field.locationName(), node.getNodeType()));
        }
        return node;
    }

    private static byte[] bytes(JsonNode node) {
        try {
            return node.binaryValue();
        } catch (IOException e) {
            throw new UncheckedIOException("not base64", e);
        }
    }
}
