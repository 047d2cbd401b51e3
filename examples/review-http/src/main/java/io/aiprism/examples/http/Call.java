package io.aiprism.examples.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A request.
 *
 * @param path its segments, for {@code /documents/7/report} these three
 * @param query its parameters; of those with one name the first
 * @param token of the header {@code Authorization: Bearer}
 * @param length of the body, if the client said it
 */
record Call(
        String method,
        List<String> path,
        Map<String, String> query,
        Optional<String> token,
        OptionalLong length,
        InputStream body) {
    static Call of(HttpExchange exchange) {
        URI uri = exchange.getRequestURI();
        return new Call(
                exchange.getRequestMethod(),
                List.of(uri.getRawPath().substring(1).split("/", -1)),
                query(uri.getRawQuery()),
                token(exchange.getRequestHeaders().getFirst("Authorization")),
                length(exchange.getRequestHeaders().getFirst("Content-Length")),
                exchange.getRequestBody());
    }

    /** The id in the path: its second segment. */
    String id() {
        return path.get(1);
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new HashMap<>();
        if (raw == null || raw.isEmpty()) {
            return query;
        }
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            query.putIfAbsent(decode(name), decode(value));
        }
        return query;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static Optional<String> token(@Nullable String authorization) {
        String scheme = "Bearer ";
        if (authorization == null || !authorization.regionMatches(true, 0, scheme, 0, scheme.length())) {
            return Optional.empty();
        }
        return Optional.of(authorization.substring(scheme.length()).strip()).filter(token -> !token.isEmpty());
    }

    // The server has refused anything else but digits already.
    private static OptionalLong length(@Nullable String header) {
        return header == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(header));
    }
}
