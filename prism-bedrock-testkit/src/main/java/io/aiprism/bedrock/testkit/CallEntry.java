package io.aiprism.bedrock.testkit;

import io.aiprism.bedrock.testkit.RecordedCall.Ending;
import io.aiprism.model.TokenUsage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A call while it is served. Thread-safe. */
final class CallEntry {
    private static final Pattern ATTEMPT = Pattern.compile("attempt=(\\d{1,6})(;.*)?");

    private final int number;
    private final Route route;
    private final String path;
    private final Map<String, List<String>> headers;
    private final String body;
    private final String invocationId;
    private final int attempt;
    private final Instant receivedAt;
    private Ending ending = Ending.IN_FLIGHT;
    private @Nullable Instant endedAt;
    private @Nullable Integer status;
    private @Nullable String errorType;
    private @Nullable TokenUsage usage;

    CallEntry(int number, Route route, HttpRequest request, boolean keepBody, Instant receivedAt) {
        this.number = number;
        this.route = route;
        this.path = request.rawPath();
        this.headers = request.headers();
        this.body = keepBody ? request.bodyText() : "";
        this.invocationId = request.header("amz-sdk-invocation-id").orElse("");
        this.attempt = attempt(request.header("amz-sdk-request").orElse(""));
        this.receivedAt = receivedAt;
    }

    int number() {
        return number;
    }

    String invocationId() {
        return invocationId;
    }

    int attempt() {
        return attempt;
    }

    synchronized void status(int sent) {
        status = sent;
    }

    synchronized boolean hasStatus() {
        return status != null;
    }

    synchronized void errorType(String type) {
        errorType = type;
    }

    synchronized void usage(TokenUsage stated) {
        usage = stated;
    }

    synchronized void ended(Ending how, Instant at) {
        if (ending == Ending.IN_FLIGHT) {
            ending = how;
            endedAt = at;
        }
    }

    synchronized boolean isInFlight() {
        return ending == Ending.IN_FLIGHT;
    }

    synchronized RecordedCall recorded() {
        return new RecordedCall(
                number,
                route.operation(),
                path,
                route.modelId(),
                headers,
                body,
                invocationId,
                attempt,
                receivedAt,
                ending,
                Optional.ofNullable(endedAt),
                status == null ? OptionalInt.empty() : OptionalInt.of(status),
                Optional.ofNullable(errorType),
                Optional.ofNullable(usage));
    }

    private static int attempt(String header) {
        Matcher matcher = ATTEMPT.matcher(header);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 1;
    }
}
