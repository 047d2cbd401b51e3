package io.aiprism.bedrock.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/** A request of Converse or ConverseStream that the fake has let in, as an {@link Answerer} looks at it. Immutable. */
public final class ConverseCall {
    /**
     * A tool that the model may use.
     *
     * @param description empty if there is none
     * @param inputSchema JSON
     */
    public record ToolSpec(String name, String description, String inputSchema, boolean strict) {}

    private final int number;
    private final Route route;
    private final String invocationId;
    private final int attempt;
    private final String body;
    private final JsonNode request;

    ConverseCall(int number, Route route, String invocationId, int attempt, String body, JsonNode request) {
        this.number = number;
        this.route = route;
        this.invocationId = invocationId;
        this.attempt = attempt;
        this.body = body;
        this.request = request;
    }

    /** The call's number at this server, from 1. */
    public int number() {
        return number;
    }

    /** Converse or ConverseStream. */
    public Operation operation() {
        return route.operation();
    }

    /** The model id, inference profile or ARN, decoded. */
    public String modelId() {
        return route.modelId();
    }

    /** The client's id of the call, which stays the same over its retries; empty if it sent none. */
    public String invocationId() {
        return invocationId;
    }

    /** Which attempt of the client's this is, from 1. */
    public int attempt() {
        return attempt;
    }

    /** The whole request, JSON. */
    public String body() {
        return body;
    }

    /** The texts of the system prompt. */
    public List<String> system() {
        return texts(request.path("system"));
    }

    /** The texts of all messages, those of tool results included. */
    public List<String> messageTexts() {
        List<String> texts = new ArrayList<>();
        request.path("messages").forEach(message -> texts.addAll(texts(message.path("content"))));
        return texts;
    }

    /** The last text of a user; empty if there is none. */
    public String lastUserText() {
        String last = "";
        for (JsonNode message : request.path("messages")) {
            if (message.path("role").asText().equals("user")) {
                List<String> texts = texts(message.path("content"));
                last = texts.isEmpty() ? last : texts.getLast();
            }
        }
        return last;
    }

    /** How many tokens the answer may have, if the request says so. */
    public OptionalInt maxTokens() {
        JsonNode maxTokens = request.path("inferenceConfig").path("maxTokens");
        return maxTokens.isInt() ? OptionalInt.of(maxTokens.intValue()) : OptionalInt.empty();
    }

    /** The temperature, if the request says so. */
    public OptionalDouble temperature() {
        return number("temperature");
    }

    /** The share of likely tokens to choose from, if the request says so. */
    public OptionalDouble topP() {
        return number("topP");
    }

    /** Whether the request has a cache point anywhere. */
    public boolean hasCachePoints() {
        return !Prompt.of(modelId(), request).cachePoints().isEmpty();
    }

    /** The JSON schema that the answer must follow, if the request asks for structured output. */
    public Optional<String> outputSchema() {
        JsonNode schema = request.at("/outputConfig/textFormat/structure/jsonSchema/schema");
        return schema.isTextual() ? Optional.of(schema.textValue()) : Optional.empty();
    }

    /** The tools. */
    public List<ToolSpec> tools() {
        List<ToolSpec> tools = new ArrayList<>();
        for (JsonNode tool : request.path("toolConfig").path("tools")) {
            JsonNode spec = tool.path("toolSpec");
            if (spec.isObject()) {
                tools.add(new ToolSpec(
                        spec.path("name").asText(),
                        spec.path("description").asText(),
                        spec.path("inputSchema").path("json").toString(),
                        spec.path("strict").asBoolean()));
            }
        }
        return tools;
    }

    /** {@code auto}, {@code any} or {@code tool}, if the request says which tool to use. */
    public Optional<String> toolChoice() {
        Iterator<String> names = request.path("toolConfig").path("toolChoice").fieldNames();
        return names.hasNext() ? Optional.of(names.next()) : Optional.empty();
    }

    /** The tool that the model must use, if the request names one. */
    public Optional<String> forcedTool() {
        JsonNode name = request.at("/toolConfig/toolChoice/tool/name");
        return name.isTextual() ? Optional.of(name.textValue()) : Optional.empty();
    }

    /** The request's metadata. */
    public Map<String, String> requestMetadata() {
        Map<String, String> metadata = new TreeMap<>();
        request.path("requestMetadata")
                .properties()
                .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asText()));
        return metadata;
    }

    /** All input tokens, as the fake counts them. */
    public long inputTokens() {
        return Prompt.of(modelId(), request).tokens();
    }

    private OptionalDouble number(String name) {
        JsonNode value = request.path("inferenceConfig").path(name);
        return value.isNumber() ? OptionalDouble.of(value.doubleValue()) : OptionalDouble.empty();
    }

    private static List<String> texts(JsonNode content) {
        List<String> texts = new ArrayList<>();
        for (JsonNode block : content) {
            if (block.path("text").isTextual()) {
                texts.add(block.path("text").textValue());
            }
            texts.addAll(texts(block.path("toolResult").path("content")));
        }
        return texts;
    }
}
