package io.aiprism.executor.dbscheduler;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.UUID;

/** A new H2 database in memory, which goes when its pool is closed. */
final class H2Database {
    private H2Database() {}

    static HikariDataSource open() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:mem:%s;LOCK_TIMEOUT=10000".formatted(UUID.randomUUID()));
        config.setMaximumPoolSize(16);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }
}
