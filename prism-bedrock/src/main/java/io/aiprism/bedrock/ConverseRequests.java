package io.aiprism.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiprism.model.CacheTtl;
import io.aiprism.model.ContentBlock;
import io.aiprism.model.Message;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelFeature;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelTarget;
import io.aiprism.model.OutputSchema;
import io.aiprism.model.Tool;
import io.aiprism.model.ToolChoice;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockruntime.model.AnyToolChoice;
import software.amazon.awssdk.services.bedrockruntime.model.AutoToolChoice;
import software.amazon.awssdk.services.bedrockruntime.model.CachePointBlock;
import software.amazon.awssdk.services.bedrockruntime.model.CachePointType;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailTrace;
import software.amazon.awssdk.services.bedrockruntime.model.InferenceConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.OutputConfig;
import software.amazon.awssdk.services.bedrockruntime.model.OutputFormatType;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.SpecificToolChoice;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.ToolInputSchema;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultStatus;
import software.amazon.awssdk.services.bedrockruntime.model.ToolSpecification;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseBlock;

/**
 * Requests as the SDK has them.
 *
 * @param target whom they are for
 * @param options what they all carry
 */
record ConverseRequests(ModelTarget target, BedrockOptions options) {
    /**
     * The same request, without a timeout.
     *
     * @throws ModelException if it holds what Bedrock has no place for
     */
    ConverseRequest of(ModelRequest request) throws ModelException {
        ConverseRequest.Builder converse = ConverseRequest.builder()
                .modelId(target.modelId())
                .messages(messages(request.messages()))
                .inferenceConfig(inference(request));
        if (!request.system().isEmpty()) {
            converse.system(
                    request.system().stream().map(ConverseRequests::system).toList());
        }
        if (!request.tools().isEmpty()) {
            converse.toolConfig(tools(request));
        }
        request.output().ifPresent(schema -> converse.outputConfig(output(schema)));
        Map<String, String> metadata = RequestMetadata.of(request.context());
        if (!metadata.isEmpty()) {
            converse.requestMetadata(metadata);
        }
        Optional<Document> additional = additionalFields(request);
        additional.ifPresent(converse::additionalModelRequestFields);
        options.serviceTier().ifPresent(tier -> converse.serviceTier(type -> type.type(tier)));
        options.latency().ifPresent(latency -> converse.performanceConfig(config -> config.latency(latency)));
        options.guardrail().ifPresent(guardrail -> converse.guardrailConfig(guardrail(guardrail)));
        return converse.build();
    }

    private Optional<Document> additionalFields(ModelRequest request) throws ModelException {
        if (request.reasoningTokens().isEmpty()) {
            return options.additionalRequestFields().map(Json::document);
        }
        if (!target.modelId().contains("anthropic.")) {
            throw ModelException.builder(
                            ModelException.Kind.UNSUPPORTED_FEATURE,
                            "no way is known to give %s a budget for reasoning".formatted(target))
                    .target(target)
                    .refused(ModelFeature.REASONING_BUDGET)
                    .build();
        }
        var fields = (ObjectNode)
                options.additionalRequestFields().map(Json::parse).orElseGet(Json.MAPPER::createObjectNode);
        fields.putObject("thinking")
                .put("type", "enabled")
                .put("budget_tokens", request.reasoningTokens().getAsInt());
        return Optional.of(Json.document(fields));
    }

    private static InferenceConfiguration inference(ModelRequest request) {
        InferenceConfiguration.Builder inference =
                InferenceConfiguration.builder().maxTokens(request.maxTokens());
        request.temperature().ifPresent(value -> inference.temperature(value.floatValue()));
        request.topP().ifPresent(value -> inference.topP(value.floatValue()));
        if (!request.stopSequences().isEmpty()) {
            inference.stopSequences(request.stopSequences());
        }
        return inference.build();
    }

    private static GuardrailConfiguration guardrail(Guardrail guardrail) {
        return GuardrailConfiguration.builder()
                .guardrailIdentifier(guardrail.identifier())
                .guardrailVersion(guardrail.version())
                .trace(guardrail.trace() ? GuardrailTrace.ENABLED : GuardrailTrace.DISABLED)
                .build();
    }

    private static OutputConfig output(OutputSchema schema) {
        return OutputConfig.builder()
                .textFormat(format -> format.type(OutputFormatType.JSON_SCHEMA)
                        .structure(structure -> structure.jsonSchema(json -> json.name(schema.name())
                                .description(schema.description())
                                .schema(schema.schema()))))
                .build();
    }

