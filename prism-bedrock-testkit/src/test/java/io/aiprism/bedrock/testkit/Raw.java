package io.aiprism.bedrock.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Optional;

/** Requests that no AWS client would send. */
final class Raw {
    /** What came back. */
    static final class Response {
        private final int statusCode;
        private final HttpURLConnection connection;
        private final byte[] bytes;

        private Response(HttpURLConnection connection) throws IOException {
            this.connection = connection;
            this.statusCode = connection.getResponseCode();
            try (InputStream in = statusCode < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                this.bytes = in.readAllBytes();
            }
        }

        int statusCode() {
            return statusCode;
        }

        Optional<String> header(String name) {
            return Optional.ofNullable(connection.getHeaderField(name));
        }

        String body() {
            return new String(bytes, UTF_8);
        }

        byte[] bytes() {
            return bytes;
        }
    }

    private Raw() {}

    static Response converse(FakeBedrock bedrock, String body) throws IOException {
        return post(bedrock, "/model/" + SdkClients.MODEL.replace(":", "%3A") + "/converse", body, Map.of());
    }

    static Response post(FakeBedrock bedrock, String path, String body, Map<String, String> headers)
            throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) bedrock.endpoint().resolve(path).toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Content-Type", "application/json");
        headers.forEach(connection::setRequestProperty);
        connection.setDoOutput(true);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body.getBytes(UTF_8));
        }
        return new Response(connection);
    }
}
