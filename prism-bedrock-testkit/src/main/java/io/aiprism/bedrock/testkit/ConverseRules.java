package io.aiprism.bedrock.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.aiprism.model.CacheTtl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What Bedrock and its models ask of a request beyond its shape, with their own texts. */
final class ConverseRules {
    private static final int MAX_CACHE_POINTS = 4;

    private ConverseRules() {}

    static Optional<BedrockError> check(JsonNode request) {
        return conversation(request)
                .or(() -> tools(request))
                .or(() -> cachePoints(request))
                .or(() -> outputSchema(request));
    }

    private static Optional<BedrockError> conversation(JsonNode request) {
        JsonNode messages = request.path("messages");
        if (!messages.path(0).path("role").asText().equals("user")) {
            return error(
                    "A conversation must start with a user message. Try again with a conversation that starts with a"
                            + " user message.");
        }
        for (int message = 0; message < messages.size(); message++) {
            JsonNode content = messages.get(message).path("content");
            if (content.isEmpty()) {
                return error(
                        ("The content field in the Message object at messages.%d is empty. Add a ContentBlock object"
                                        + " to the content field and try again.")
                                .formatted(message));
            }
            for (int block = 0; block < content.size(); block++) {
                JsonNode text = content.get(block).path("text");
                if (text.isTextual() && text.textValue().isBlank()) {
                    return error(
                            ("The text field in the ContentBlock object at messages.%d.content.%d is blank. Add text to"
                                            + " the text field, and try again.")
                                    .formatted(message, block));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<BedrockError> tools(JsonNode request) {
        JsonNode messages = request.path("messages");
        boolean used = !messages.findValues("toolUse").isEmpty()
                || !messages.findValues("toolResult").isEmpty();
        if (used && !request.has("toolConfig")) {
            return error("The toolConfig field must be defined when using toolUse and toolResult content blocks.");
        }
        for (int message = 0; message < messages.size(); message++) {
            List<String> missing = ids(messages.get(message), "toolUse");
            missing.removeAll(ids(messages.path(message + 1), "toolResult"));
            if (!missing.isEmpty()) {
                return error("Expected toolResult blocks at messages.%d.content for the following Ids: %s"
                        .formatted(message + 1, String.join(", ", missing)));
            }
        }
        JsonNode tools = request.path("toolConfig").path("tools");
        for (int tool = 0; tool < tools.size(); tool++) {
            JsonNode spec = tools.get(tool).path("toolSpec");
            if (spec.isObject() && !spec.at("/inputSchema/json/type").asText().equals("object")) {
                return error(
                        ("The value at toolConfig.tools.%d.toolSpec.inputSchema.json.type must be one of the following:"
                                        + " object.")
                                .formatted(tool));
            }
        }
        return Optional.empty();
    }

    private static Optional<BedrockError> cachePoints(JsonNode request) {
        List<Prompt.CachePoint> points = Prompt.of("", request).cachePoints();
        if (points.size() > MAX_CACHE_POINTS) {
            return Optional.of(Refusal.modelError("A maximum of %d blocks with cache_control may be provided. Found %d."
                    .formatted(MAX_CACHE_POINTS, points.size())));
        }
        boolean shortBefore = false;
        for (Prompt.CachePoint point : points) {
            if (point.ttl() == CacheTtl.ONE_HOUR && shortBefore) {
                return Optional.of(Refusal.modelError("a ttl='1h' cache_control block must not come after a ttl='5m'"
                        + " cache_control block. Note that blocks are processed in the following order: `tools`,"
                        + " `system`, `messages`."));
            }
            shortBefore |= point.ttl() == CacheTtl.FIVE_MINUTES;
        }
        return Optional.empty();
    }

    private static Optional<BedrockError> outputSchema(JsonNode request) {
        JsonNode schema = request.at("/outputConfig/textFormat/structure/jsonSchema/schema");
        try {
            return !schema.isTextual()
                            || Json.MAPPER.readTree(schema.textValue()).isObject()
                    ? Optional.empty()
                    : Optional.of(Refusal.modelError("output_config.format.schema: Input should be an object"));
        } catch (JsonProcessingException e) {
            return Optional.of(Refusal.modelError("output_config.format.schema: Input should be valid JSON"));
        }
    }

    private static List<String> ids(JsonNode message, String kind) {
        List<String> ids = new ArrayList<>();
        for (JsonNode block : message.path("content")) {
            JsonNode id = block.path(kind).path("toolUseId");
            if (id.isTextual()) {
                ids.add(id.textValue());
            }
        }
        return ids;
    }

    private static Optional<BedrockError> error(String message) {
        return Optional.of(BedrockError.validation(message));
    }
}
