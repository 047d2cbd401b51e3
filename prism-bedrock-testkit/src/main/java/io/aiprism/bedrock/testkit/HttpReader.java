package io.aiprism.bedrock.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads HTTP/1.1 requests from a connection, one after the other. Not thread-safe. */
final class HttpReader {
    private static final int MAX_LINE = 64 * 1024;
    private static final int MAX_HEADERS = 200;
    /** What Bedrock takes at most in a body: 25 MB. */
    static final int MAX_BODY = 25_000_000;

    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1);

    /** A request that cannot be read, so that the connection is of no more use. */
    static final class BadRequest extends IOException {
        private static final long serialVersionUID = 1;

        private final int status;

        BadRequest(int status, String message) {
            super(message);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    private final InputStream in;
    private final OutputStream out;

    HttpReader(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** The next request; empty if the client has hung up instead. */
    Optional<HttpRequest> next() throws IOException {
        Optional<String> first = line();
        while (first.isPresent() && first.get().isEmpty()) {
            first = line();
        }
        if (first.isEmpty()) {
            return Optional.empty();
        }
        String[] parts = first.get().split(" ", -1);
        if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
            throw new BadRequest(400, "no request line of HTTP/1.1: " + first.get());
        }
        Map<String, List<String>> headers = headers();
        if (value(headers, "expect").equalsIgnoreCase("100-continue")) {
            out.write(CONTINUE);
            out.flush();
        }
        return Optional.of(new HttpRequest(parts[0], parts[1], headers, body(headers)));
    }

    private Map<String, List<String>> headers() throws IOException {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (int count = 0; ; count++) {
            String line = line().orElseThrow(() -> new EOFException("the connection ended within the headers"));
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            if (colon <= 0 || count >= MAX_HEADERS) {
                throw new BadRequest(400, "no header: " + line);
            }
            String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            headers.computeIfAbsent(name, key -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
    }

    private byte[] body(Map<String, List<String>> headers) throws IOException {
        if (value(headers, "transfer-encoding").equalsIgnoreCase("chunked")) {
            return chunks();
        }
        String length = value(headers, "content-length");
        return length.isEmpty() ? new byte[0] : exactly(size(length, 10));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String head = line().orElseThrow(() -> new EOFException("the connection ended between chunks"));
            int size = size(head.split(";", 2)[0].strip(), 16);
            if (size == 0) {
                headers();
                return body.toByteArray();
            }
            if (body.size() + size > MAX_BODY) {
                throw tooLarge();
            }
            body.write(exactly(size));
            line();
        }
    }

    private static int size(String digits, int radix) throws BadRequest {
        try {
            long size = Long.parseLong(digits, radix);
            if (size > MAX_BODY) {
                throw tooLarge();
            }
            if (size >= 0) {
                return (int) size;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new BadRequest(400, "no length: " + digits);
    }

    private static BadRequest tooLarge() {
        return new BadRequest(413, "the body is larger than %d bytes".formatted(MAX_BODY));
    }

    private byte[] exactly(int size) throws IOException {
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException("the connection ended after %d of %d bytes".formatted(bytes.length, size));
        }
        return bytes;
    }

    private Optional<String> line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                int end = line.length();
                if (end > 0 && line.charAt(end - 1) == '\r') {
                    line.setLength(end - 1);
                }
                return Optional.of(line.toString());
            }
            if (line.length() >= MAX_LINE) {
                throw new BadRequest(431, "a line is longer than %d bytes".formatted(MAX_LINE));
            }
            line.append((char) next);
        }
        return Optional.empty();
    }

    private static String value(Map<String, List<String>> headers, String name) {
        return headers.getOrDefault(name, List.of("")).getFirst();
    }
}
