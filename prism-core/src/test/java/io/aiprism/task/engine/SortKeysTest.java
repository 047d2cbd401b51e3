package io.aiprism.task.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.task.TaskClock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class SortKeysTest {
    private record Queued(String tenant, long key) {}

    private final SortKeys keys = new SortKeys(null, TaskClock.system());

    @Test
    void a_tenant_alone_is_served_first_come_first_served() {
        assertThat(List.of(keys.next(""), keys.next(""), keys.next(""))).isSorted();
    }

    @Test
    void a_tenant_with_one_task_does_not_wait_behind_another_one_with_ten_thousand() {
        for (int i = 0; i < 10_000; i++) {
            keys.next("large");
        }
        keys.started(1);
        keys.started(2);

        assertThat(keys.next("small")).isEqualTo(3);
    }

    @Test
    void tenants_with_many_tasks_take_turns() {
        List<Queued> queue = new ArrayList<>();
        for (String tenant : List.of("a", "b", "c")) {
            for (int i = 0; i < 4; i++) {
                queue.add(new Queued(tenant, keys.next(tenant)));
            }
        }
        queue.sort(Comparator.comparingLong(Queued::key));

        assertThat(queue).extracting(Queued::tenant).startsWith("a", "b", "c", "a", "b", "c");
    }

    @Test
    void a_tenant_that_was_away_gets_no_credit_for_it() {
        keys.next("a");
        keys.started(1_000);

        assertThat(keys.next("a")).isEqualTo(1_001);
    }

    @Test
    void tasks_of_other_processes_are_known_by_the_store() {
        SortKeys shared = new SortKeys(tenant -> tenant.equals("busy") ? 500 : 20, TaskClock.system());

        assertThat(shared.next("busy")).isEqualTo(501);
        assertThat(shared.next("idle")).isEqualTo(21);
        assertThat(shared.next("")).isEqualTo(21);
    }

    @Test
    void tenants_that_are_done_are_forgotten_when_there_are_many() {
        for (int i = 0; i < 10_000; i++) {
            keys.started(keys.next("tenant " + i));
        }

        assertThat(keys.tenants()).isLessThan(5_000);
    }
}
