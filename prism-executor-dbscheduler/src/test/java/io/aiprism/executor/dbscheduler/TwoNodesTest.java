package io.aiprism.executor.dbscheduler;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.aiprism.task.CancelResult;
import io.aiprism.task.GroupStatus;
import io.aiprism.task.Task;
import io.aiprism.task.TaskGroup;
import io.aiprism.task.TaskHandler;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskRequest;
import io.aiprism.task.TaskState;
import io.aiprism.task.TaskType;
import io.aiprism.task.engine.TaskManagers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two nodes in one process, on one database: H2 here. */
@Timeout(60)
class TwoNodesTest {
    private static final TaskType<String, String> WORK = TaskType.json("work", String.class, String.class);
    private static final TaskType<GroupStatus, String> FINISH =
            TaskType.json("finish", GroupStatus.class, String.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HikariDataSource database = open();
    private final List<Node> nodes = new ArrayList<>();

    /** A node of the cluster. */
    private record Node(DbSchedulerExecutor executor, TaskManager manager) {}

    HikariDataSource open() {
        return H2Database.open();
    }

    private Node node() {
        TaskManagerConfig config = TaskManagerConfig.builder()
                .maxConcurrency(4)
                .drainTimeout(Duration.ZERO)
                .build();
        DbSchedulerExecutor executor = DatabaseHarness.node(database, config);
        Node node = new Node(executor, TaskManagers.create(executor, config));
        nodes.add(node);
        return node;
    }

    private Node node(TaskHandler<String, String> handler) {
        Node node = node();
        node.manager().register(WORK, handler);
        return node;
    }

    @AfterEach
    void close() {
        nodes.forEach(node -> node.manager().close());
        database.close();
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
    }

    private static TaskOutcome<String> end(Task<String> task) throws InterruptedException {
        return task.await(PATIENCE).orElseThrow();
    }

    @Test
    void a_task_of_a_node_that_died_is_run_by_another_and_the_late_result_is_refused() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch late = new CountDownLatch(1);
        CountDownLatch returned = new CountDownLatch(1);
        Node dead = node((input, context) -> {
            started.countDown();
            await(late);
            returned.countDown();
            return "late";
        });
        Task<String> task = dead.manager().submit(WORK, "input");
        await(started);
        // Its heartbeats stop, and its handler does not.
        dead.executor().close();
        Node other = node((input, context) -> input + " in attempt " + context.attempt());
        assertThat(other.manager().await(task.id(), WORK, PATIENCE).toString()).contains("input in attempt 2");
        late.countDown();
        await(returned);
        assertThat(task.outcome()).contains(new TaskOutcome.Succeeded<>("input in attempt 2"));
    }

    @Test
    void who_submits_hears_of_the_end_on_another_node() throws Exception {
        Node submits = node();
        node((input, context) -> input + " elsewhere");
        assertThat(end(submits.manager().submit(WORK, "done")))
                .isEqualTo(new TaskOutcome.Succeeded<>("done elsewhere"));
    }

    @Test
    void a_task_is_cancelled_from_another_node_and_its_handler_interrupted() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Node runs = node((input, context) -> {
            started.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return "too late";
        });
        Task<String> task = runs.manager().submit(WORK, "input");
        await(started);
        Node other = node();
        assertThat(other.manager().cancel(task.id(), "not needed")).isEqualTo(CancelResult.CANCELLED_WHILE_RUNNING);
        await(interrupted);
        assertThat(end(task)).isEqualTo(new TaskOutcome.Cancelled<>("not needed"));
    }

    @Test
    void a_type_that_one_node_does_not_know_is_run_by_the_other() throws Exception {
        Node knowsNothing = node();
        List<Task<String>> tasks = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            tasks.add(knowsNothing.manager().submit(WORK, "input"));
        }
        assertThat(tasks).allMatch(task -> task.state() == TaskState.QUEUED);
        node((input, context) -> "known");
        for (Task<String> task : tasks) {
            assertThat(end(task)).isEqualTo(new TaskOutcome.Succeeded<>("known"));
        }
    }

    @Test
    void a_group_that_two_nodes_work_at_is_finished_once() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        List<GroupStatus> finished = new CopyOnWriteArrayList<>();
        Node first = node((input, context) -> "run " + runs.incrementAndGet());
        Node second = node((input, context) -> "run " + runs.incrementAndGet());
        for (Node node : List.of(first, second)) {
            node.manager().register(FINISH, (status, context) -> {
                finished.add(status);
                return "finished";
            });
        }
        List<TaskRequest<String, String>> members = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            members.add(TaskRequest.of(WORK, "input"));
        }
        TaskGroup group = first.manager().submitGroup(members, Optional.of(FINISH));
        second.manager().await(group.finisher().orElseThrow(), PATIENCE);
        assertThat(runs).hasValue(60);
        assertThat(finished).containsExactly(new GroupStatus(group.id(), 60, 60, 0, 0, 0));
    }

    @Test
    void a_listener_hears_each_state_that_a_task_has_come_into_on_another_node() throws Exception {
        Node hears = node();
        List<TaskState> heard = new CopyOnWriteArrayList<>();
        CountDownLatch changes = new CountDownLatch(3);
        hears.manager().listen(status -> {
            heard.add(status.state());
            changes.countDown();
        });
        CountDownLatch late = new CountDownLatch(1);
        Node runs = node((input, context) -> {
            await(late);
            return "";
        });
        Task<String> task = runs.manager().submit(WORK, "input");
        late.countDown();
        end(task);
        await(changes);
        assertThat(heard).containsExactlyInAnyOrder(TaskState.QUEUED, TaskState.RUNNING, TaskState.SUCCEEDED);
    }
}
