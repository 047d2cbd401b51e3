package io.aiprism.executor.dbscheduler;

import static io.aiprism.executor.dbscheduler.Cluster.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.aiprism.executor.dbscheduler.Cluster.Node;
import io.aiprism.task.Admission;
import io.aiprism.task.Retention;
import io.aiprism.task.Task;
import io.aiprism.task.TaskHandler;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskRejectedException;
import io.aiprism.task.TaskState;
import io.aiprism.task.TaskType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What several nodes, or the nodes of today and of yesterday, must count together. */
@Timeout(180)
final class SharedLimitsTest {
    private final HikariDataSource database = H2Database.open();
    private final Cluster cluster = new Cluster(database);

    @AfterEach
    void close() {
        cluster.close();
        database.close();
    }

    @Test
    void the_queue_of_who_submits_has_room_again_for_what_another_node_has_run() throws Exception {
        Node submits = cluster.node(config -> config.queueCapacity(3));
        cluster.node(config -> config).handle((input, context) -> input);
        for (int round = 0; round < 5; round++) {
            List<Task<String>> tasks = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                tasks.add(submits.submit("", "input"));
            }
            for (Task<String> task : tasks) {
                assertThat(submits.end(task)).isEqualTo(new TaskOutcome.Succeeded<>("input"));
            }
        }
        assertThat(submits.manager().stats().queued()).isZero();
    }

    @Test
    void who_waits_for_room_in_the_queue_gets_it_when_another_node_makes_it() throws Exception {
        Node submits =
                cluster.node(config -> config.queueCapacity(1).admission(Admission.waitAtMost(Cluster.PATIENCE)));
        cluster.node(config -> config.maxConcurrency(1)).handle((input, context) -> input);
        List<Task<String>> tasks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            tasks.add(submits.submit("", "input"));
        }
        for (Task<String> task : tasks) {
            assertThat(submits.end(task)).isEqualTo(new TaskOutcome.Succeeded<>("input"));
        }
    }

    @Test
    void what_an_earlier_process_has_left_takes_up_room_in_the_queue() {
        Node earlier = cluster.node(config -> config);
        for (int i = 0; i < 3; i++) {
            earlier.submit("", "input");
        }
        earlier.manager().close();
        Node later = cluster.node(config -> config.queueCapacity(3));
        assertThat(later.manager().stats().queued()).isEqualTo(3);
        assertThatThrownBy(() -> later.submit("", "one too many"))
                .isInstanceOfSatisfying(
                        TaskRejectedException.class,
                        e -> assertThat(e.reason()).isEqualTo(TaskRejectedException.Reason.QUEUE_FULL));
    }

    @Test
    void tenants_take_turns_whatever_node_they_submit_to() throws Exception {
        // They submit only: what they picked and put back would be out of turn.
        Node first = cluster.node(config -> config);
        first.executor().stop();
        for (int i = 0; i < 20; i++) {
            first.submit("many", "many " + i);
        }
        Node second = cluster.node(config -> config);
        second.executor().stop();
        List<Task<String>> last = new ArrayList<>();
        last.add(second.submit("many", "many at last"));
        last.add(second.submit("few", "few"));
        List<String> order = new CopyOnWriteArrayList<>();
        cluster.node(config -> config.maxConcurrency(1)).handle((input, context) -> {
            order.add(input);
            return "";
        });
        for (Task<String> task : last) {
            second.end(task);
        }
        assertThat(order.indexOf("few")).isLessThanOrEqualTo(2);
        assertThat(order).endsWith("many at last").hasSize(22);
    }

    @Test
    void of_one_tenant_only_so_many_tasks_run_on_all_nodes_together() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch others = new CountDownLatch(4);
        TaskHandler<String, String> handler = (input, context) -> {
            if (context.tenant().equals("many")) {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                // The others get through although this tenant has much to do.
                await(others);
                running.decrementAndGet();
            } else {
                others.countDown();
            }
            return "done";
        };
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            nodes.add(cluster.node(config -> config, settings -> settings.maxConcurrencyPerTenant(2)));
        }
        List<Task<String>> tasks = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            tasks.add(nodes.getFirst().submit("many", "input"));
        }
        for (int i = 0; i < 4; i++) {
            tasks.add(nodes.getFirst().submit("other " + i, "input"));
        }
        nodes.forEach(node -> node.handle(handler));
        for (Task<String> task : tasks) {
            assertThat(nodes.getFirst().end(task)).isEqualTo(new TaskOutcome.Succeeded<>("done"));
        }
        assertThat(most.get()).isBetween(1, 2);
    }

    @Test
    void a_task_expires_although_the_node_that_submitted_it_is_no_more() throws Exception {
        Node other = cluster.node(config -> config.retention(Retention.DEFAULT.withTtl(Duration.ofMinutes(10))));
        Node sweeps = cluster.node(config -> config.retention(Retention.DEFAULT.withTtl(Duration.ofSeconds(1))));
        Task<String> task = other.manager()
                .submit(
                        Cluster.WORK,
                        "nobody's work",
                        TaskOptions.builder()
                                .timeout(Duration.ofMillis(300))
                                .retention(Duration.ofHours(1))
                                .build());
        other.executor().close();
        sweeps.manager().await(task.id(), Cluster.PATIENCE);
        assertThat(task.state()).isEqualTo(TaskState.TIMED_OUT);
    }

    @Test
    void a_task_that_ran_in_the_caller_is_run_elsewhere_when_that_node_is_no_more() throws Exception {
        // Of a type that this node does not know, so that its worker leaves the place to the caller.
        TaskType<String, String> other = TaskType.json("other", String.class, String.class);
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Node dies =
                cluster.node(config -> config.maxConcurrency(1).queueCapacity(1).admission(Admission.runInCaller()));
        dies.manager().submit(other, "fills the queue");
        dies.handle((input, context) -> {
            started.countDown();
            await(over);
            return "late";
        });
        Thread caller = Thread.ofPlatform().start(() -> dies.submit("", "in the caller"));
        await(started);
        dies.executor().close();
        List<String> run = new CopyOnWriteArrayList<>();
        CountDownLatch both = new CountDownLatch(2);
        TaskHandler<String, String> elsewhere = (input, context) -> {
            run.add(input);
            both.countDown();
            return "elsewhere";
        };
        Node lives = cluster.node(config -> config);
        lives.handle(elsewhere);
        lives.manager().register(other, elsewhere);
        await(both);
        assertThat(run).containsExactlyInAnyOrder("fills the queue", "in the caller");
        over.countDown();
        caller.join();
    }
}
