package io.aiprism.examples.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aiprism.analysis.structure.StructureAnalyzer;
import io.aiprism.examples.http.Host.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many clients at once: every accepted analysis ends, every answer is a documented one, and nothing is lost. */
class LoadTest {
    private final Queue<String> accepted = new ConcurrentLinkedQueue<>();
    private final Queue<String> ended = new ConcurrentLinkedQueue<>();
    private final Queue<Reply> refused = new ConcurrentLinkedQueue<>();

    @ParameterizedTest(name = "{0} requests by {1} clients on {2}")
    @CsvSource({
        "100, 10, virtual-threads",
        "1000, 100, virtual-threads",
        "100, 10, thread-pool",
        "1000, 100, thread-pool"
    })
    void every_request_is_accepted_and_ends(int requests, int clients, String executor) throws Exception {
        try (Host host = Host.start(Host.options("--executor", executor), new StructureAnalyzer())) {
            run(host, requests, clients);
            assertThat(refused).isEmpty();
            assertThat(accepted).hasSize(requests).doesNotHaveDuplicates();
            assertThat(ended).containsExactlyInAnyOrderElementsOf(accepted);
        }
    }

    @ParameterizedTest(name = "on {0}")
    @CsvSource({"virtual-threads", "thread-pool"})
    void with_a_short_queue_a_request_ends_or_is_told_to_come_again(String executor) throws Exception {
        Options options = Host.options("--executor", executor, "--max-concurrency", "1", "--queue-capacity", "1");
        try (Host host = Host.start(options, new StructureAnalyzer())) {
            run(host, 1_000, 100);
            assertThat(accepted).isNotEmpty().doesNotHaveDuplicates();
            assertThat(ended).containsExactlyInAnyOrderElementsOf(accepted);
            assertThat(accepted.size() + refused.size()).isEqualTo(1_000);
            assertThat(refused).allSatisfy(reply -> {
                assertThat(reply.status()).isEqualTo(429);
                assertThat(reply.header("Retry-After")).matches("\\d+");
            });
        }
    }

    private void run(Host host, int requests, int clients) throws Exception {
        var begin = new CountDownLatch(clients);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> ends = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                String token = "client-" + client;
                ends.add(threads.submit(() -> {
                    begin.countDown();
                    begin.await();
                    for (int i = 0; i < requests / clients; i++) {
                        review(host, token, i);
                    }
                    return token;
                }));
            }
            waitFor(ends);
        }
        // A client may have its answer a moment before the server knows that it has.
        await().until(() -> host.server.inFlight() == 0);
        assertThat(host.tasks.stats().queued()).isZero();
    }

    private void review(Host host, String token, int number) throws Exception {
        String document = host.upload(token, "%s of %s\n\n%s".formatted(number, token, Host.TEXT));
        Reply analysis = host.as(token, "POST", "/documents/" + document + "/analysis", BodyPublishers.noBody());
        if (analysis.status() != 202) {
            refused.add(analysis);
            return;
        }
        String task = analysis.text("id");
        accepted.add(task);
        Reply end = host.as(token, "GET", "/tasks/" + task + "?wait=60s", BodyPublishers.noBody());
        assertThat(end.status()).isEqualTo(200);
        assertThat(end.text("state")).isEqualTo("SUCCEEDED");
        Reply report = host.as(token, "GET", "/documents/" + document + "/report", BodyPublishers.noBody());
        assertThat(report.status()).isEqualTo(200);
        assertThat(report.json().at("/document/id").asText()).isEqualTo(document);
        assertThat(report.json().path("findings")).isNotEmpty();
        ended.add(report.text("task"));
    }

    private static void waitFor(Collection<Future<?>> ends) throws Exception {
        for (Future<?> end : ends) {
            end.get();
        }
    }
}
