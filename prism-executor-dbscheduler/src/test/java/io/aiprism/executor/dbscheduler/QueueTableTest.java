package io.aiprism.executor.dbscheduler;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.aiprism.executor.dbscheduler.Cluster.Node;
import io.aiprism.task.TaskId;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class QueueTableTest {
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

    private final HikariDataSource database = H2Database.open();
    private final Transactions transactions = new Transactions(database);
    private final Cluster cluster = new Cluster(database);

    @AfterEach
    void close() {
        cluster.close();
        database.close();
    }

    private boolean takeBack(TaskId task, Instant silentSince) {
        return transactions.run(session -> QueueTable.takeBack(session, task, 3, silentSince, THEN));
    }

    @Test
    void a_pick_is_taken_back_only_if_nobody_has_beaten_for_it() {
        Node node = cluster.node(config -> config);
        TaskId task = node.submit("", "input").id();
        node.executor().close();
        transactions.run(session -> session.update(
                "update prism_scheduled_tasks set picked = true, version = 3, last_heartbeat = ?", THEN));
        assertThat(takeBack(task, THEN.minusMillis(1))).isFalse();
        assertThat(takeBack(task, THEN)).isTrue();
        assertThat(takeBack(task, THEN)).as("a second time").isFalse();
    }
}
