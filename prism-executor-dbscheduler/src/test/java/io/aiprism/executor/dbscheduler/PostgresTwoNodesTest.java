package io.aiprism.executor.dbscheduler;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** Two nodes on PostgreSQL. */
@Tag("ci")
final class PostgresTwoNodesTest extends TwoNodesTest {
    private static PostgresDatabase server;

    @BeforeAll
    static void start() throws IOException {
        server = new PostgresDatabase();
    }

    @Override
    HikariDataSource open() {
        return server.open();
    }
}
