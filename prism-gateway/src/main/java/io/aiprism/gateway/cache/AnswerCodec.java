package io.aiprism.gateway.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiprism.model.CacheTtl;
import io.aiprism.model.ContentBlock;
import io.aiprism.model.GuardrailOutcome;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.ModelTarget;
import io.aiprism.model.OutputRung;
import io.aiprism.model.StopReason;
import io.aiprism.model.TokenUsage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An answer as bytes: JSON with a version. What another version has written, and what cannot be read, is as good as nothing.
 * The attempts stay behind.
 */
final class AnswerCodec {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerCodec.class);
    private static final int VERSION = 1;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private AnswerCodec() {}

    /** Empty if it cannot be written, for example because of half a surrogate pair. */
    static Optional<byte[]> encode(ModelResponse response) {
        ObjectNode root = JSON.createObjectNode().put("version", VERSION);
        root.set("target", target(response.target()));
        ArrayNode content = root.putArray("content");
        response.content().forEach(block -> content.add(block(block)));
        root.put("stopReason", response.stopReason().name());
        root.put("providerStopReason", response.providerStopReason());
        root.set("usage", usage(response.usage()));
        response.serviceTier().ifPresent(tier -> root.put("serviceTier", tier));
        response.guardrail().ifPresent(guardrail -> root.set("guardrail", guardrail(guardrail)));
        response.requestId().ifPresent(id -> root.put("requestId", id));
        response.outputRung().ifPresent(rung -> root.put("outputRung", rung.name()));
        try {
            return Optional.of(JSON.writeValueAsBytes(root));
        } catch (JsonProcessingException e) {
            LOG.debug("an answer of {} cannot be kept", response.target(), e);
            return Optional.empty();
        }
    }

    static Optional<ModelResponse> decode(byte[] bytes) {
        try {
            JsonNode root = JSON.readTree(bytes);
            if (root.path("version").asInt() != VERSION) {
                return Optional.empty();
            }
            return Optional.of(response(root));
        } catch (IOException | RuntimeException e) {
            LOG.debug("a kept answer cannot be read", e);
            return Optional.empty();
        }
    }

    private static ModelResponse response(JsonNode root) throws IOException {
        List<ContentBlock> content = new ArrayList<>();
        for (JsonNode block : root.required("content")) {
            content.add(block(block));
        }
        return new ModelResponse(
                target(root.required("target")),
                content,
                StopReason.valueOf(text(root, "stopReason")),
                text(root, "providerStopReason"),
                usage(root.required("usage")),
                optionalText(root, "serviceTier"),
                root.has("guardrail") ? Optional.of(guardrail(root.required("guardrail"))) : Optional.empty(),
                optionalText(root, "requestId"),
                List.of(),
                optionalText(root, "outputRung").map(OutputRung::valueOf));
    }

    private static ObjectNode target(ModelTarget target) {
        ObjectNode node =
                JSON.createObjectNode().put("provider", target.provider()).put("modelId", target.modelId());
        target.region().ifPresent(region -> node.put("region", region));
        target.geography().ifPresent(geography -> node.put("geography", geography));
        return node;
    }

    private static ModelTarget target(JsonNode node) throws IOException {
        return new ModelTarget(
                text(node, "provider"),
                text(node, "modelId"),
                optionalText(node, "region"),
                optionalText(node, "geography"));
    }

    private static ObjectNode block(ContentBlock block) {
        ObjectNode node = JSON.createObjectNode();
        return switch (block) {
            case ContentBlock.Text(var text) -> node.put("type", "text").put("text", text);
            case ContentBlock.CachePoint(var ttl) ->
                node.put("type", "cachePoint").put("ttl", ttl.name());
            case ContentBlock.ToolUse(var id, var name, var input) ->
                node.put("type", "toolUse").put("id", id).put("name", name).put("input", input);
            case ContentBlock.ToolResult(var id, var text, var error) ->
                node.put("type", "toolResult")
                        .put("toolUseId", id)
                        .put("text", text)
                        .put("error", error);
            case ContentBlock.Reasoning(var text, var signature) -> {
                node.put("type", "reasoning").put("text", text);
                signature.ifPresent(value -> node.put("signature", value));
                yield node;
            }
            case ContentBlock.RedactedReasoning(var base64) ->
                node.put("type", "redactedReasoning").put("base64", base64);
            case ContentBlock.Unknown(var type) -> node.put("type", "unknown").put("of", type);
        };
    }

    private static ContentBlock block(JsonNode node) throws IOException {
        String type = text(node, "type");
        return switch (type) {
            case "text" -> new ContentBlock.Text(text(node, "text"));
            case "cachePoint" -> new ContentBlock.CachePoint(CacheTtl.valueOf(text(node, "ttl")));
            case "toolUse" -> new ContentBlock.ToolUse(text(node, "id"), text(node, "name"), text(node, "input"));
            case "toolResult" ->
                new ContentBlock.ToolResult(
                        text(node, "toolUseId"),
                        text(node, "text"),
                        node.required("error").asBoolean());
            case "reasoning" -> new ContentBlock.Reasoning(text(node, "text"), optionalText(node, "signature"));
            case "redactedReasoning" -> new ContentBlock.RedactedReasoning(text(node, "base64"));
            case "unknown" -> new ContentBlock.Unknown(text(node, "of"));
            default -> throw new IOException("unknown block '%s'".formatted(type));
        };
    }

    private static ObjectNode usage(TokenUsage usage) {
        return JSON.createObjectNode()
                .put("input", usage.input())
                .put("cacheRead", usage.cacheRead())
                .put("cacheWrite5m", usage.cacheWrite5m())
                .put("cacheWrite1h", usage.cacheWrite1h())
                .put("output", usage.output());
    }

    private static TokenUsage usage(JsonNode node) {
        return new TokenUsage(
                node.required("input").longValue(),
                node.required("cacheRead").longValue(),
                node.required("cacheWrite5m").longValue(),
                node.required("cacheWrite1h").longValue(),
                node.required("output").longValue());
    }

    private static ObjectNode guardrail(GuardrailOutcome guardrail) {
        ObjectNode node = JSON.createObjectNode().put("intervened", guardrail.intervened());
        ArrayNode assessments = node.putArray("assessments");
        guardrail.assessments().forEach(assessments::add);
        return node;
    }

    private static GuardrailOutcome guardrail(JsonNode node) {
        List<String> assessments = new ArrayList<>();
        node.required("assessments").forEach(line -> assessments.add(line.asText()));
        return new GuardrailOutcome(node.required("intervened").asBoolean(), assessments);
    }

    private static String text(JsonNode node, String name) throws IOException {
        return optionalText(node, name).orElseThrow(() -> new IOException("no text '%s'".formatted(name)));
    }

    private static Optional<String> optionalText(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
    }
}
