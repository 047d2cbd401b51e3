package io.aiprism.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.report.JsonReports;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workers and those who order reviews from them, in processes of their own on a PostgreSQL of the test's own. */
@Tag("ci")
@Timeout(value = 4, unit = TimeUnit.MINUTES)
final class PostgresWorkersTest {
    @TempDir
    Path folder;

    private EmbeddedPostgres postgres;
    private String url;
    private Path report;

    @BeforeEach
    void start() throws Exception {
        postgres = EmbeddedPostgres.start();
        url = "jdbc:postgresql://localhost:%d/postgres".formatted(postgres.getPort());
        report = Files.copy(Path.of("..", "data", "incident-report.docx"), folder.resolve("report.docx"));
    }

    @AfterEach
    void stop() throws Exception {
        postgres.close();
    }

    private PrismProcess prism(String user, String... args) throws Exception {
        return prism(Map.of(), user, args);
    }

    private PrismProcess prism(Map<String, String> properties, String user, String... args) throws Exception {
        String[] all = new String[args.length + 6];
        System.arraycopy(args, 0, all, 0, args.length);
        String[] database = {"--db", url, "--db-user", user, "--db-password-env", "PRISM_TEST_PASSWORD"};
        System.arraycopy(database, 0, all, args.length, database.length);
        return PrismProcess.start(folder, properties, all);
    }

    @Test
    void a_worker_reviews_what_another_process_orders_and_drains_when_it_is_ended() throws Exception {
        try (PrismProcess worker = prism("postgres", "worker", "--analyzer", "structure,gated", "--create-schema");
                PrismProcess orders = prism("postgres", "review", "--create-schema", report.toString())) {
            worker.awaitLine(line -> line.startsWith("prism: worker on " + url + ", with structure, gated; "));
            assertThat(orders.await()).as("%s", orders.said()).isZero();
            assertThat(orders.out())
                    .contains("comments written to " + folder.resolve("report.reviewed.docx"))
                    .contains("report written to " + folder.resolve("report.reviewed.html"));
            worker.terminate();
            assertThat(worker.await()).isEqualTo(143);
            assertThat(worker.said())
                    .anyMatch(line -> line.matches("report\\.docx \\(structure\\): 18 findings, .* s"))
                    .contains("prism: worker has ended; 0 ended meanwhile, 0 are left to other workers");
        }
        assertThat(JsonReports.read(folder.resolve("report.reviewed.json")).findings())
                .hasSize(18 + 44);
    }

    @Test
    void a_worker_that_is_ended_while_its_database_is_away_says_so() throws Exception {
        Path calls = Files.createDirectory(folder.resolve("calls"));
        Map<String, String> stuck = Map.of(GatedAnalyzer.FOLDER, calls.toString(), GatedAnalyzer.CALLS, "0");
        String[] worker = {"worker", "--analyzer", "structure,gated", "--create-schema", "--drain-seconds", "0"};
        try (WatchService watch = calls.getFileSystem().newWatchService();
                PrismProcess ends = prism(stuck, "postgres", worker);
                PrismProcess orders = prism("postgres", "review", "--create-schema", report.toString())) {
            calls.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            assertThat(watch.poll(60, TimeUnit.SECONDS)).as("a call").isNotNull();
            orders.kill();
            postgres.close();
            ends.terminate();
            assertThat(ends.await()).isEqualTo(143);
            assertThat(ends.said())
                    .noneMatch(line -> line.startsWith("\tat "))
                    .last()
                    .asString()
                    .startsWith("prism: worker has ended without its database; what it had not ended is run again"
                            + " (the task database failed: ");
        }
    }

    @Test
    void a_review_that_no_worker_has_taken_is_cancelled_from_another_process() throws Exception {
        try (PrismProcess orders = prism("postgres", "review", "--create-schema", report.toString())) {
            String id = orders.awaitLine(line -> line.startsWith("prism: review "))
                    .replaceFirst("prism: review (\\S+) of.*", "$1");
            try (PrismProcess cancel = prism("postgres", "tasks", "cancel", id)) {
                assertThat(cancel.await()).as("%s", cancel.said()).isZero();
                assertThat(cancel.out()).isEqualTo("1 task cancelled\n");
            }
            assertThat(orders.await()).isEqualTo(5);
            assertThat(orders.said())
                    .last()
                    .isEqualTo("prism: review %s has not begun: cancelled, cancelled by `prism tasks cancel`"
                            .formatted(id));
        }
        assertThat(folder.resolve("report.reviewed.json")).doesNotExist();
    }

    @Test
    void a_database_without_tables_and_one_that_lets_nobody_in_are_told_apart() throws Exception {
        try (PrismProcess tasks = prism("postgres", "tasks")) {
            assertThat(tasks.await()).isEqualTo(3);
            assertThat(tasks.said())
                    .singleElement()
                    .asString()
                    .contains("has no tables of Prism", "--create-schema", "postgresql/V1__prism_tasks.sql");
        }
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create role ada");
        }
        try (PrismProcess tasks = prism("ada", "tasks")) {
            assertThat(tasks.await()).isEqualTo(3);
            assertThat(tasks.said()).singleElement().asString().contains("does not let user ada in");
        }
    }
}