    private static ToolConfiguration tools(ModelRequest request) {
        List<software.amazon.awssdk.services.bedrockruntime.model.Tool> tools = new ArrayList<>();
        for (Tool tool : request.tools()) {
            ToolSpecification.Builder specification = ToolSpecification.builder()
                    .name(tool.name())
                    .description(tool.description())
                    .inputSchema(ToolInputSchema.fromJson(Json.document(tool.inputSchema())));
            if (tool.strict()) {
                specification.strict(true);
            }
            tools.add(software.amazon.awssdk.services.bedrockruntime.model.Tool.fromToolSpec(specification.build()));
        }
        return ToolConfiguration.builder()
                .tools(tools)
                .toolChoice(choice(request.toolChoice()))
                .build();
    }

    private static software.amazon.awssdk.services.bedrockruntime.model.ToolChoice choice(ToolChoice choice) {
        return switch (choice) {
            case ToolChoice.Auto auto ->
                software.amazon.awssdk.services.bedrockruntime.model.ToolChoice.fromAuto(
                        AutoToolChoice.builder().build());
            case ToolChoice.Any any ->
                software.amazon.awssdk.services.bedrockruntime.model.ToolChoice.fromAny(
                        AnyToolChoice.builder().build());
            case ToolChoice.Named(String name) ->
                software.amazon.awssdk.services.bedrockruntime.model.ToolChoice.fromTool(
                        SpecificToolChoice.builder().name(name).build());
        };
    }

    private List<software.amazon.awssdk.services.bedrockruntime.model.Message> messages(List<Message> messages)
            throws ModelException {
        List<software.amazon.awssdk.services.bedrockruntime.model.Message> mapped = new ArrayList<>();
        for (Message message : messages) {
            List<software.amazon.awssdk.services.bedrockruntime.model.ContentBlock> content = new ArrayList<>();
            for (ContentBlock block : message.content()) {
                content.add(content(block));
            }
            mapped.add(software.amazon.awssdk.services.bedrockruntime.model.Message.builder()
                    .role(message.role() == Message.Role.USER ? ConversationRole.USER : ConversationRole.ASSISTANT)
                    .content(content)
                    .build());
        }
        return mapped;
    }

    private static SystemContentBlock system(ContentBlock block) {
        return switch (block) {
            case ContentBlock.Text(String text) -> SystemContentBlock.fromText(text);
            case ContentBlock.CachePoint(CacheTtl ttl) -> SystemContentBlock.fromCachePoint(cachePoint(ttl));
            default -> throw new IllegalArgumentException("system holds texts and cache points only, was " + block);
        };
    }

    private software.amazon.awssdk.services.bedrockruntime.model.ContentBlock content(ContentBlock block)
            throws ModelException {
        return switch (block) {
            case ContentBlock.Text(String text) ->
                software.amazon.awssdk.services.bedrockruntime.model.ContentBlock.fromText(text);
            case ContentBlock.CachePoint(CacheTtl ttl) ->
                software.amazon.awssdk.services.bedrockruntime.model.ContentBlock.fromCachePoint(cachePoint(ttl));
            case ContentBlock.ToolUse(String id, String name, String input) ->
                software.amazon.awssdk.services.bedrockruntime.model.ContentBlock.fromToolUse(ToolUseBlock.builder()
                        .toolUseId(id)
                        .name(name)
                        .input(Json.document(input))
                        .build());
            case ContentBlock.ToolResult(String id, String text, boolean error) ->
                software.amazon.awssdk.services.bedrockruntime.model.ContentBlock.fromToolResult(
                        ToolResultBlock.builder()
                                .toolUseId(id)
                                .content(ToolResultContentBlock.fromText(text))
                                .status(error ? ToolResultStatus.ERROR : ToolResultStatus.SUCCESS)
                                .build());
            case ContentBlock.Reasoning(String text, Optional<String> signature) ->
                software.amazon.awssdk.services.bedrockruntime.model.ContentBlock.fromReasoningContent(
                        ReasoningContentBlock.builder()
                                .reasoningText(reasoning -> reasoning.text(text).signature(signature.orElse(null)))
                                .build());
            case ContentBlock.RedactedReasoning(String base64) ->
                software.amazon.awssdk.services.bedrockruntime.model.ContentBlock.fromReasoningContent(
                        ReasoningContentBlock.fromRedactedContent(
                                SdkBytes.fromByteArray(Base64.getDecoder().decode(base64))));
            case ContentBlock.Unknown(String type) ->
                throw ModelException.builder(
                                ModelException.Kind.INVALID_REQUEST,
                                "a block of the unknown kind '%s' cannot be sent to %s".formatted(type, target))
                        .target(target)
                        .build();
        };
    }

    /** Five minutes is Bedrock's default, and not every model knows the field. */
    private static CachePointBlock cachePoint(CacheTtl ttl) {
        CachePointBlock.Builder point = CachePointBlock.builder().type(CachePointType.DEFAULT);
        if (ttl == CacheTtl.ONE_HOUR) {
            point.ttl("1h");
        }
        return point.build();
    }
}
