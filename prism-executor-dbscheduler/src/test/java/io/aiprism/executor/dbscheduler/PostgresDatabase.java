package io.aiprism.executor.dbscheduler;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.UUID;

/** A PostgreSQL of the test's own, in which each pool gets a new schema. Its process is ended by a shutdown hook. */
final class PostgresDatabase {
    private final EmbeddedPostgres server;

    PostgresDatabase() throws IOException {
        server = EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "200")
                .setServerConfig("fsync", "off")
                .start();
    }

    HikariDataSource open() {
        String schema = "s" + UUID.randomUUID().toString().replace("-", "");
        new Transactions(server.getPostgresDatabase()).run(session -> session.update("create schema " + schema));
        HikariConfig config = new HikariConfig();
        config.setDataSource(server.getPostgresDatabase());
        config.setConnectionInitSql("set search_path to " + schema);
        config.setMaximumPoolSize(16);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }
}
