package io.aiprism.executor.dbscheduler;

import static io.aiprism.executor.dbscheduler.Cluster.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.aiprism.executor.dbscheduler.Cluster.Node;
import io.aiprism.task.CancelResult;
import io.aiprism.task.Codec;
import io.aiprism.task.Task;
import io.aiprism.task.TaskOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens when the database goes away, or a node is away from it. */
@Timeout(180)
final class DatabaseOutageTest {
    private final HikariDataSource pool = H2Database.open();
    private final FaultyDatabase database = new FaultyDatabase(pool);
    private final Cluster cluster = new Cluster(database.dataSource());

    @AfterEach
    void close() {
        database.setAway(false);
        cluster.close();
        pool.close();
    }

    private Node patientNode() {
        // Nobody is taken for dead while the test runs.
        return cluster.node(config -> config, settings -> settings.heartbeatInterval(Duration.ofMinutes(1)));
    }

    private static String untilInterrupted(CountDownLatch interrupted) throws InterruptedException {
        try {
            new CountDownLatch(1).await();
            return "never";
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
    }

    @Test
    void a_result_is_kept_until_the_database_is_back() throws Exception {
        Node node = patientNode();
        node.handle((input, context) -> {
            database.setAway(true);
            return "attempt " + context.attempt();
        });
        Task<String> task = node.submit("", "input");
        await(database.refused());
        database.setAway(false);
        assertThat(node.end(task)).isEqualTo(new TaskOutcome.Succeeded<>("attempt 1"));
    }

    @Test
    void a_step_is_recorded_when_the_database_is_back_and_not_repeated() throws Exception {
        Node node = patientNode();
        AtomicInteger runs = new AtomicInteger();
        node.handle((input, context) -> context.step("step", Codec.json(String.class), () -> {
            database.setAway(true);
            return "run " + runs.incrementAndGet();
        }));
        Task<String> task = node.submit("", "input");
        await(database.refused());
        database.setAway(false);
        assertThat(node.end(task)).isEqualTo(new TaskOutcome.Succeeded<>("run 1"));
    }

    @Test
    void a_commit_whose_answer_was_lost_is_not_taken_for_a_lost_lease() throws Exception {
        Node node = patientNode();
        List<String> told = new CopyOnWriteArrayList<>();
        node.manager().listen(event -> told.add(event.toString()));
        node.handle((input, context) -> {
            database.loseNextAnswer("prism-task");
            return "attempt " + context.attempt();
        });
        Task<String> task = node.submit("", "input");
        await(database.answerLost());
        assertThat(node.end(task)).isEqualTo(new TaskOutcome.Succeeded<>("attempt 1"));
    }

    @Test
    void a_node_that_is_cut_off_interrupts_its_handlers_and_what_they_say_then_is_no_outcome() throws Exception {
        Node node = cluster.node(config -> config, settings -> settings.heartbeatInterval(Duration.ofMillis(50)));
        CountDownLatch interrupted = new CountDownLatch(1);
        node.handle((input, context) -> {
            if (context.attempt() > 1) {
                return "attempt " + context.attempt();
            }
            database.setAway(true);
            return untilInterrupted(interrupted);
        });
        Task<String> task = node.submit("", "input");
        await(interrupted);
        database.setAway(false);
        assertThat(node.end(task)).isEqualTo(new TaskOutcome.Succeeded<>("attempt 2"));
    }

    @Test
    void a_drain_does_not_wait_for_a_database_that_is_away_and_what_runs_is_handed_back_when_it_is_there_again()
            throws Exception {
        Node node = patientNode();
        CountDownLatch away = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        node.handle((input, context) -> {
            database.setAway(true);
            away.countDown();
            return untilInterrupted(interrupted);
        });
        Task<String> task = node.submit("", "input");
        await(away);
        assertThatThrownBy(() -> node.manager().drain(Duration.ZERO, Duration.ofMillis(200)))
                .isInstanceOf(TaskDatabaseException.class);
        await(interrupted);
        database.setAway(false);
        Node other = patientNode();
        other.handle((input, context) -> "attempt " + context.attempt());
        assertThat(other.end(task)).isEqualTo(new TaskOutcome.Succeeded<>("attempt 2"));
    }

    @Test
    void a_drain_interrupts_handlers_of_tasks_that_others_have_cancelled_unheard() throws Exception {
        Node deaf = cluster.node(
                config -> config,
                settings -> settings.pollingInterval(Duration.ofHours(1)).heartbeatInterval(Duration.ofMinutes(1)));
        CountDownLatch started = new CountDownLatch(1);
        deaf.handle((input, context) -> {
            started.countDown();
            new CountDownLatch(1).await();
            return "never";
        });
        Task<String> task = deaf.submit("", "input");
        await(started);
        assertThat(patientNode().manager().cancel(task.id(), "not needed"))
                .isEqualTo(CancelResult.CANCELLED_WHILE_RUNNING);
        assertThat(deaf.manager().drain(Duration.ZERO, Cluster.PATIENCE).stillRunning())
                .isZero();
        assertThat(task.outcome()).contains(new TaskOutcome.Cancelled<>("not needed"));
    }

    @Test
    void a_pick_that_was_given_to_another_node_starts_nothing() {
        Node node = patientNode();
        Task<String> task = node.submit("", "input");
        Transactions transactions = new Transactions(pool);
        transactions.run(session -> session.update(
                "update prism_scheduled_tasks set picked = true, version = 7, last_heartbeat = ?,"
                        + " picked_by = (select changed_by from prism_task)",
                Instant.now()));
        assertThat(node.executor().start(new StoredHandle(task.id(), transactions, 6L), Instant.now()))
                .isNull();
        assertThat(node.executor().start(new StoredHandle(task.id(), transactions, 7L), Instant.now()))
                .isNotNull();
    }
}
