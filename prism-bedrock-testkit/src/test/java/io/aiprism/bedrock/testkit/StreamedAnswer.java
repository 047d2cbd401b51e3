package io.aiprism.bedrock.testkit;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.Assertions;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

/** What the SDK's async client hands on of a stream, in words. */
record StreamedAnswer(List<String> events, CompletableFuture<Void> outcome) {
    static StreamedAnswer of(BedrockRuntimeAsyncClient client, String modelId, String text) {
        List<String> events = new CopyOnWriteArrayList<>();
        ConverseStreamResponseHandler handler = ConverseStreamResponseHandler.builder()
                .subscriber(ConverseStreamResponseHandler.Visitor.builder()
                        .onMessageStart(event -> events.add("messageStart " + event.roleAsString()))
                        .onContentBlockStart(event -> events.add("contentBlockStart %d %s %s"
                                .formatted(
                                        event.contentBlockIndex(),
                                        event.start().toolUse().name(),
                                        event.start().toolUse().toolUseId())))
                        .onContentBlockDelta(event -> events.add(words(event.delta())))
                        .onContentBlockStop(event -> events.add("contentBlockStop " + event.contentBlockIndex()))
                        .onMessageStop(event -> events.add("messageStop " + event.stopReasonAsString()))
                        .onMetadata(event -> events.add("metadata %d %d"
                                .formatted(
                                        event.usage().inputTokens(),
                                        event.usage().outputTokens())))
                        .onDefault(event -> events.add("unknown " + event))
                        .build())
                .build();
        CompletableFuture<Void> outcome = client.converseStream(
                request -> request.modelId(modelId)
                        .messages(Message.builder()
                                .role(ConversationRole.USER)
                                .content(ContentBlock.fromText(text))
                                .build()),
                handler);
        outcome.exceptionally(failure -> null).join();
        return new StreamedAnswer(events, outcome);
    }

    /** That it ended well, as the SDK sees it. */
    void end() {
        Assertions.assertThat(outcome).isCompleted();
    }

    /** What it failed with. */
    Throwable failure() {
        Assertions.assertThat(outcome).as("after %s", events).isCompletedExceptionally();
        Throwable failure = outcome.exceptionNow();
        return failure instanceof CompletionException ? failure.getCause() : failure;
    }

    private static String words(ContentBlockDelta delta) {
        return switch (delta.type()) {
            case TEXT -> "delta " + delta.text();
            case TOOL_USE -> "input " + delta.toolUse().input();
            case REASONING_CONTENT ->
                delta.reasoningContent().text() == null
                        ? "signature"
                        : "reasoning " + delta.reasoningContent().text();
            default -> "delta of type " + delta.type();
        };
    }
}
