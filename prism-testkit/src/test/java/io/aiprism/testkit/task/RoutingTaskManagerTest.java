package io.aiprism.testkit.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.task.CancelResult;
import io.aiprism.task.Capability;
import io.aiprism.task.DrainReport;
import io.aiprism.task.Registration;
import io.aiprism.task.Task;
import io.aiprism.task.TaskGroup;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskLookup;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskQuery;
import io.aiprism.task.TaskRejectedException;
import io.aiprism.task.TaskRequest;
import io.aiprism.task.TaskResult;
import io.aiprism.task.TaskType;
import io.aiprism.task.UnsupportedCapabilityException;
import io.aiprism.task.engine.TaskManagers;
import io.aiprism.task.inprocess.InProcessExecutor;
import io.aiprism.task.routing.Route;
import io.aiprism.task.routing.RoutingTaskManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RoutingTaskManagerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final TaskType<String, String> UPPER = TaskType.json("routing.upper", String.class, String.class);

    private final TaskManager live = TaskManagers.create(
            new InProcessExecutor("live", new InProcessHarness.SimpleThreads(), TaskManagerConfig.DEFAULT),
            TaskManagerConfig.DEFAULT);
    private final TaskManager stored =
            TaskManagers.create(new EncodingExecutor(TaskManagerConfig.DEFAULT), TaskManagerConfig.DEFAULT);
    private final RoutingTaskManager router = new RoutingTaskManager(live, stored, Route.NONE, new Random(7));

    @AfterEach
    void close() {
        router.close();
    }

    @Test
    void a_share_of_the_tasks_goes_to_the_second_manager_and_all_are_found() throws InterruptedException {
        router.register(UPPER, (input, context) -> input.toUpperCase(Locale.ROOT));
        router.route(new Route.Share(0.1));
        List<Task<String>> tasks = submit(1000, TaskOptions.DEFAULT);
        assertThat(inSecond(tasks)).isBetween(60L, 140L);
        for (Task<String> task : tasks) {
            assertThat(router.await(task.id(), UPPER, PATIENCE))
                    .isEqualTo(new TaskResult.Finished<>(new TaskOutcome.Succeeded<>("A")));
        }
    }

    @Test
    void the_route_is_changed_and_changed_back_while_tasks_stay_where_they_are() throws InterruptedException {
        router.register(UPPER, (input, context) -> context.id().toString());
        Task<String> before = router.submit(UPPER, "a");
        router.route(Route.ALL);
        Task<String> during = router.submit(UPPER, "a");
        router.route(Route.NONE);
        Task<String> after = router.submit(UPPER, "a");
        assertThat(inSecond(List.of(before, during, after))).isEqualTo(1);
        for (Task<String> task : List.of(before, during, after)) {
            assertThat(router.await(task.id(), PATIENCE)).isInstanceOf(TaskLookup.Found.class);
            assertThat(router.events(task.id(), 0)).isNotEmpty();
        }
        assertThat(router.list(TaskQuery.ALL)).hasSize(3);
    }

    @Test
    void a_tenant_in_a_share_is_in_every_larger_one() {
        router.register(UPPER, (input, context) -> "");
        Set<String> before = new HashSet<>();
        for (double share : new double[] {0, 0.1, 0.5, 0.9, 1}) {
            router.route(new Route.TenantShare(share));
            Set<String> inSecond = new HashSet<>();
            for (int i = 0; i < 100; i++) {
                String tenant = "tenant-" + i;
                TaskOptions options = TaskOptions.builder().tenant(tenant).build();
                if (inSecond(submit(3, options)) > 0) {
                    inSecond.add(tenant);
                }
            }
            assertThat(inSecond).containsAll(before);
            assertThat((double) inSecond.size()).isBetween(100 * share - 20, 100 * share + 20);
            before = inSecond;
        }
        assertThat(before).hasSize(100);
    }

    @Test
    void named_tenants_go_to_the_second_manager_and_no_other() {
        router.register(UPPER, (input, context) -> "");
        router.route(new Route.Tenants(Set.of("acme")));
        assertThat(inSecond(submit(5, TaskOptions.builder().tenant("acme").build())))
                .isEqualTo(5);
        assertThat(inSecond(submit(5, TaskOptions.builder().tenant("other").build())))
                .isZero();
    }

    @Test
    void an_idempotency_key_stays_one_task_when_the_route_changes() {
        router.register(UPPER, (input, context) -> "");
        TaskOptions keyed = TaskOptions.builder().idempotencyKey("order-1").build();
        TaskId first = router.submit(UPPER, "a", keyed).id();
        router.route(Route.ALL);
        assertThat(router.submit(UPPER, "a", keyed).id()).isEqualTo(first);
        assertThat(inSecond(submit(
                        1, TaskOptions.builder().idempotencyKey("order-2").build())))
                .isEqualTo(1);
    }

    @Test
    void a_key_whose_submit_was_rejected_goes_where_the_route_says_the_next_time() {
        TaskOptions keyed = TaskOptions.builder().idempotencyKey("order-1").build();
        assertThatThrownBy(() -> router.submit(UPPER, "a", keyed)).isInstanceOf(TaskRejectedException.class);
        router.register(UPPER, (input, context) -> "");
        router.route(Route.ALL);
        assertThat(inSecond(List.of(router.submit(UPPER, "a", keyed)))).isEqualTo(1);
    }

    @Test
    void one_key_is_one_task_under_concurrent_submits_and_changes_of_the_route() throws Exception {
        router.register(UPPER, (input, context) -> "");
        CountDownLatch start = new CountDownLatch(1);
        List<FutureTask<TaskId>> submits = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Route route = i % 2 == 0 ? Route.ALL : Route.NONE;
            submits.add(new FutureTask<>(() -> {
                start.await();
                router.route(route);
                return router.submit(
                                UPPER,
                                "a",
                                TaskOptions.builder().idempotencyKey("order").build())
                        .id();
            }));
        }
        submits.forEach(submit -> Thread.ofVirtual().start(submit));
        start.countDown();
        Set<TaskId> ids = new HashSet<>();
        for (FutureTask<TaskId> submit : submits) {
            ids.add(submit.get());
        }
        assertThat(ids).hasSize(1);
        assertThat(router.list(TaskQuery.ALL)).hasSize(1);
    }

    @Test
    void a_group_goes_as_a_whole() {
        router.register(UPPER, (input, context) -> "");
        router.route(new Route.Share(0.5));
        for (int i = 0; i < 20; i++) {
            TaskGroup group = router.submitGroup(Collections.nCopies(10, TaskRequest.of(UPPER, "a")), Optional.empty());
            assertThat(router.group(group.id()).orElseThrow().total()).isEqualTo(10);
            assertThat(router.list(TaskQuery.ofGroup(group.id()))).hasSize(10);
        }
        assertThat(stored.list(TaskQuery.ALL).size() % 10).isZero();
    }

    @Test
    void a_task_is_cancelled_wherever_it_is() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        router.register(UPPER, (input, context) -> {
            never.await();
            return "";
        });
        Task<String> one = router.submit(UPPER, "a");
        router.route(Route.ALL);
        Task<String> two = router.submit(UPPER, "a");
        assertThat(router.cancel(one.id(), "test").isCancelled()).isTrue();
        assertThat(router.cancel(two.id(), "test").isCancelled()).isTrue();
        assertThat(router.cancel(TaskId.parse("00000000-0000-7000-8000-000000000000"), "test"))
                .isEqualTo(CancelResult.UNKNOWN);
    }

    @Test
    void what_only_one_can_do_is_refused() {
        assertThat(router.capabilities()).contains(Capability.GROUPS).doesNotContain(Capability.CALLABLES);
        assertThatThrownBy(() -> router.submit(() -> ""))
                .isInstanceOf(UnsupportedCapabilityException.class)
                .hasMessageContaining("live");
    }

    @Test
    void a_handler_that_the_second_refuses_is_taken_back_from_the_first() {
        Registration taken = stored.register(UPPER, (input, context) -> "");
        assertThatThrownBy(() -> router.register(UPPER, (input, context) -> ""))
                .isInstanceOf(IllegalStateException.class);
        taken.close();
        router.register(UPPER, (input, context) -> "").close();
        router.register(UPPER, (input, context) -> "");
    }

    @Test
    void listeners_hear_of_both_and_draining_ends_both() throws InterruptedException {
        router.register(UPPER, (input, context) -> "");
        Set<TaskId> ended = Collections.synchronizedSet(new HashSet<>());
        router.listen(status -> {
            if (status.state().isTerminal()) {
                ended.add(status.id());
            }
        });
        List<Task<String>> tasks = new ArrayList<>(submit(3, TaskOptions.DEFAULT));
        router.route(Route.ALL);
        tasks.addAll(submit(3, TaskOptions.DEFAULT));
        DrainReport report = router.drain(PATIENCE, PATIENCE);
        assertThat(report.cancelled()).isZero();
        assertThat(tasks).allMatch(task -> task.state().isTerminal());
        assertThat(ended).hasSize(6);
        assertThatThrownBy(() -> router.submit(UPPER, "a")).isInstanceOf(TaskRejectedException.class);
    }

    private List<Task<String>> submit(int count, TaskOptions options) {
        return IntStream.range(0, count)
                .mapToObj(i -> router.submit(UPPER, "a", options))
                .toList();
    }

    private long inSecond(List<Task<String>> tasks) {
        return tasks.stream()
                .filter(task -> stored.find(task.id()) instanceof TaskLookup.Found)
                .count();
    }
}
