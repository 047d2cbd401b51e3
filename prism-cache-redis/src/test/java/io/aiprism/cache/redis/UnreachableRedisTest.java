package io.aiprism.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.testkit.task.ManualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers that are not there. Needs no Redis. */
final class UnreachableRedisTest {
    private final ManualClock clock = new ManualClock();
    private final LogCapture log = new LogCapture();

    /** A server that takes connections and says nothing. */
    private static final class SilentServer implements AutoCloseable {
        private final ServerSocket socket;
        private final List<Socket> accepted = new ArrayList<>();
        private final AtomicInteger connections = new AtomicInteger();

        SilentServer() throws IOException {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(this::accept);
        }

        private void accept() {
            try {
                while (true) {
                    Socket connection = socket.accept();
                    connections.incrementAndGet();
                    synchronized (accepted) {
                        accepted.add(connection);
                    }
                }
            } catch (IOException e) {
                // Closed.
            }
        }

        URI uri() {
            return UnreachableRedisTest.uri(socket.getLocalPort());
        }

        @Override
        public void close() throws IOException {
            socket.close();
            synchronized (accepted) {
                for (Socket connection : accepted) {
                    connection.close();
                }
            }
        }
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void a_server_that_is_not_there_means_no_cache_and_one_warning() throws Exception {
        try (RedisAnswerCache cache = cache(uri(closedPort()))) {
            for (int i = 0; i < 5; i++) {
                assertThat(cache.get("key")).isEmpty();
                cache.put("key", new byte[] {1});
                clock.advance(Duration.ofSeconds(10));
            }
        }

        assertThat(log.warnings()).singleElement().asString().contains("the answer cache at localhost:", "failed");
    }

    @Test
    void a_server_that_never_answers_is_left_alone_and_then_tried_by_one() throws Exception {
        try (SilentServer server = new SilentServer();
                RedisAnswerCache cache = cache(server.uri())) {
            for (int i = 0; i < 100; i++) {
                assertThat(cache.get("key")).isEmpty();
                cache.put("key", new byte[] {1});
            }
            assertThat(server.connections).hasValue(1);

            clock.advance(Duration.ofSeconds(10));
            for (int i = 0; i < 100; i++) {
                assertThat(cache.get("key")).isEmpty();
            }
            assertThat(server.connections).hasValue(2);
        }

        assertThat(log.warnings()).hasSize(1);
    }

    @Test
    void an_interrupted_caller_says_nothing_about_the_server() throws Exception {
        try (SilentServer server = new SilentServer();
                RedisAnswerCache cache = cache(server.uri())) {
            Thread.currentThread().interrupt();
            assertThat(cache.get("key")).isEmpty();
            assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        }

        assertThat(log.warnings()).isEmpty();
    }

    @Test
    void a_closed_cache_keeps_nothing_and_says_nothing() throws Exception {
        RedisAnswerCache cache = cache(uri(closedPort()));
        cache.close();
        cache.close();
        cache.put("key", new byte[] {1});

        assertThat(cache.get("key")).isEmpty();
        assertThat(log.warnings()).isEmpty();
    }

    @Test
    void passwords_are_not_logged_and_wrong_addresses_are_refused_without_them() throws Exception {
        try (RedisAnswerCache cache = cache(URI.create("redis://user:secret@localhost:%d/0".formatted(closedPort())))) {
            cache.get("key");
        }
        assertThat(log.warnings()).singleElement().asString().doesNotContain("secret");

        assertThatThrownBy(() -> RedisAnswerCache.builder(URI.create("http://user:secret@localhost:1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a Redis server is given as redis://host:port or rediss://host:port, was a URI of scheme 'http'");
    }

    private RedisAnswerCache cache(URI uri) {
        return RedisAnswerCache.builder(uri)
                .clock(clock)
                .timeout(Duration.ofMillis(50))
                .build();
    }

    private static URI uri(int port) {
        return URI.create("redis://localhost:" + port);
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
