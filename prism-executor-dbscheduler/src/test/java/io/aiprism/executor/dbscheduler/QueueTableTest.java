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

    @Test
    void a_pick_is_known_by_its_node_and_not_by_its_version_alone() {
        Node node = cluster.node(config -> config);
        TaskId task = node.submit("", "input").id();
        node.executor().close();
        transactions.run(session ->
                session.update("update prism_scheduled_tasks set picked = true, version = 3, picked_by = 'theirs'"));
        assertThat(isPicked(task, "ours")).isFalse();
        assertThat(isPicked(task, "theirs")).isTrue();
        assertThat(putBack(task, "ours")).isFalse();
        assertThat(putBack(task, "theirs")).isTrue();
    }

    private boolean isPicked(TaskId task, String node) {
        return transactions.run(session -> QueueTable.isPicked(session, task, 3, node));
    }

    private boolean putBack(TaskId task, String node) {
        return transactions.run(session -> QueueTable.putBack(session, task, 3, node, THEN));
    }
}
