package io.aiprism.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.gateway.cache.CachingBackend;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.StopReason;
import io.aiprism.testkit.model.ScriptedBackend;
import io.aiprism.testkit.task.ManualClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/** On a real server. */
@Tag("ci")
final class RedisAnswerCacheTest {
    private final ManualClock clock = new ManualClock();
    private final LogCapture log = new LogCapture();
    private RedisServer server;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        server = new RedisServer(folder);
    }

    @AfterEach
    void stop() throws Exception {
        log.close();
        server.kill();
    }

    @Test
    void an_answer_of_one_process_is_found_by_another_and_expires() throws Exception {
        byte[] small = "small".getBytes(StandardCharsets.UTF_8);
        byte[] large = "large ".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        try (RedisAnswerCache one = cache();
                RedisAnswerCache other = cache();
                RedisClient client = client()) {
            one.put("a", small);
            one.put("b", large);

            assertThat(other.get("a"))
                    .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(small));
            assertThat(other.get("b"))
                    .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(large));
            assertThat(other.get("c")).isEmpty();
            assertThat(client.keys("*")).containsExactlyInAnyOrder("prism:answer:a", "prism:answer:b");
            assertThat(client.pttl("prism:answer:a"))
                    .isPositive()
                    .isLessThanOrEqualTo(Duration.ofDays(7).toMillis());
            assertThat(client.strlen("prism:answer:b")).isLessThan(2_000);
        }
        assertThat(log.warnings()).isEmpty();
    }

    @Test
    void a_server_that_dies_means_no_cache_and_one_warning_until_it_is_back() throws Exception {
        try (RedisAnswerCache cache = cache()) {
            cache.put("a", new byte[] {1});
            assertThat(cache.get("a")).isPresent();

            server.kill();
            for (int i = 0; i < 10; i++) {
                assertThat(cache.get("a")).isEmpty();
                cache.put("a", new byte[] {1});
                clock.advance(Duration.ofSeconds(10));
            }
            assertThat(log.warnings()).hasSize(1);

            // Connections of before may still lie in the pool, one for each failure at most.
            server.restart();
            clock.advance(Duration.ofSeconds(10));
            cache.put("a", new byte[] {2});
            assertThat(cache.get("a"))
                    .hasValueSatisfying(bytes -> assertThat(bytes).containsExactly(2));
            assertThat(log.infos()).singleElement().asString().contains("is back");

            server.kill();
            assertThat(cache.get("a")).isEmpty();
            assertThat(log.warnings()).as("it was back").hasSize(2);
        }
    }

    @Test
    void a_review_goes_on_while_the_server_dies() throws Exception {
        ScriptedBackend model = new ScriptedBackend("m");
        model.otherwise(request -> model.response("fine", StopReason.END_TURN));
        AtomicInteger saved = new AtomicInteger();
        try (RedisAnswerCache cache = cache()) {
            var backend = CachingBackend.builder(model, cache)
                    .listener((request, answer, profile) -> saved.incrementAndGet())
                    .build();
            for (int i = 0; i < 20; i++) {
                if (i == 10) {
                    server.kill();
                }
                assertThat(backend.send(request("section")).text()).isEqualTo("fine");
            }
        }

        assertThat(saved).hasValue(9);
        assertThat(model.requests()).hasSize(11);
        assertThat(log.warnings()).hasSize(1);
    }

    @Test
    void a_server_that_takes_no_more_is_still_read() throws Exception {
        try (RedisAnswerCache cache = cache();
                RedisClient client = client()) {
            cache.put("a", new byte[] {1});
            client.configSet("maxmemory-policy", "noeviction");
            client.configSet("maxmemory", "1");
            for (int i = 0; i < 5; i++) {
                cache.put("b" + i, new byte[] {1});
                assertThat(cache.get("a")).isPresent();
            }
            assertThat(log.warnings()).singleElement().asString().contains("writing to");

            client.configSet("maxmemory", "0");
            clock.advance(Duration.ofSeconds(10));
            cache.put("c", new byte[] {1});
            assertThat(cache.get("c")).isPresent();
        }
    }

    @Test
    void many_threads_share_few_connections() throws Exception {
        try (RedisAnswerCache cache = RedisAnswerCache.builder(server.uri())
                .timeout(Duration.ofSeconds(10))
                .maxConnections(2)
                .build()) {
            AtomicInteger found = new AtomicInteger();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String key = "k" + i;
                threads.add(Thread.ofVirtual().start(() -> {
                    cache.put(key, key.getBytes(StandardCharsets.UTF_8));
                    found.addAndGet(cache.get(key).isPresent() ? 1 : 0);
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(found).hasValue(200);
        }
    }

    private RedisAnswerCache cache() {
        return RedisAnswerCache.builder(server.uri())
                .clock(clock)
                .timeout(Duration.ofSeconds(5))
                .build();
    }

    private RedisClient client() {
        return RedisClient.create(server.uri());
    }

    private static ModelRequest request(String key) {
        return ModelRequest.builder("text", 100).cacheKey(key).build();
    }
}
