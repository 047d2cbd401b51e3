package io.aiprism.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** A new, empty database with Prism's tables, which is gone when it is closed. What is committed is on the disk. */
final class DurableDatabase implements AutoCloseable {
    private static final int POOL_SIZE = 16;

    /** What is measured on. */
    enum Kind {
        POSTGRESQL("PostgreSQL"),
        H2("H2 file");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }

        DurableDatabase open() throws IOException, SQLException {
            return switch (this) {
                case POSTGRESQL -> openPostgres();
                case H2 -> openH2();
            };
        }
    }

    private interface Ending {
        void run() throws IOException;
    }

    private final Kind kind;
    private final HikariDataSource pool;
    private final Ending ending;

    private DurableDatabase(Kind kind, HikariConfig config, Ending ending) throws SQLException {
        config.setMaximumPoolSize(POOL_SIZE);
        this.kind = kind;
        this.pool = new HikariDataSource(config);
        this.ending = ending;
        execute(script("io/aiprism/executor/dbscheduler/%s/V1__prism_tasks.sql".formatted(folder())));
    }

    private static DurableDatabase openPostgres() throws IOException, SQLException {
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
        var config = new HikariConfig();
        config.setDataSource(server.getPostgresDatabase());
        return new DurableDatabase(Kind.POSTGRESQL, config, server::close);
    }

    private static DurableDatabase openH2() throws IOException, SQLException {
        Path folder = Files.createTempDirectory("prism-bench-");
        var config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:file:%s;WRITE_DELAY=0;LOCK_TIMEOUT=10000".formatted(folder.resolve("tasks")));
        return new DurableDatabase(Kind.H2, config, () -> delete(folder));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private String folder() {
        return kind == Kind.H2 ? "h2" : "postgresql";
    }

    Kind kind() {
        return kind;
    }

    DataSource dataSource() {
        return pool;
    }

    /** Runs statements that end with a semicolon each. */
    void execute(String script) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            for (String command : script.replaceAll("(?m)^ *--.*$", "").split(";", -1)) {
                if (!command.isBlank()) {
                    statement.execute(command);
                }
            }
        }
    }

    private static String script(String name) {
        try (InputStream in = DurableDatabase.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource %s is missing".formatted(name));
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    @Override
    public void close() {
        pool.close();
        try {
            ending.run();
        } catch (IOException e) {
            throw new UncheckedIOException("the database did not end", e);
        }
    }
}
