package io.aiprism.bedrock.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LatencyTest {
    @Test
    void a_distribution_is_the_same_in_each_run() {
        Latency latency = Latency.logNormal(Duration.ofSeconds(2), 0.5);

        assertThat(drawn(latency, 100)).isEqualTo(drawn(latency, 100));
    }

    @Test
    void half_of_a_log_normal_is_below_its_median_and_some_are_much_longer() {
        List<Duration> drawn = drawn(Latency.logNormal(Duration.ofSeconds(2), 0.5), 2000);

        assertThat(drawn.stream().filter(duration -> duration.compareTo(Duration.ofSeconds(2)) < 0))
                .hasSizeBetween(900, 1100);
        assertThat(drawn.stream().filter(duration -> duration.toMillis() > 4600))
                .hasSizeBetween(50, 150);
    }

    @Test
    void an_even_spread_keeps_its_limits() {
        Latency latency = Latency.between(Duration.ofMillis(100), Duration.ofMillis(200));

        assertThat(drawn(latency, 1000))
                .allSatisfy(duration -> assertThat(duration).isBetween(Duration.ofMillis(100), Duration.ofMillis(200)));
    }

    @Test
    void what_makes_no_sense_is_refused() {
        assertThatThrownBy(() -> Latency.fixed(Duration.ofMillis(-1)))
                .hasMessage("duration must not be negative, was PT-0.001S");
        assertThatThrownBy(() -> Latency.between(Duration.ofMillis(2), Duration.ofMillis(1)))
                .hasMessageStartingWith("longest must not be less than shortest");
        assertThatThrownBy(() -> Latency.logNormal(Duration.ofMillis(2), -1))
                .hasMessage("sigma must be between 0 and 5, was -1.0");
    }

    private static List<Duration> drawn(Latency latency, int count) {
        SplittableRandom random = new SplittableRandom(7);
        return Stream.generate(() -> latency.next(random)).limit(count).toList();
    }
}
