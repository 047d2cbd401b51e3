package io.aiprism.bedrock.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** Writes one answer on a connection, whole or broken. Not thread-safe. */
final class HttpWriter {
    private static final byte[] END = "0\r\n\r\n".getBytes(ISO_8859_1);
    private static final byte[] LINE = "\r\n".getBytes(ISO_8859_1);

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private boolean cut;

    HttpWriter(Socket socket, InputStream in, OutputStream out) {
        this.socket = socket;
        this.in = in;
        this.out = out;
    }

    /** A whole answer. */
    void send(int status, Map<String, String> headers, byte[] body) throws IOException {
        byte[] head = head(status, headers, "Content-Length: " + body.length);
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        out.write(all);
        out.flush();
    }

    /** The headers of an answer, and as much of its body; then the connection is cut. */
    void sendPart(int status, Map<String, String> headers, byte[] body, int length) throws IOException {
        out.write(head(status, headers, "Content-Length: " + body.length));
        out.write(body, 0, length);
        out.flush();
        cut();
    }

    /** Begins an answer in chunks. */
    void start(int status, Map<String, String> headers) throws IOException {
        out.write(head(status, headers, "Transfer-Encoding: chunked"));
        out.flush();
    }

    /** A chunk of the answer. */
    void chunk(byte[] bytes) throws IOException {
        out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(ISO_8859_1));
        out.write(bytes);
        out.write(LINE);
        out.flush();
    }

    /** Ends an answer in chunks. */
    void end() throws IOException {
        out.write(END);
        out.flush();
    }

    /** Closes the connection. */
    void cut() throws IOException {
        cut = true;
        socket.close();
    }

    /** Whether the connection was cut. */
    boolean isCut() {
        return cut;
    }

    /** Says nothing until the client has hung up; what it sends meanwhile is lost. */
    void awaitHangUp() throws IOException {
        while (in.read() >= 0) {
            // A client that waits for an answer sends nothing.
        }
        cut();
    }

    private static byte[] head(int status, Map<String, String> headers, String framing) {
        StringBuilder head = new StringBuilder("HTTP/1.1 %d %s\r\n".formatted(status, reason(status)));
        head.append("Date: ")
                .append(DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        Instant.now().atOffset(ZoneOffset.UTC)))
                .append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append(framing)
                .append("\r\nConnection: keep-alive\r\n\r\n")
                .toString()
                .getBytes(ISO_8859_1);
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 408 -> "Request Timeout";
            case 413 -> "Content Too Large";
            case 424 -> "Failed Dependency";
            case 429 -> "Too Many Requests";
            case 500 -> "Internal Server Error";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            default -> "Status";
        };
    }
}
