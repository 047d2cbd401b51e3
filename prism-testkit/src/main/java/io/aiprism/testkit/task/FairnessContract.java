package io.aiprism.testkit.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.task.RetryLaterException;
import io.aiprism.task.Task;
import io.aiprism.task.TaskOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In what order queued tasks start. */
public interface FairnessContract extends ContractPart {
    private static TaskOptions tenant(String tenant) {
        return TaskOptions.builder().tenant(tenant).build();
    }

    @Test
    default void a_tenant_with_one_task_does_not_wait_for_one_with_thousands() throws Exception {
        int many = harness().rounds();
        try (TaskFixture fixture =
                TaskFixture.open(harness(), config -> config.maxConcurrency(1).queueCapacity(many + 10))) {
            Gate gate = fixture.occupyAllPlaces();
            List<String> order = Collections.synchronizedList(new ArrayList<>());
            for (int i = 0; i < many; i++) {
                fixture.submit(
                        context -> {
                            order.add("many");
                            return "";
                        },
                        tenant("many"));
            }
            Task<String> one = fixture.submit(
                    context -> {
                        order.add("one");
                        return "before it: " + order.indexOf("one");
                    },
                    tenant("one"));
            gate.open();
            fixture.end(one);
            assertThat(order.indexOf("one")).isLessThanOrEqualTo(3);
        }
    }

    @Test
    default void tenants_take_turns() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.maxConcurrency(1))) {
            Gate gate = fixture.occupyAllPlaces();
            List<String> order = Collections.synchronizedList(new ArrayList<>());
            List<Task<String>> tasks = new ArrayList<>();
            for (String tenant : List.of("a", "b", "c")) {
                for (int i = 0; i < 20; i++) {
                    tasks.add(fixture.submit(
                            context -> {
                                order.add(tenant);
                                return "";
                            },
                            tenant(tenant)));
                }
            }
            gate.open();
            for (Task<String> task : tasks) {
                fixture.end(task);
            }
            for (int end = 3; end <= 60; end++) {
                List<String> prefix = List.copyOf(order.subList(0, end));
                int a = Collections.frequency(prefix, "a");
                int b = Collections.frequency(prefix, "b");
                int c = Collections.frequency(prefix, "c");
                assertThat(Math.max(a, Math.max(b, c)) - Math.min(a, Math.min(b, c)))
                        .as("how far tenants are apart after %s", prefix)
                        .isLessThanOrEqualTo(2);
            }
        }
    }

    @Test
    default void the_tasks_of_one_tenant_start_in_the_order_of_their_submits() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.maxConcurrency(1))) {
            Gate gate = fixture.occupyAllPlaces();
            List<Integer> order = Collections.synchronizedList(new ArrayList<>());
            List<Task<String>> tasks = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                int number = i;
                tasks.add(fixture.submit(context -> {
                    order.add(number);
                    return "";
                }));
            }
            gate.open();
            for (Task<String> task : tasks) {
                fixture.end(task);
            }
            assertThat(order).isSorted().hasSize(200);
        }
    }

    @Test
    default void a_tenant_that_was_away_does_not_catch_up() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.maxConcurrency(1))) {
            for (int i = 0; i < 100; i++) {
                fixture.end(fixture.submit(context -> "", tenant("busy")));
            }
            Gate gate = fixture.occupyAllPlaces();
            List<String> order = Collections.synchronizedList(new ArrayList<>());
            List<Task<String>> tasks = new ArrayList<>();
            for (String tenant : List.of("late", "busy")) {
                for (int i = 0; i < 20; i++) {
                    tasks.add(fixture.submit(
                            context -> {
                                order.add(tenant);
                                return "";
                            },
                            tenant(tenant)));
                }
            }
            gate.open();
            for (Task<String> task : tasks) {
                fixture.end(task);
            }
            assertThat(Collections.frequency(List.copyOf(order.subList(0, 10)), "busy"))
                    .as("turns of the tenant that was there before, in %s", order)
                    .isGreaterThanOrEqualTo(4);
        }
    }

    @Test
    default void a_task_that_comes_back_keeps_its_turn() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.maxConcurrency(1))) {
            List<String> order = Collections.synchronizedList(new ArrayList<>());
            Task<String> retried = fixture.submit(context -> {
                order.add("attempt " + context.attempt());
                if (context.attempt() == 1) {
                    throw RetryLaterException.snooze(
                            "quota", fixture.clock.now().plusSeconds(10));
                }
                return "";
            });
            fixture.awaitRetryWait(retried);
            Gate gate = fixture.occupyAllPlaces();
            List<Task<String>> later = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                later.add(fixture.submit(context -> {
                    order.add("later");
                    return "";
                }));
            }
            fixture.clock.advance(Duration.ofSeconds(10));
            gate.open();
            fixture.end(retried);
            for (Task<String> task : later) {
                fixture.end(task);
            }
            assertThat(order.subList(0, 2)).containsExactly("attempt 1", "attempt 2");
        }
    }
}
