package io.aiprism.examples.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aiprism.examples.http.Host.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What belongs to whom, and for how long. */
class OwnershipTest {
    private final GatedAnalyzer analyzer = new GatedAnalyzer();
    private final ShiftedClock clock = new ShiftedClock();

    @ParameterizedTest
    @CsvSource({
        "GET, /documents/%1$s",
        "POST, /documents/%1$s/analysis",
        "GET, /documents/%1$s/report",
        "GET, /tasks/%2$s",
        "DELETE, /tasks/%2$s"
    })
    void what_belongs_to_someone_else_looks_as_if_it_did_not_exist(String method, String template) throws Exception {
        try (Host host = Host.start(Host.options(), analyzer)) {
            String document = host.upload();
            String task = host.analyze(document);
            String path = template.formatted(document, task);
            Reply others = host.as("bob", method, path, BodyPublishers.noBody());
            assertThat(others.status()).isEqualTo(404);
            assertThat(others.text("reason")).isEqualTo("unknown");
            assertThat(host.send("GET", "/tasks/" + task).text("state")).isEqualTo("RUNNING");
            analyzer.open();
            assertThat(host.send("GET", "/tasks/" + task + "?wait=60s").text("state"))
                    .isEqualTo("SUCCEEDED");
        }
    }

    @Test
    void a_document_that_made_room_for_another_is_gone_with_its_tasks() throws Exception {
        analyzer.open();
        try (Host host = Host.start(keeping(1, Long.MAX_VALUE, 10), analyzer)) {
            String document = host.upload();
            String task = host.analyze(document);
            assertThat(host.send("GET", "/tasks/" + task + "?wait=60s").text("state"))
                    .isEqualTo("SUCCEEDED");
            String next = host.upload();
            isGone(host, document, task);
            assertThat(host.as("bob", "GET", "/tasks/" + task, BodyPublishers.noBody())
                            .status())
                    .isEqualTo(404);
            assertThat(host.send("GET", "/documents/" + next).status()).isEqualTo(200);
        }
    }

    @Test
    void documents_are_bounded_by_their_size_too() throws Exception {
        try (Host host = Host.start(keeping(10, 3_000, 10), analyzer)) {
            String first = host.upload("ada", "x".repeat(800));
            String second = host.upload("ada", "x".repeat(800));
            assertThat(host.send("GET", "/documents/" + first).status()).isEqualTo(410);
            assertThat(host.send("GET", "/documents/" + second).status()).isEqualTo(200);
        }
    }

    @Test
    void a_document_is_not_dropped_while_it_is_analysed() throws Exception {
        try (Host host = Host.start(keeping(1, Long.MAX_VALUE, 10), analyzer)) {
            String document = host.upload();
            String task = host.analyze(document);
            Reply refused = host.as("ada", "POST", "/documents?name=a.txt", BodyPublishers.ofString(Host.TEXT));
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.text("reason")).isEqualTo("store-full");
            assertThat(refused.header("Retry-After")).isNotEmpty();
            analyzer.open();
            assertThat(host.send("GET", "/tasks/" + task + "?wait=60s").text("state"))
                    .isEqualTo("SUCCEEDED");
            host.upload();
            isGone(host, document, task);
        }
    }

    @Test
    void a_document_that_nobody_asks_for_is_dropped_after_a_while() throws Exception {
        analyzer.open();
        try (Host host = Host.start(keeping(10, Long.MAX_VALUE, 10), analyzer, clock)) {
            String document = host.upload();
            String task = host.analyze(document);
            assertThat(host.send("GET", "/tasks/" + task + "?wait=60s").text("state"))
                    .isEqualTo("SUCCEEDED");
            clock.shift(Duration.ofMinutes(40));
            assertThat(host.send("GET", "/documents/" + document).status()).isEqualTo(200);
            clock.shift(Duration.ofMinutes(80));
            assertThat(host.send("GET", "/documents/" + document).status()).isEqualTo(200);
            clock.shift(Duration.ofMinutes(150));
            isGone(host, document, task);
        }
    }

    @Test
    void a_document_stays_for_a_while_after_a_long_analysis() throws Exception {
        try (Host host = Host.start(keeping(10, Long.MAX_VALUE, 10), analyzer, clock)) {
            String document = host.upload();
            String task = host.analyze(document);
            analyzer.awaitBegun(1);
            clock.shift(Duration.ofMinutes(55));
            analyzer.open();
            await().until(() -> host.tasks.stats().running() == 0);
            clock.shift(Duration.ofMinutes(65));
            assertThat(host.send("GET", "/tasks/" + task).text("state")).isEqualTo("SUCCEEDED");
            assertThat(host.send("GET", "/documents/" + document + "/report").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void analyses_are_bounded_too() throws Exception {
        analyzer.open();
        try (Host host = Host.start(keeping(10, Long.MAX_VALUE, 1), analyzer)) {
            String document = host.upload();
            String first = host.analyze(document);
            assertThat(host.send("GET", "/tasks/" + first + "?wait=60s").text("state"))
                    .isEqualTo("SUCCEEDED");
            String second = host.analyze(document);
            assertThat(host.send("GET", "/tasks/" + first).status()).isEqualTo(410);
            assertThat(host.send("GET", "/tasks/" + second).status()).isEqualTo(200);
        }
    }

    private static void isGone(Host host, String document, String task) throws Exception {
        for (String path :
                new String[] {"/documents/" + document, "/documents/" + document + "/report", "/tasks/" + task}) {
            Reply reply = host.send("GET", path);
            assertThat(reply.status()).isEqualTo(410);
            assertThat(reply.text("reason")).isEqualTo("expired");
        }
    }

    private static Options keeping(int documents, long bytes, int analyses) {
        return Host.options().withLimits(new Documents.Limits(documents, bytes, analyses, Duration.ofHours(1), 100));
    }
}
