package io.aiprism.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TurnQueueTest {
    private final ReentrantLock lock = new ReentrantLock();
    private final TurnQueue queue = new TurnQueue();

    @Test
    void within_a_tenant_who_comes_first_is_served_first_whatever_the_size() {
        Waiter large = add("a", 0.9);
        Waiter small = add("a", 0.01);
        assertThat(drain()).containsExactly(large, small);
    }

    @Test
    void tenants_take_turns() {
        Waiter a1 = add("a", 0.1);
        Waiter a2 = add("a", 0.1);
        Waiter a3 = add("a", 0.1);
        Waiter b1 = add("b", 0.1);
        Waiter b2 = add("b", 0.1);
        assertThat(drain()).containsExactly(a1, b1, a2, b2, a3);
    }

    @Test
    void turns_go_by_the_share_of_the_quota_and_not_by_the_number_of_calls() {
        List<Waiter> large = Stream.generate(() -> add("a", 0.3)).limit(3).toList();
        List<Waiter> small = Stream.generate(() -> add("b", 0.1)).limit(9).toList();
        List<Waiter> order = drain();
        assertThat(order.subList(0, 8)).contains(large.get(0), large.get(1)).doesNotContain(large.get(2));
        assertThat(order.subList(0, 8)).containsAll(small.subList(0, 6));
    }

    @Test
    void a_tenant_that_comes_late_goes_next_and_has_saved_nothing_up() {
        for (int i = 0; i < 10; i++) {
            add("a", 0.1);
        }
        for (int i = 0; i < 5; i++) {
            queue.take();
        }
        Waiter b1 = add("b", 0.1);
        Waiter b2 = add("b", 0.1);
        List<Waiter> order = drain();
        assertThat(order.indexOf(b1)).isZero();
        assertThat(order.indexOf(b2)).isEqualTo(2);
    }

    @Test
    void one_that_leaves_costs_its_tenant_nothing() {
        Waiter a1 = add("a", 0.5);
        Waiter a2 = add("a", 0.1);
        Waiter b1 = add("b", 0.1);
        queue.remove(a1);
        queue.remove(a1);
        assertThat(queue.size()).isEqualTo(2);
        assertThat(drain()).containsExactly(a2, b1);
    }

    @Test
    void who_is_ahead_is_told_as_it_comes() {
        var random = new Random(1);
        for (int round = 0; round < 200; round++) {
            List<Waiter> waiting = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                waiting.add(add("tenant " + random.nextInt(4), 0.1 * (1 + random.nextInt(3))));
                if (random.nextInt(4) == 0) {
                    waiting.remove(queue.peek());
                    queue.take();
                }
            }
            if (waiting.isEmpty()) {
                continue;
            }
            Waiter one = waiting.get(random.nextInt(waiting.size()));
            List<Waiter> ahead = queue.ahead(one);
            List<Waiter> order = drain();
            assertThat(order.subList(0, order.indexOf(one))).containsExactlyInAnyOrderElementsOf(ahead);
        }
    }

    private Waiter add(String tenant, double cost) {
        var waiter = new Waiter(tenant, cost, 0, 0, lock);
        queue.add(waiter);
        return waiter;
    }

    private List<Waiter> drain() {
        List<Waiter> order = new ArrayList<>();
        for (Waiter head = queue.peek(); head != null; head = queue.peek()) {
            order.add(head);
            queue.take();
        }
        return order;
    }
}
