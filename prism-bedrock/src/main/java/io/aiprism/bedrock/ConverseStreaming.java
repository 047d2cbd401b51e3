package io.aiprism.bedrock;

import io.aiprism.model.ModelException;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.ModelStreamListener;
import io.aiprism.model.ModelTarget;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailStreamConfiguration;

/**
 * Streams answers: the SDK's threads put events into a queue, from which the calling thread takes them, so that the listener is
 * called on that thread and an interrupt ends the call.
 *
 * <p>The SDK takes a stream that ends early for a whole one. Here an answer is whole only if it had both a stop reason and a
 * usage; else it was cut off.
 *
 * @param client whose retry is off: it would call the same handler again
 */
record ConverseStreaming(
        BedrockRuntimeAsyncClient client, ModelTarget target, ConverseResponses responses, BedrockFailures failures) {
    /** What the SDK's threads say. */
    private sealed interface Signal {
        record Began(@Nullable String requestId) implements Signal {}

        record Event(ConverseStreamOutput event) implements Signal {}

        record Ended(@Nullable Throwable error) implements Signal {}
    }

    ModelResponse stream(ConverseRequest request, ModelRequest asked, ModelStreamListener listener)
            throws ModelException, InterruptedException {
        BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
        var handler = ConverseStreamResponseHandler.builder()
                .onResponse(response ->
                        signals.add(new Signal.Began(response.responseMetadata().requestId())))
                .onEventStream(events -> {
                    // Its errors are the call's own, too.
                    var unused = events.subscribe(event -> signals.add(new Signal.Event(event)));
                })
                .build();
        CompletableFuture<Void> call = client.converseStream(streaming(request), handler);
        // The future ends after the last event.
        CompletableFuture<Void> told = call.whenComplete((nothing, error) -> signals.add(new Signal.Ended(error)));
        try {
            return collect(signals, asked, listener);
        } finally {
            call.cancel(true);
            told.cancel(true);
        }
    }

    private ModelResponse collect(BlockingQueue<Signal> signals, ModelRequest asked, ModelStreamListener listener)
            throws ModelException, InterruptedException {
        var answer = new StreamedAnswer(listener);
        Optional<String> requestId = Optional.empty();
        while (true) {
            switch (signals.take()) {
                case Signal.Began(String id) -> requestId = Optional.ofNullable(id);
                case Signal.Event(ConverseStreamOutput event) -> answer.add(event);
                case Signal.Ended(Throwable error) -> {
                    if (error != null) {
                        throw failed(error, asked, answer);
                    }
                    if (!answer.isWhole()) {
                        throw cutOff(requestId, answer);
                    }
                    return responses.of(answer.response(), requestId);
                }
            }
        }
    }

    private static ConverseStreamRequest streaming(ConverseRequest request) {
        return ConverseStreamRequest.builder()
                .modelId(request.modelId())
                .messages(request.messages())
                .system(request.hasSystem() ? request.system() : null)
                .inferenceConfig(request.inferenceConfig())
                .toolConfig(request.toolConfig())
                .outputConfig(request.outputConfig())
                .additionalModelRequestFields(request.additionalModelRequestFields())
                .requestMetadata(request.hasRequestMetadata() ? request.requestMetadata() : null)
                .serviceTier(request.serviceTier())
                .performanceConfig(request.performanceConfig())
                .guardrailConfig(guardrail(request.guardrailConfig()))
                .overrideConfiguration(request.overrideConfiguration().orElse(null))
                .build();
    }

    private static @Nullable GuardrailStreamConfiguration guardrail(@Nullable GuardrailConfiguration guardrail) {
        return guardrail == null
                ? null
                : GuardrailStreamConfiguration.builder()
                        .guardrailIdentifier(guardrail.guardrailIdentifier())
                        .guardrailVersion(guardrail.guardrailVersion())
                        .trace(guardrail.trace())
                        .build();
    }

    private ModelException failed(Throwable thrown, ModelRequest asked, StreamedAnswer answer) throws ModelException {
        Throwable error =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (error instanceof AwsServiceException service && answer.hasBegun()) {
            String code = service.awsErrorDetails() == null
                    ? ""
                    : String.valueOf(service.awsErrorDetails().errorCode());
            String message = service.awsErrorDetails() == null
                    ? String.valueOf(service.getMessage())
                    : String.valueOf(service.awsErrorDetails().errorMessage());
            ModelException failure = failures.ofCode(code, message, asked);
            failure.addSuppressed(service);
            return failure;
        }
        if (error instanceof SdkException sdk && (!answer.hasBegun() || sdk instanceof ApiCallTimeoutException)) {
            throw sdk;
        }
        return ModelException.builder(
                        ModelException.Kind.RESPONSE_CUT_OFF, "the answer of %s broke off: %s".formatted(target, error))
                .target(target)
                .cause(error)
                .build();
    }

    private ModelException cutOff(Optional<String> requestId, StreamedAnswer answer) {
        return ModelException.builder(
                        ModelException.Kind.RESPONSE_CUT_OFF,
                        "the stream of %s ended without %s".formatted(target, answer.missing()))
                .target(target)
                .requestId(requestId.orElse(null))
                .build();
    }
}
