package io.aiprism.examples.cli;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that say where tasks are kept: in a database that is named, or in an H2 file of the user's. */
final class Database {
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final String H2 = "jdbc:h2:";
    private static final Set<String> NO_TABLES = Set.of("42P01", "42S02", "42S04");
    private static final Set<String> NOT_LET_IN = Set.of("28P01", "28000");
    private static final long CONNECTION_TIMEOUT_MILLIS = 10_000;
    private static final int H2_IN_USE = 90_020;

    /**
     * A commit is on its way to the disk when it returns, so that a kill takes nothing back; and the database is not closed
     * before what runs on it.
     */
    private static final String H2_SETTINGS =
            ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000;TRACE_LEVEL_FILE=0";

    @Option(
            names = "--db",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description = {
                "The database in which tasks are kept, as a JDBC URL: jdbc:postgresql://host/name, or"
                        + " jdbc:h2:file:path.",
                "Without it, an H2 file in the user's data folder."
            })
    private Optional<String> url = Optional.empty();

    @Option(
            names = "--db-user",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description = "Who asks the database. Default: as the driver and the URL say.")
    private Optional<String> user = Optional.empty();

    @Option(
            names = "--db-password-env",
            scope = ScopeType.INHERIT,
            paramLabel = "VARIABLE",
            description = "The environment variable that has the database's password.")
    private Optional<String> passwordVariable = Optional.empty();

    @Option(
            names = "--create-schema",
            scope = ScopeType.INHERIT,
            description = "Create Prism's tables in PostgreSQL if there are none. In H2 that is always done.")
    private boolean createSchema;

    /** Whether a database was named. */
    boolean named() {
        return url.isPresent();
    }

    /** Whether the tasks are in the user's file. */
    boolean local() {
        return url.isEmpty();
    }

    /** Whether there can be tasks: a file that nobody has made yet holds none. */
    boolean exists() {
        return named() || Files.exists(DataFolder.ofUser().tasksFile());
    }

    /** What the database is called in messages; without the parameters of the URL, where a password may be. */
    String shown() {
        return url.map(given -> given.replaceFirst("[?;].*", ""))
                .orElseGet(() -> DataFolder.ofUser().tasksFile().toString());
    }

    /** The options by which another command finds the same database. */
    String asOptions() {
        return url.map(given -> " --db " + shown()).orElse("")
                + user.map(name -> " --db-user " + name).orElse("")
                + passwordVariable.map(name -> " --db-password-env " + name).orElse("");
    }

    /** Whether the tables are to be made where they are missing. */
    boolean creates() {
        return createSchema || jdbcUrl().startsWith(H2);
    }

    /**
     * A pool of connections, after one that has shown that the database answers, lets the user in, and has the tables or may
     * get them.
     *
     * @param connections at the same time, at most
     */
    HikariDataSource open(int connections) throws CliException {
        if (url.isPresent() && Stream.of(POSTGRESQL, H2).noneMatch(url.get()::startsWith)) {
            throw new CliException(
                    ExitCode.USAGE, "--db must begin with %s or %s, was %s".formatted(POSTGRESQL, H2, shown()));
        }
        if (local()) {
            DataFolder.ofUser().make();
        }
        Properties login = login();
        check(login);
        HikariConfig config = new HikariConfig();
        config.setPoolName("prism");
        config.setJdbcUrl(jdbcUrl());
        config.setDataSourceProperties(login);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        return new HikariDataSource(config);
    }

    private void check(Properties login) throws CliException {
        DriverManager.setLoginTimeout(10);
        try (Connection connection = DriverManager.getConnection(jdbcUrl(), login);
                Statement statement = connection.createStatement()) {
            statement.executeQuery("select 1 from prism_task where 1 = 0").close();
        } catch (SQLException e) {
            if (!(NO_TABLES.contains(state(e)) && creates())) {
                throw refused(e);
            }
        }
    }

    private CliException refused(SQLException e) {
        String problem;
        if (e.getErrorCode() == H2_IN_USE) {
            problem = "%s is in use by another process; wait until that has ended, or share a PostgreSQL (--db)"
                    .formatted(shown());
        } else if (NO_TABLES.contains(state(e))) {
            problem =
                    "%s has no tables of Prism; add --create-schema, or run postgresql/V1__prism_tasks.sql of prism-executor-dbscheduler"
                            .formatted(shown());
        } else if (NOT_LET_IN.contains(state(e))) {
            problem = "%s does not let %s in: wrong name or password (--db-user, --db-password-env)"
                    .formatted(shown(), user.map(name -> "user " + name).orElse("the user"));
        } else if (state(e).startsWith("08")) {
            problem = "cannot reach %s: %s".formatted(shown(), firstLine(e));
        } else {
            problem = "cannot use %s: %s".formatted(shown(), firstLine(e));
        }
        return new CliException(ExitCode.ENVIRONMENT, problem);
    }

    private String jdbcUrl() {
        String given = url.orElseGet(() -> H2 + "file:" + DataFolder.ofUser().tasks());
        return given.startsWith(H2) ? given + H2_SETTINGS : given;
    }

    private Properties login() throws CliException {
        var login = new Properties();
        if (jdbcUrl().startsWith(POSTGRESQL)) {
            // Shorter than a lease of 40 seconds, so that a connection that swallows everything is noticed in time, and
            // what a
            // silent process has locked is free when others take over. What stands in the URL goes before it.
            login.setProperty("socketTimeout", "20");
            login.setProperty("options", "-c idle_in_transaction_session_timeout=20s");
        }
        user.ifPresent(name -> login.setProperty("user", name));
        if (passwordVariable.isPresent()) {
            String password = System.getenv(passwordVariable.get());
            if (password == null) {
                throw new CliException(
                        ExitCode.ENVIRONMENT,
                        "the environment has no variable %s with the database's password"
                                .formatted(passwordVariable.get()));
            }
            login.setProperty("password", password);
        }
        return login;
    }

    private static String state(SQLException e) {
        return String.valueOf(e.getSQLState());
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
