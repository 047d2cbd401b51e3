package io.aiprism.examples.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/** What a request is answered with: a status, headers and JSON. */
record Answer(int status, Map<String, String> headers, ObjectNode body) {
    static Answer json(int status, ObjectNode body) {
        return new Answer(status, Map.of("Content-Type", "application/json"), body);
    }

    /**
     * A problem as RFC 9457 has it.
     *
     * @param reason for programs
     * @param detail for people: what is wrong, and what to do
     */
    static Answer problem(int status, String reason, String detail) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("title", title(status))
                .put("status", status)
                .put("reason", reason)
                .put("detail", detail);
        return new Answer(status, Map.of("Content-Type", "application/problem+json"), body);
    }

    Answer header(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new Answer(status, Map.copyOf(more), body);
    }

    ProblemException asException() {
        return new ProblemException(this);
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 409 -> "Conflict";
            case 410 -> "Gone";
            case 413 -> "Content Too Large";
            case 415 -> "Unsupported Media Type";
            case 422 -> "Unprocessable Content";
            case 429 -> "Too Many Requests";
            case 503 -> "Service Unavailable";
            default -> "Internal Server Error";
        };
    }
}
