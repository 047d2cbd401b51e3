package io.aiprism.examples.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.analysis.structure.StructureAnalyzer;
import io.aiprism.examples.http.Host.Reply;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemsTest {
    private static final int MAX_BYTES = 1_000;

    private static Host host;

    @BeforeAll
    static void start() throws Exception {
        host = Host.start(Host.options("--max-upload-bytes", String.valueOf(MAX_BYTES)), new StructureAnalyzer());
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void a_request_without_a_token_is_asked_for_one() throws Exception {
        Reply reply = host.send(host.request("POST", "/documents?name=a.txt", BodyPublishers.ofString(Host.TEXT)));
        isProblem(reply, 401, "token-missing");
        assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/document", "/documents/", "/tasks", "/documents/7/analysis/8", "/health/"})
    void a_path_that_does_not_exist_is_not_found(String path) throws Exception {
        isProblem(host.send("GET", path), 404, "no-such-path");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /documents, POST",
        "DELETE, /documents/7, GET",
        "GET, /documents/7/analysis, POST",
        "POST, /documents/7/report, GET",
        "PUT, /tasks/7, 'GET, DELETE'",
        "POST, /health, GET"
    })
    void a_wrong_method_is_told_the_right_ones(String method, String path, String allowed) throws Exception {
        Reply reply = host.send(method, path);
        isProblem(reply, 405, "method-not-allowed");
        assertThat(reply.header("Allow")).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /documents/%s",
        "POST, /documents/%s/analysis",
        "GET, /documents/%s/report",
        "GET, /tasks/%s",
        "GET, /tasks/%s?wait=60s",
        "DELETE, /tasks/%s"
    })
    void an_unknown_id_is_not_found(String method, String path) throws Exception {
        isProblem(host.send(method, path.formatted(UUID.randomUUID())), 404, "unknown");
        isProblem(host.send(method, path.formatted("no-id")), 404, "unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "20", "s", "-1s", "1h", "1.5s", "20s,", "9999999999s"})
    void a_malformed_wait_is_refused(String wait) throws Exception {
        isProblem(host.send("GET", "/tasks/" + UUID.randomUUID() + "?wait=" + wait), 400, "wait-malformed");
    }

    @Test
    void a_malformed_query_is_refused() throws Exception {
        // The client's own URI class would not send this one.
        try (var request = new RawRequest(host.server.address())) {
            request.send("GET /tasks/7?wait=%zz HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(request.status()).startsWith("HTTP/1.1 400");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?name=", "?name=%20", "?name=a%00.txt", "?title=a.txt"})
    void an_upload_needs_a_name(String query) throws Exception {
        isProblem(post("/documents" + query, BodyPublishers.ofString(Host.TEXT)), 400, "name-missing");
    }

    @Test
    void an_upload_needs_a_body() throws Exception {
        isProblem(post("/documents?name=a.txt", BodyPublishers.noBody()), 400, "body-empty");
    }

    @Test
    void a_document_without_text_is_refused() throws Exception {
        isProblem(post("/documents?name=a.txt", BodyPublishers.ofString(" \n")), 422, "no-text");
    }

    @Test
    void a_format_that_nobody_reads_is_refused_with_those_that_are_read() throws Exception {
        Reply reply = post("/documents?name=a.xyz", BodyPublishers.ofString(Host.TEXT));
        isProblem(reply, 415, "unknown-format");
        assertThat(reply.text("detail")).contains("a.xyz", "txt");
    }

    @Test
    void a_document_that_is_damaged_is_refused_with_what_is_wrong() throws Exception {
        Reply reply = post("/documents?name=a.txt", BodyPublishers.ofByteArray(new byte[] {'a', (byte) 0xFF}));
        isProblem(reply, 422, "damaged");
        assertThat(reply.text("detail")).contains("a.txt", "UTF-8");
    }

    @Test
    void a_document_of_just_the_allowed_size_is_taken() throws Exception {
        assertThat(post("/documents?name=a.txt", BodyPublishers.ofString("x".repeat(MAX_BYTES)))
                        .status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(ints = {MAX_BYTES + 1, 5_000_000})
    void a_larger_document_is_refused_whether_its_length_is_told_or_not(int length) throws Exception {
        byte[] body = "x".repeat(length).getBytes(StandardCharsets.UTF_8);
        isProblem(post("/documents?name=a.txt", BodyPublishers.ofByteArray(body)), 413, "too-large");
        BodyPublisher chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
        isProblem(post("/documents?name=a.txt", chunked), 413, "too-large");
    }

    private static Reply post(String path, BodyPublisher body) throws Exception {
        return host.as("ada", "POST", path, body);
    }

    private static void isProblem(Reply reply, int status, String reason) {
        assertThat(reply.text("reason")).describedAs("%s", reply).isEqualTo(reason);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json().path("status").asInt()).isEqualTo(status);
        assertThat(reply.text("detail")).isNotBlank();
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    }
}
