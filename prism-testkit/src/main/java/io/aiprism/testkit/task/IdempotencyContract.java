package io.aiprism.testkit.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.task.Retention;
import io.aiprism.task.Task;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskRejectedException;
import io.aiprism.task.TaskRequest;
import io.aiprism.task.TaskState;
import io.aiprism.task.TaskType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One idempotency key is one task. */
public interface IdempotencyContract extends ContractPart {
    private static TaskOptions key(String key) {
        return TaskOptions.builder().idempotencyKey(key).build();
    }

    @Test
    default void a_hundred_submits_with_one_key_at_the_same_time_are_one_task() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            AtomicInteger runs = new AtomicInteger();
            TaskRequest<String, String> request =
                    fixture.request(context -> "run " + runs.incrementAndGet(), key("key"));
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Task<String>>> submits = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                submits.add(fixture.inThread(() -> {
                    start.await();
                    return fixture.manager.submit(request);
                }));
            }
            start.countDown();
            Set<TaskId> ids = new HashSet<>();
            for (Future<Task<String>> submit : submits) {
                Task<String> task = fixture.get(submit, "a submit");
                ids.add(task.id());
                assertThat(fixture.end(task)).isEqualTo(new TaskOutcome.Succeeded<>("run 1"));
            }
            fixture.drainQueue();
            assertThat(ids).hasSize(1);
            assertThat(runs).hasValue(1);
            assertThat(fixture.manager.stats().queued()).isZero();
        }
    }

    @Test
    default void a_key_gives_the_earlier_task_back_in_whatever_state_it_is() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.maxConcurrency(1))) {
            Gate busy = fixture.occupyAllPlaces();
            Gate gate = fixture.gate();
            TaskRequest<String, String> request = fixture.request(
                    context -> {
                        gate.pass();
                        throw new IllegalStateException("broken");
                    },
                    key("key"));
            Task<String> first = fixture.manager.submit(request);
            assertThat(fixture.manager.submit(request).id()).isEqualTo(first.id());
            busy.open();
            gate.awaitArrival();
            assertThat(fixture.manager.submit(request).state()).isEqualTo(TaskState.RUNNING);
            gate.open();
            fixture.end(first);
            Task<String> again = fixture.manager.submit(request);
            assertThat(again.id()).isEqualTo(first.id());
            assertThat(again.outcome()).isEqualTo(first.outcome());
            assertThat(gate.arrivals()).isZero();
        }
    }

    @Test
    default void a_key_stays_with_its_task_when_that_was_cancelled() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.maxConcurrency(1))) {
            Gate busy = fixture.occupyAllPlaces();
            AtomicInteger runs = new AtomicInteger();
            TaskRequest<String, String> request =
                    fixture.request(context -> "run " + runs.incrementAndGet(), key("key"));
            Task<String> first = fixture.manager.submit(request);
            first.cancel("not needed");
            Task<String> again = fixture.manager.submit(request);
            busy.open();
            fixture.drainQueue();
            assertThat(again.id()).isEqualTo(first.id());
            assertThat(again.state()).isEqualTo(TaskState.CANCELLED);
            assertThat(runs).hasValue(0);
        }
    }

    @Test
    default void a_key_belongs_to_a_tenant() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            Set<TaskId> ids = new HashSet<>();
            for (String tenant : List.of("", "acme", "umbrella")) {
                TaskOptions options = TaskOptions.builder()
                        .tenant(tenant)
                        .idempotencyKey("key")
                        .build();
                Task<String> task = fixture.submit(context -> tenant, options);
                assertThat(fixture.end(task)).isEqualTo(new TaskOutcome.Succeeded<>(tenant));
                ids.add(task.id());
            }
            assertThat(ids).hasSize(3);
        }
    }

    @Test
    default void tenant_and_key_are_not_run_together() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            Task<String> one = fixture.submit(
                    context -> "one",
                    TaskOptions.builder().tenant("a").idempotencyKey("bc").build());
            Task<String> two = fixture.submit(
                    context -> "two",
                    TaskOptions.builder().tenant("ab").idempotencyKey("c").build());
            assertThat(fixture.end(one)).isEqualTo(new TaskOutcome.Succeeded<>("one"));
            assertThat(fixture.end(two)).isEqualTo(new TaskOutcome.Succeeded<>("two"));
        }
    }

    @Test
    default void other_keys_and_no_keys_are_other_tasks() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            Set<TaskId> ids = new HashSet<>();
            ids.add(fixture.submit(context -> "", key("one")).id());
            ids.add(fixture.submit(context -> "", key("two")).id());
            ids.add(fixture.submit(context -> "").id());
            ids.add(fixture.submit(context -> "").id());
            assertThat(ids).hasSize(4);
        }
    }

    @Test
    default void a_key_of_a_task_of_another_type_is_refused() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            TaskType<String, String> other = TaskType.json("contract.other", String.class, String.class);
            fixture.manager.register(other, (input, context) -> input);
            Task<String> first = fixture.submit(context -> "done", key("key"));
            assertThatThrownBy(() -> fixture.manager.submit(other, "input", key("key")))
                    .isInstanceOfSatisfying(
                            TaskRejectedException.class,
                            e -> assertThat(e.reason()).isEqualTo(TaskRejectedException.Reason.KEY_CONFLICT));
            assertThat(fixture.end(first)).isEqualTo(new TaskOutcome.Succeeded<>("done"));
            assertThat(fixture.list()).hasSize(1);
        }
    }

    @Test
    default void repeated_submits_take_no_places_in_the_queue() throws Exception {
        try (TaskFixture fixture =
                TaskFixture.open(harness(), config -> config.maxConcurrency(1).queueCapacity(2))) {
            Gate gate = fixture.occupyAllPlaces();
            TaskRequest<String, String> request = fixture.request(context -> "done", key("key"));
            Task<String> first = fixture.manager.submit(request);
            for (int i = 0; i < 10; i++) {
                fixture.manager.submit(request);
            }
            assertThat(fixture.manager.stats().queued()).isEqualTo(1);
            Task<String> other = fixture.submit(context -> "other");
            gate.open();
            assertThat(fixture.end(first)).isEqualTo(new TaskOutcome.Succeeded<>("done"));
            assertThat(fixture.end(other)).isEqualTo(new TaskOutcome.Succeeded<>("other"));
        }
    }

    @Test
    default void a_key_is_free_again_when_nothing_is_left_of_its_task() throws Exception {
        Retention retention =
                Retention.DEFAULT.withTtl(Duration.ofMinutes(10)).withTombstones(Duration.ofMinutes(10), 100);
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.retention(retention))) {
            AtomicInteger runs = new AtomicInteger();
            TaskRequest<String, String> request =
                    fixture.request(context -> "run " + runs.incrementAndGet(), key("key"));
            Task<String> first = fixture.manager.submit(request);
            fixture.end(first);
            fixture.clock.advance(Duration.ofMinutes(9));
            assertThat(fixture.manager.submit(request).id()).isEqualTo(first.id());
            fixture.clock.advance(Duration.ofMinutes(21));
            Task<String> second = fixture.manager.submit(request);
            assertThat(second.id()).isNotEqualTo(first.id());
            assertThat(fixture.end(second)).isEqualTo(new TaskOutcome.Succeeded<>("run 2"));
        }
    }
}
