package io.aiprism.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two workers and a submitter, in processes of their own, on a PostgreSQL of the test's own. */
@Tag("ci")
@Timeout(value = 4, unit = TimeUnit.MINUTES)
final class ReviewClusterTest {
    private static final String SQL = "/io/aiprism/executor/dbscheduler/postgresql/V1__prism_tasks.sql";

    @Test
    void two_workers_review_what_a_third_process_has_submitted() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            createTables(postgres);
            String url = postgres.getJdbcUrl("postgres", "postgres");
            Process ada = start(url, "worker", "ada");
            Process ben = start(url, "worker", "ben");
            Process submitter = start(url, "submit", "../data/incident-report.docx");
            try (BufferedReader fromAda = ada.inputReader();
                    BufferedReader fromBen = ben.inputReader();
                    BufferedReader fromSubmitter = submitter.inputReader()) {
                assertThat(fromAda.readLine()).isEqualTo("ada is ready");
                assertThat(fromBen.readLine()).isEqualTo("ben is ready");
                List<String> printed = fromSubmitter.lines().toList();
                assertThat(submitter.waitFor(1, TimeUnit.MINUTES)).isTrue();
                ada.toHandle().destroy();
                ben.toHandle().destroy();
                List<String> worked = new ArrayList<>(fromAda.lines().toList());
                worked.addAll(fromBen.lines().toList());

                assertThat(submitter.exitValue()).isZero();
                assertThat(printed)
                        .contains("IMPORTANT Still to be written: TODO", "IMPORTANT Still to be written: TBD")
                        .last()
                        .isEqualTo("incident-report.docx: 44 of 44 sections analysed");
                assertThat(worked)
                        .hasSize(46)
                        .contains("ada has ended", "ben has ended")
                        .filteredOn(line -> line.matches("(ada|ben): .*"))
                        .hasSize(44);
            } finally {
                List.of(ada, ben, submitter).forEach(Process::destroyForcibly);
            }
        }
    }

    /** As Flyway would, or psql. */
    private static void createTables(EmbeddedPostgres postgres) throws Exception {
        try (InputStream sql = ReviewClusterTest.class.getResourceAsStream(SQL);
                Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static Process start(String url, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ReviewCluster.class.getName()));
        command.addAll(List.of(args));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment()
                .putAll(Map.of("PRISM_DB_URL", url, "PRISM_DB_USER", "postgres", "PRISM_DB_PASSWORD", "postgres"));
        return builder.start();
    }
}
