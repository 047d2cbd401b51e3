package io.aiprism.bedrock.testkit;

import io.aiprism.model.TokenUsage;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A request that arrived, each attempt of a client for itself, and what became of it so far.
 *
 * @param number from 1, in the order of arrival
 * @param operation what was called
 * @param path as on the wire, not decoded
 * @param modelId decoded; empty for an unknown operation
 * @param headers by name in lower case
 * @param body as text; empty if the server does not keep bodies
 * @param invocationId the client's id of the call, the same for each attempt; empty if it sent none
 * @param attempt which attempt of the client's this is, from 1
 * @param receivedAt when the request had arrived, by the server's time
 * @param ending what became of it
 * @param endedAt when it ended, by the server's time; empty while it is in flight
 * @param status the HTTP status that was sent, if one was
 * @param errorType the type of the error that was sent, in the answer or in its stream; empty if there was none
 * @param usage what the answer stated, as far as it was sent
 */
public record RecordedCall(
        int number,
        Operation operation,
        String path,
        String modelId,
        Map<String, List<String>> headers,
        String body,
        String invocationId,
        int attempt,
        Instant receivedAt,
        Ending ending,
        Optional<Instant> endedAt,
        OptionalInt status,
        Optional<String> errorType,
        Optional<TokenUsage> usage) {
    /** What became of a request. */
    public enum Ending {
        /** It is not answered yet. */
        IN_FLIGHT,
        /** It was answered whole; an error is an answer. */
        ANSWERED,
        /** Its answer was cut or ended early, as it was told to. */
        BROKEN,
        /** The client had hung up, or the server was closed. */
        GONE
    }

    public RecordedCall {
        headers = Map.copyOf(headers);
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }
}
