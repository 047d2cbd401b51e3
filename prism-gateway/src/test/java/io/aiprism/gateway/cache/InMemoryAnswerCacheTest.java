package io.aiprism.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.testkit.task.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class InMemoryAnswerCacheTest {
    private final ManualClock clock = new ManualClock();

    @Test
    void an_answer_is_kept_for_its_time_and_no_longer() {
        var cache = InMemoryAnswerCache.builder()
                .ttl(Duration.ofMinutes(5))
                .clock(clock)
                .build();
        cache.put("a", new byte[] {1});
        clock.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(cache.get("a")).hasValueSatisfying(bytes -> assertThat(bytes).containsExactly(1));

        clock.advance(Duration.ofMillis(1));
        assertThat(cache.get("a")).isEmpty();
    }

    @Test
    void it_takes_no_more_bytes_than_it_may() {
        var cache = InMemoryAnswerCache.builder().maxBytes(100_000).clock(clock).build();
        for (int i = 0; i < 1_000; i++) {
            cache.put("key-" + i, new byte[1_000]);
        }

        assertThat(cache.size()).isBetween(1L, 100L);
    }

    @Test
    void limits_must_make_sense() {
        var builder = InMemoryAnswerCache.builder();
        assertThatThrownBy(() -> builder.maxBytes(0)).hasMessage("maxBytes must be positive, was 0");
        assertThatThrownBy(() -> builder.ttl(Duration.ZERO)).hasMessage("ttl must be positive, was PT0S");
    }
}
