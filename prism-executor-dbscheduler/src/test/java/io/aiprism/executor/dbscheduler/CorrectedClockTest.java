package io.aiprism.executor.dbscheduler;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.aiprism.executor.dbscheduler.Cluster.Node;
import io.aiprism.task.Retention;
import io.aiprism.task.Task;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskLookup;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskState;
import io.aiprism.testkit.task.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Machines whose clocks are wrong. */
@Timeout(120)
final class CorrectedClockTest {
    private static final Duration FAST = Duration.ofMinutes(5);

    private final HikariDataSource database = H2Database.open();
    private final Cluster cluster = new Cluster(database);

    @AfterEach
    void close() {
        cluster.close();
        database.close();
    }

    @Test
    void a_clock_that_is_fast_is_set_to_the_time_of_the_database() {
        var fast = new ManualClock();
        Instant shown = fast.now();
        assertThat(new CorrectedClock(fast, () -> -FAST.toMillis()).now()).isEqualTo(shown.minus(FAST));
        assertThat(new CorrectedClock(fast, () -> 1_000).now()).isEqualTo(shown.plusSeconds(1));
        assertThat(new CorrectedClock(fast, () -> 999).now())
                .as("what may be no more than the measuring")
                .isEqualTo(shown);
    }

    @Test
    void an_alarm_rings_by_the_time_of_the_database() {
        var fast = new ManualClock();
        CorrectedClock corrected = new CorrectedClock(fast, () -> -FAST.toMillis());
        List<Instant> rung = new ArrayList<>();
        Instant at = corrected.now().plusSeconds(10);
        corrected.schedule(at, () -> rung.add(corrected.now()));
        fast.advance(Duration.ofMillis(9_999));
        assertThat(rung).isEmpty();
        fast.advance(Duration.ofMillis(1));
        assertThat(rung).containsExactly(at);
    }

    @Test
    void a_node_whose_clock_is_fast_does_not_release_early_what_another_has_submitted() {
        Node submits = cluster.node(config -> config);
        Instant at = Instant.now().plus(FAST.dividedBy(2));
        Task<String> task = submits.manager()
                .submit(Cluster.WORK, "later", TaskOptions.builder().startAt(at).build());
        var fast = new ManualClock(Instant.now().plus(FAST));
        var transactions = new Transactions(database);
        var time = new DatabaseClock(transactions, fast::millis);
        time.adjust();
        var transitions =
                new H2Transitions(transactions, time, Retention.DEFAULT, "fast", DbSchedulerSettings.NO_LIMIT);
        new DueTasks(transactions, transitions, new CorrectedClock(fast, time::offset), (due, attempt) -> {}).promote();
        assertThat(task.state()).isEqualTo(TaskState.SCHEDULED);
        new DueTasks(transactions, transitions, fast, (due, attempt) -> {}).promote();
        assertThat(task.state()).as("by a clock that is not corrected").isEqualTo(TaskState.QUEUED);
    }

    @Test
    void what_a_node_records_has_the_time_of_the_database() {
        Instant before = Instant.now();
        var fast = new ManualClock(before.plus(FAST));
        Node node = cluster.node(config -> config.clock(fast), settings -> settings.machineTime(fast::millis));
        TaskId task = node.submit("", "input").id();
        assertThat(node.manager().find(task))
                .isInstanceOfSatisfying(
                        TaskLookup.Found.class,
                        found -> assertThat(found.status().submittedAt())
                                .isBetween(before.minusSeconds(1), Instant.now().plusSeconds(1)));
    }
}
