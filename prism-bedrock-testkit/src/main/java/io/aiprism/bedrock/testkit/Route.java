package io.aiprism.bedrock.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Arrays;

/**
 * The operation and model that a raw path names. The model id is one segment: the slashes of an ARN arrive encoded.
 *
 * @param modelId decoded; empty for an unknown operation
 */
record Route(Operation operation, String modelId) {
    private static final Route UNKNOWN = new Route(Operation.UNKNOWN, "");

    static Route of(HttpRequest request) {
        String[] segments = request.rawPath().split("/", -1);
        if (!request.method().equals("POST")
                || segments.length != 4
                || !segments[1].equals("model")
                || segments[2].isEmpty()
                || segments[3].isEmpty()) {
            return UNKNOWN;
        }
        return Arrays.stream(Operation.values())
                .filter(operation -> operation.path().equals(segments[3]))
                .findFirst()
                .map(operation -> new Route(operation, decoded(segments[2])))
                .orElse(UNKNOWN);
    }

    private static String decoded(String segment) {
        // A plus is a plus in a path.
        return URLDecoder.decode(segment.replace("+", "%2B"), UTF_8);
    }
}
