package io.aiprism.bedrock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiprism.model.ContentBlock;
import io.aiprism.model.Message;
import io.aiprism.model.ModelAttempt;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelProfile;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.ModelTarget;
import io.aiprism.model.TokenUsage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;

/**
 * Requests as the input of a Bedrock batch job, and its output as answers. Immutable and thread-safe. The job itself, of type
 * {@code Converse}, is started with the control plane's {@code CreateModelInvocationJob}; this class talks to nobody.
 *
 * <p>Batch jobs know no prompt cache, so cache points are left out. Records come back in any order and are told apart by their ids.
 */
public final class BedrockBatch {
    /** How one request of a job ended. */
    public sealed interface Result {
        /**
         * It was answered.
         *
         * @param response the answer
         */
        record Answered(ModelResponse response) implements Result {}

        /**
         * It failed.
         *
         * @param failure why
         */
        record Failed(ModelException failure) implements Result {}

        /** The output does not have it. */
        record Missing() implements Result {}
    }

    private final ModelTarget target;
    private final ConverseRequests requests;
    private final ConverseResponses responses;
    private final BedrockFailures failures;

    /**
     * Batches for a model.
     *
     * @param modelId as {@link BedrockBackend#builder}
     * @param region as {@link BedrockBackend#builder}
     * @param options what every request carries
     */
    public BedrockBatch(String modelId, String region, BedrockOptions options) {
        this.target = BedrockTargets.of(modelId, region);
        ModelProfile profile = BedrockCatalog.builtIn().profile(modelId);
        this.requests = new ConverseRequests(target, options);
        this.responses = new ConverseResponses(target, profile);
        this.failures = new BedrockFailures(target);
    }

    /**
     * Writes the input of a job: a line of JSON for each request.
     *
     * @param requests by record id, which must not be empty
     * @param out UTF-8; not closed
     * @throws ModelException if a request holds what Bedrock has no place for; what was written before it stays
     * @throws IOException if it cannot be written
     */
    public void write(Map<String, ModelRequest> requests, Writer out) throws ModelException, IOException {
        for (Map.Entry<String, ModelRequest> entry : requests.entrySet()) {
            if (entry.getKey().isEmpty()) {
                throw new IllegalArgumentException("a record id must not be empty");
            }
            ObjectNode line = Json.MAPPER.createObjectNode().put("recordId", entry.getKey());
            line.set("modelInput", SdkJson.write(this.requests.of(withoutCachePoints(entry.getValue()))));
            out.write(line.toString());
            out.write('\n');
        }
        out.flush();
    }

    /**
     * Reads the output of a job.
     *
     * @param requests what was written
     * @param in UTF-8; not closed
     * @return for each request how it ended, in the order of the requests
     * @throws IOException if it cannot be read, a line is no record, or a record is of none of the requests or comes twice
     */
    public Map<String, Result> read(Map<String, ModelRequest> requests, Reader in) throws IOException {
        Map<String, Result> results = new LinkedHashMap<>();
        requests.keySet().forEach(id -> results.put(id, new Result.Missing()));
        var lines = new BufferedReader(in);
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            JsonNode record = parse(line, number);
            String id = record.path("recordId").asText();
            ModelRequest request = requests.get(id);
            if (request == null || !(results.get(id) instanceof Result.Missing)) {
                throw new IOException("line %d: record '%s' %s"
                        .formatted(number, id, request == null ? "is none of the requests" : "comes twice"));
            }
            results.put(id, result(record, request));
        }
        return results;
    }

    private Result result(JsonNode record, ModelRequest request) {
        JsonNode error = record.path("error");
        if (error.isObject()) {
            return failed(
                    failures.ofCode(code(error), error.path("errorMessage").asText("no message"), request));
        }
        try {
            var builder = ConverseResponse.builder();
            SdkJson.read(builder, record.path("modelOutput"));
            ModelResponse response = responses.of(builder.build(), Optional.empty());
            return new Result.Answered(
                    response.withAttempts(List.of(attempt(Optional.empty(), Optional.of(response.usage())))));
        } catch (ModelException e) {
            return failed(e);
        } catch (IllegalArgumentException e) {
            return failed(ModelException.builder(
                            ModelException.Kind.INVALID_RESPONSE, "the output cannot be read: " + e.getMessage())
                    .target(target)
                    .cause(e)
                    .build());
        }
    }

    /** A name, or what Bedrock writes instead: a status. */
    private static String code(JsonNode error) {
        return switch (error.path("errorCode").asText()) {
            case "400" -> "ValidationException";
            case "403" -> "AccessDeniedException";
            case "404" -> "ResourceNotFoundException";
            case "408" -> "ModelTimeoutException";
            case "424" -> "ModelErrorException";
            case "429" -> "ThrottlingException";
            case "500" -> "InternalServerException";
            case "503" -> "ServiceUnavailableException";
            default -> error.path("errorCode").asText();
        };
    }

    private Result failed(ModelException e) {
        return new Result.Failed(e.after(List.of(attempt(Optional.of(e.kind()), Optional.empty()))));
    }

    /** When the job did it is not told. */
    private ModelAttempt attempt(Optional<ModelException.Kind> failure, Optional<TokenUsage> usage) {
        return new ModelAttempt(target, Instant.EPOCH, Duration.ZERO, failure, Optional.empty(), usage);
    }

    private static JsonNode parse(String line, int number) throws IOException {
        try {
            JsonNode record = Json.MAPPER.readTree(line);
            if (record.isObject() && record.path("recordId").isTextual()) {
                return record;
            }
        } catch (JsonProcessingException e) {
            throw new IOException("line %d is no JSON: %s".formatted(number, e.getOriginalMessage()), e);
        }
        throw new IOException("line %d has no recordId".formatted(number));
    }

    private static ModelRequest withoutCachePoints(ModelRequest request) {
        List<Message> messages = request.messages().stream()
                .map(message -> new Message(message.role(), without(message.content())))
                .toList();
        return request.toBuilder()
                .replaceSystem(without(request.system()))
                .replaceMessages(messages)
                .build();
    }

    private static List<ContentBlock> without(List<ContentBlock> blocks) {
        return blocks.stream()
                .filter(block -> !(block instanceof ContentBlock.CachePoint))
                .toList();
    }
}
