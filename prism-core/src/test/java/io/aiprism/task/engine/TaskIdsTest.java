package io.aiprism.task.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.task.TaskId;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TaskIdsTest {
    private static final int THREADS = 8;
    private static final int EACH = 20_000;

    @Test
    void threads_that_draw_together_never_draw_the_same_id() throws Exception {
        var ids = new TaskIds();
        Set<TaskId> seen = ConcurrentHashMap.newKeySet();

        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var draws = IntStream.range(0, THREADS)
                    .mapToObj(i -> threads.submit(() -> IntStream.range(0, EACH).forEach(n -> seen.add(ids.next()))))
                    .toList();
            for (Future<?> draw : draws) {
                draw.get();
            }
        }

        assertThat(seen).hasSize(THREADS * EACH);
    }

    @Test
    void each_bit_is_set_about_half_of_the_time() {
        var ids = new TaskIds();
        int draws = 20_000;
        var set = new int[128];

        for (int i = 0; i < draws; i++) {
            TaskId id = ids.next();
            for (int bit = 0; bit < 64; bit++) {
                set[bit] += (int) (id.high() >>> bit & 1);
                set[64 + bit] += (int) (id.low() >>> bit & 1);
            }
        }

        // Six standard deviations of a fair coin.
        assertThat(Arrays.stream(set).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(9_575, 10_425));
    }

    @Test
    void an_id_is_printed_as_36_characters_and_read_back() {
        TaskId id = new TaskIds().next();

        assertThat(id.toString()).hasSize(36).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(TaskId.parse(id.toString())).isEqualTo(id);
    }
}
