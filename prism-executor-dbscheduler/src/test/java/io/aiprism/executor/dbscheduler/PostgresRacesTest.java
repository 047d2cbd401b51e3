package io.aiprism.executor.dbscheduler;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.aiprism.executor.dbscheduler.Cluster.Node;
import io.aiprism.task.Task;
import io.aiprism.task.TaskOutcome;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Single statements that meet others on the same rows. */
@Tag("ci")
@Timeout(120)
final class PostgresRacesTest {
    private HikariDataSource database;
    private Cluster cluster;

    @BeforeEach
    void open() throws IOException {
        database = new PostgresDatabase().open();
        cluster = new Cluster(database);
    }

    @AfterEach
    void close() {
        cluster.close();
        database.close();
    }

    @Test
    void a_task_that_ends_in_the_middle_of_its_heartbeat_leaves_no_pointer() throws Exception {
        Node node = cluster.node(config -> config);
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        node.handle((input, context) -> {
            started.countDown();
            Cluster.await(end);
            return "done";
        });
        Task<String> task = node.submit("", "input");
        Cluster.await(started);
        try (Connection heartbeat = database.getConnection()) {
            heartbeat.setAutoCommit(false);
            update(heartbeat, "update prism_scheduled_tasks set last_heartbeat = now()");
            end.countDown();
            awaitBlockedEnd();
            heartbeat.commit();
            heartbeat.setAutoCommit(true);
        }
        assertThat(node.end(task)).isEqualTo(new TaskOutcome.Succeeded<>("done"));
        assertThat(count("select count(*) from prism_scheduled_tasks")).isZero();
    }

    /** Waits until the end of the task waits for the row that the heartbeat has locked. */
    private void awaitBlockedEnd() throws SQLException {
        while (count(
                        "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like 'with ended%'")
                == 0) {
            Thread.onSpinWait();
        }
    }

    private static void update(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            assertThat(statement.executeUpdate()).isOne();
        }
    }

    private int count(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
