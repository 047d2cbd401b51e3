package io.aiprism.bedrock;

import io.aiprism.model.ModelException;
import io.aiprism.model.ModelStreamListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockStartEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamMetadataEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.MessageStopEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseBlock;

/** Puts an answer together from the events of a stream. Not thread-safe. */
final class StreamedAnswer {
    /** One block as far as it has come; texts and thoughts have no event that begins them. */
    private static final class Part {
        final StringBuilder text = new StringBuilder();
        final StringBuilder toolInput = new StringBuilder();
        final StringBuilder reasoning = new StringBuilder();

        boolean unknown;

        @Nullable
        String toolUseId;

        @Nullable
        String toolName;

        @Nullable
        String signature;

        @Nullable
        SdkBytes redacted;
    }

    private final ModelStreamListener listener;
    private final Map<Integer, Part> parts = new TreeMap<>();
    private boolean begun;
    private @Nullable String stopReason;
    private @Nullable ConverseStreamMetadataEvent metadata;

    StreamedAnswer(ModelStreamListener listener) {
        this.listener = listener;
    }

    /** Whether any event has come. */
    boolean hasBegun() {
        return begun;
    }

    boolean isWhole() {
        return missing().isEmpty();
    }

    /** What has not come yet. */
    String missing() {
        List<String> missing = new ArrayList<>();
        if (stopReason == null) {
            missing.add("stop reason");
        }
        if (metadata == null || metadata.usage() == null) {
            missing.add("usage");
        }
        return String.join(", ", missing);
    }

    void add(ConverseStreamOutput event) {
        begun = true;
        switch (event) {
            case ContentBlockStartEvent start -> start(start);
            case ContentBlockDeltaEvent delta -> delta(part(delta.contentBlockIndex()), delta.delta());
            case MessageStopEvent stop -> stopReason = stop.stopReasonAsString();
            case ConverseStreamMetadataEvent last -> metadata = last;
            default -> {}
        }
    }

    /**
     * The whole answer.
     *
     * @throws ModelException of kind {@code INVALID_RESPONSE} if the input of a tool is no JSON
     */
    ConverseResponse response() throws ModelException {
        List<ContentBlock> content = new ArrayList<>();
        for (Part part : parts.values()) {
            content.add(block(part));
        }
        ConverseStreamMetadataEvent last = metadata;
        ConverseResponse.Builder response = ConverseResponse.builder()
                .output(output -> output.message(
                        message -> message.role(ConversationRole.ASSISTANT).content(content)))
                .stopReason(stopReason);
        if (last != null) {
            response.usage(last.usage()).serviceTier(last.serviceTier());
            if (last.trace() != null) {
                response.trace(trace -> trace.guardrail(last.trace().guardrail()));
            }
        }
        return response.build();
    }

    private void start(ContentBlockStartEvent event) {
        Part part = part(event.contentBlockIndex());
        if (event.start() != null && event.start().toolUse() != null) {
            part.toolUseId = event.start().toolUse().toolUseId();
            part.toolName = event.start().toolUse().name();
        }
    }

    private void delta(Part part, @Nullable ContentBlockDelta delta) {
        if (delta == null) {
            return;
        }
        if (delta.text() != null) {
            part.text.append(delta.text());
            if (!delta.text().isEmpty()) {
                listener.text(delta.text());
            }
        }
        if (delta.toolUse() != null && delta.toolUse().input() != null) {
            part.toolInput.append(delta.toolUse().input());
        }
        if (delta.reasoningContent() != null) {
            reasoning(part, delta.reasoningContent());
        }
        part.unknown |= delta.type() == ContentBlockDelta.Type.UNKNOWN_TO_SDK_VERSION;
    }

    private static void reasoning(Part part, ReasoningContentBlockDelta delta) {
        if (delta.text() != null) {
            part.reasoning.append(delta.text());
        }
        if (delta.signature() != null) {
            part.signature = delta.signature();
        }
        if (delta.redactedContent() != null) {
            part.redacted = delta.redactedContent();
        }
    }

    private static ContentBlock block(Part part) throws ModelException {
        if (part.toolName != null) {
            return ContentBlock.fromToolUse(ToolUseBlock.builder()
                    .toolUseId(part.toolUseId)
                    .name(part.toolName)
                    .input(toolInput(part))
                    .build());
        }
        if (part.redacted != null) {
            return ContentBlock.fromReasoningContent(ReasoningContentBlock.fromRedactedContent(part.redacted));
        }
        if (!part.reasoning.isEmpty() || part.signature != null) {
            return ContentBlock.fromReasoningContent(ReasoningContentBlock.builder()
                    .reasoningText(text -> text.text(part.reasoning.toString()).signature(part.signature))
                    .build());
        }
        if (part.unknown && part.text.isEmpty()) {
            // As a block of a type that the SDK does not know arrives where nothing is streamed.
            return ContentBlock.builder().build();
        }
        return ContentBlock.fromText(part.text.toString());
    }

    private static Document toolInput(Part part) throws ModelException {
        String json = part.toolInput.isEmpty() ? "{}" : part.toolInput.toString();
        try {
            return Json.document(json);
        } catch (IllegalArgumentException e) {
            throw ModelException.builder(
                            ModelException.Kind.INVALID_RESPONSE,
                            "the input of tool '%s' is no JSON".formatted(part.toolName))
                    .cause(e)
                    .build();
        }
    }

    private Part part(@Nullable Integer index) {
        return parts.computeIfAbsent(index == null ? 0 : index, at -> new Part());
    }
}
