package io.aiprism.examples.http;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A request as bytes, for what an HTTP client refuses to send, or does not send in pieces. */
final class RawRequest implements AutoCloseable {
    private final Socket socket;

    RawRequest(URI server) throws IOException {
        this.socket = new Socket(server.getHost(), server.getPort());
    }

    void send(String part) throws IOException {
        socket.getOutputStream().write(part.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The first line of the answer. */
    String status() throws IOException {
        var line = new StringBuilder();
        int next = socket.getInputStream().read();
        while (next >= 0 && next != '\r') {
            line.append((char) next);
            next = socket.getInputStream().read();
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
