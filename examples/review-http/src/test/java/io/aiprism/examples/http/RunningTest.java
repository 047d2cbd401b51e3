package io.aiprism.examples.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.aiprism.analysis.Scope;
import io.aiprism.examples.http.Host.Reply;
import io.aiprism.task.DrainReport;
import io.aiprism.task.TaskQuery;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be seen and done while analyses run. The time limit is shorter than the polls wait. */
@Timeout(50)
class RunningTest {
    private final GatedAnalyzer analyzer = new GatedAnalyzer();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        analyzer.open();
        threads.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"virtual-threads", "thread-pool"})
    void a_full_queue_is_answered_429_until_there_is_room(String executor) throws Exception {
        Options options = Host.options("--executor", executor, "--max-concurrency", "1", "--queue-capacity", "2");
        try (Host host = Host.start(options, analyzer)) {
            String document = host.upload();
            List<String> accepted = new ArrayList<>();
            accepted.add(host.analyze(document));
            analyzer.awaitBegun(1);
            accepted.add(host.analyze(document));
            accepted.add(host.analyze(document));

            Reply refused = host.send("POST", "/documents/" + document + "/analysis");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.text("reason")).isEqualTo("queue-full");
            assertThat(refused.header("Retry-After")).matches("\\d+");

            analyzer.open();
            for (String task : accepted) {
                assertThat(host.send("GET", "/tasks/" + task + "?wait=60s").text("state"))
                        .isEqualTo("SUCCEEDED");
            }
            accepted.add(host.analyze(document));
            assertThat(host.send("GET", "/tasks/" + accepted.getLast() + "?wait=60s")
                            .text("state"))
                    .isEqualTo("SUCCEEDED");
        }
    }

    @Test
    void a_document_with_more_analyses_than_the_queue_has_places_is_refused_for_good() throws Exception {
        try (Host host = Host.start(Host.options("--queue-capacity", "2"), new GatedAnalyzer(Scope.SECTION))) {
            String document = host.upload("ada", "A line of some length.\n\n".repeat(4_000));

            Reply refused = host.send("POST", "/documents/" + document + "/analysis");
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.text("reason")).isEqualTo("too-many-sections");
            assertThat(refused.header("Retry-After")).isEmpty();
            assertThat(host.tasks.list(TaskQuery.ALL)).isEmpty();
        }
    }

    @Test
    void a_report_that_is_not_finished_is_a_conflict_that_names_the_task() throws Exception {
        try (Host host = Host.start(Host.options(), analyzer)) {
            String document = host.upload();
            String task = host.analyze(document);
            Reply reply = host.send("GET", "/documents/" + document + "/report");
            assertThat(reply.status()).isEqualTo(409);
            assertThat(reply.text("reason")).isEqualTo("not-finished");
            assertThat(reply.header("Link")).contains("/tasks/" + task);
        }
    }

    @Test
    void a_poll_without_wait_returns_at_once_and_one_with_a_short_wait_when_it_is_over() throws Exception {
        try (Host host = Host.start(Host.options(), analyzer)) {
            String task = host.analyze(host.upload());
            for (String query : List.of("", "?wait=0s", "?wait=10ms")) {
                Reply reply = host.send("GET", "/tasks/" + task + query);
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.text("state")).isEqualTo("RUNNING");
                assertThat(reply.json().path("terminal").asBoolean()).isFalse();
            }
        }
    }

    @Test
    void polls_of_many_clients_leave_the_server_free_and_return_as_soon_as_the_task_ends() throws Exception {
        int polls = 200;
        try (Host host = Host.start(Host.options(), analyzer)) {
            String task = host.analyze(host.upload());
            List<CompletableFuture<Reply>> waiting = new ArrayList<>();
            for (int i = 0; i < polls; i++) {
                waiting.add(host.sendLater("GET", "/tasks/" + task + "?wait=60s", BodyPublishers.noBody()));
            }
            await().until(() -> host.server.inFlight() == polls);
            assertThat(host.send("GET", "/health").status()).isEqualTo(200);
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            analyzer.open();
            for (CompletableFuture<Reply> poll : waiting) {
                assertThat(poll.get().text("state")).isEqualTo("SUCCEEDED");
            }
        }
    }

    @Test
    void a_task_is_cancelled_once_and_stays_so() throws Exception {
        try (Host host = Host.start(Host.options(), analyzer)) {
            String document = host.upload();
            String task = host.analyze(document);
            analyzer.awaitBegun(1);
            CompletableFuture<Reply> poll =
                    host.sendLater("GET", "/tasks/" + task + "?wait=60s", BodyPublishers.noBody());
            Reply cancelled = host.send("DELETE", "/tasks/" + task);
            assertThat(cancelled.status()).isEqualTo(200);
            assertThat(cancelled.text("state")).isEqualTo("CANCELLED");
            assertThat(poll.get().text("state")).isEqualTo("CANCELLED");
            assertThat(host.send("DELETE", "/tasks/" + task).json()).isEqualTo(cancelled.json());

            Reply report = host.send("GET", "/documents/" + document + "/report");
            assertThat(report.status()).isEqualTo(200);
            assertThat(report.json().path("complete").asBoolean()).isFalse();
            assertThat(report.json().at("/analyses/0/outcome").asText()).isEqualTo("cancelled");
        }
    }

    @Test
    void what_is_in_flight_at_shutdown_is_completed_and_nothing_new_is_taken() throws Exception {
        Options options = Host.options("--max-concurrency", "1");
        try (Host host = Host.start(options, analyzer)) {
            String document = host.upload();
            String running = host.analyze(document);
            analyzer.awaitBegun(1);
            String queued = host.analyze(document);
            CompletableFuture<Reply> pollOfRunning =
                    host.sendLater("GET", "/tasks/" + running + "?wait=60s", BodyPublishers.noBody());
            CompletableFuture<Reply> pollOfQueued =
                    host.sendLater("GET", "/tasks/" + queued + "?wait=60s", BodyPublishers.noBody());
            var upload = new RawRequest(host.server.address());
            upload.send(
                    "POST /documents?name=a.txt HTTP/1.1\r\nAuthorization: Bearer ada\r\nContent-Length: 20\r\n\r\n");
            upload.send("first half");
            await().until(() -> host.server.inFlight() == 3);

            Future<DrainReport> drained = threads.submit(() -> host.server.drain(Duration.ofMinutes(1)));
            await().until(() -> host.send("GET", "/health").status() == 503);
            assertThat(host.send("GET", "/health").text("status")).isEqualTo("draining");
            Reply refused = host.send("POST", "/documents/" + document + "/analysis");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.text("reason")).isEqualTo("shutting-down");
            assertThat(refused.header("Retry-After")).isNotEmpty();
            assertThat(host.send("GET", "/tasks/" + running).text("state")).isEqualTo("RUNNING");
            assertThat(drained.isDone()).isFalse();

            upload.send("other half");
            assertThat(upload.status()).startsWith("HTTP/1.1 201");
            upload.close();
            analyzer.open();
            assertThat(pollOfRunning.get().text("state")).isEqualTo("SUCCEEDED");
            assertThat(pollOfQueued.get().text("state")).isEqualTo("SUCCEEDED");
            DrainReport report = drained.get();
            assertThat(report.finished()).isEqualTo(2);
            assertThat(report.cancelled()).isZero();
            assertThatThrownBy(() -> host.send("GET", "/health")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void an_analysis_that_does_not_end_in_time_is_cancelled_at_shutdown_and_its_poll_says_so() throws Exception {
        try (Host host = Host.start(Host.options(), analyzer)) {
            String task = host.analyze(host.upload());
            analyzer.awaitBegun(1);
            CompletableFuture<Reply> poll =
                    host.sendLater("GET", "/tasks/" + task + "?wait=60s", BodyPublishers.noBody());
            await().until(() -> host.server.inFlight() == 1);
            DrainReport report = host.server.drain(Duration.ZERO);
            assertThat(report.cancelled()).isEqualTo(1);
            assertThat(poll.get().text("state")).isEqualTo("CANCELLED");
        }
    }
}
