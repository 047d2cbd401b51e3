package io.aiprism.bedrock.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;

/** Reads the body of a request and holds it to its shape. */
final class RequestReader {
    /** What comes of reading. */
    sealed interface Result {}

    /** The body is as it must be. */
    record Accepted(JsonNode body) implements Result {}

    /** It is not. */
    record Refused(BedrockError error) implements Result {}

    private RequestReader() {}

    static Result read(HttpRequest request, Shape shape) {
        JsonNode body;
        try {
            body = Json.read(request.body());
        } catch (IOException e) {
            return new Refused(new BedrockError(400, "SerializationException", "The request body is not valid JSON"));
        }
        Violations violations = new Violations();
        shape.validate(body, Place.ROOT, violations);
        Optional<BedrockError> error = violations.error();
        return error.isPresent() ? new Refused(error.get()) : new Accepted(body);
    }
}
