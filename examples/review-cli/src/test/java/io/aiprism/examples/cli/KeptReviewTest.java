package io.aiprism.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.analysis.Analyzers;
import io.aiprism.report.JsonReports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reviews that are kept in an H2 file, in one process. */
@Timeout(60)
final class KeptReviewTest {
    private static final String UNKNOWN = "11111111-2222-3333-4444-555555555555";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private Path note;
    private String database;

    @BeforeEach
    void write() throws IOException {
        note = Files.writeString(folder.resolve("note.txt"), "A TBD is important.");
        database = "jdbc:h2:file:" + folder.resolve("tasks");
    }

    @Test
    void a_review_that_is_kept_writes_what_any_other_does_and_can_be_fetched_again() throws IOException {
        Path again = folder.resolve("again.json");

        assertThat(kept("review", "--durable", "--analyzer", "structure,gated", note.toString()))
                .isZero();
        assertThat(out()).contains("note.txt: 1 section, 2 findings");
        assertThat(err()).containsPattern("prism: review \\S+ of note.txt\n");
        Files.writeString(note, "Something else.");
        assertThat(kept("review", "--durable", "--resume", id(), "--json", again.toString()))
                .isZero();

        assertThat(JsonReports.read(again).findings())
                .isEqualTo(
                        JsonReports.read(folder.resolve("note.reviewed.json")).findings())
                .hasSize(2);
    }

    @Test
    void the_options_of_the_beginning_hold_when_a_review_is_gone_on_with() {
        assertThat(kept("review", "--durable", "--analyzer", "structure", note.toString(), "--fail-on", "important"))
                .isEqualTo(1);
        assertThat(kept("review", "--durable", "--resume")).isEqualTo(1);
        assertThat(kept("review", "--durable", "--resume", "--min-severity", "critical"))
                .isEqualTo(2);
        assertThat(err()).contains("--min-severity was decided on when the review was begun");
    }

    @Test
    void all_documents_of_the_latest_command_are_gone_on_with() throws IOException {
        Path other = Files.writeString(folder.resolve("other.txt"), "A TODO.");
        kept(
                "review",
                "--durable",
                "--analyzer",
                "structure",
                folder.resolve("note.txt").toString());
        kept("review", "--durable", "--analyzer", "structure", note.toString(), other.toString());
        out.reset();

        assertThat(kept("review", "--durable", "--resume")).isZero();
        assertThat(out()).containsSubsequence("note.txt: 1 section", "other.txt: 1 section", "document");
    }

    @Test
    void reviews_are_listed_shown_and_cancelled() {
        kept("review", "--durable", "--analyzer", "structure", note.toString());
        out.reset();

        assertThat(kept("tasks")).isZero();
        assertThat(out()).containsPattern("[-0-9a-f]{36}  SUCCEEDED   1 of 1 .* note\\.txt\n");
        String id = id();
        out.reset();
        assertThat(kept("tasks", "--json")).isZero();
        assertThat(out()).startsWith("{\"id\":\"" + id + "\",\"what\":\"note.txt\",\"state\":\"SUCCEEDED\"");
        assertThat(kept("tasks", "show", id)).isZero();
        assertThat(out()).contains("analyses   1 of 1 ended: 1 succeeded, 0 failed, 0 cancelled, 0 timed out");
        out.reset();
        assertThat(kept("tasks", "show", "--json", id)).isZero();
        assertThat(out()).contains("\"problems\":[]");
        assertThat(kept("tasks", "cancel", id)).isZero();
        assertThat(out()).contains("nothing to cancel: it has ended");
    }

    @Test
    void wrong_usage_is_one_line_that_says_what_to_do() {
        kept("review", "--durable", "--analyzer", "structure", note.toString());
        for (List<String> args : List.of(
                List.of("tasks", "show", UNKNOWN),
                List.of("tasks", "show", "7"),
                List.of("tasks", "cancel", UNKNOWN),
                List.of("tasks", "--limit", "0"),
                List.of("tasks", "--db", "mysql://host/db"),
                List.of("review", "--resume", UNKNOWN),
                List.of("review", "--resume", id(), note.toString()),
                List.of("review", "--executor", "thread-pool", note.toString()),
                List.of("review", "--concurrency", "2", note.toString()),
                List.of("review", "--model", "m", note.toString()),
                List.of("review", "--durable", "--concurrency", "0", note.toString()),
                List.of("worker", "--drain-seconds", "-1"),
                List.of("worker", "--analyzer", "fibers"))) {
            err.reset();
            List<String> withDatabase = new ArrayList<>(args);
            if (!args.contains("--db")) {
                withDatabase.addAll(List.of("--db", database));
            }
            assertThat(run(withDatabase)).as("%s", args).isEqualTo(2);
            assertThat(err())
                    .as("%s", args)
                    .startsWith("prism")
                    .containsOnlyOnce("\n")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void what_the_environment_does_not_allow_ends_with_3() {
        assertThat(run(List.of("tasks", "--db", database, "--db-password-env", "PRISM_NO_SUCH_VARIABLE")))
                .isEqualTo(3);
        assertThat(err()).containsOnlyOnce("\n").contains("PRISM_NO_SUCH_VARIABLE");
        err.reset();
        assertThat(run(List.of("tasks", "--db", "jdbc:postgresql://localhost:1/prism?password=hidden")))
                .isEqualTo(3);
        assertThat(err())
                .containsOnlyOnce("\n")
                .contains("cannot reach jdbc:postgresql://localhost:1/prism:")
                .doesNotContain("hidden");
    }

    @Test
    void the_data_folder_is_where_the_system_has_such_things() {
        Path home = Path.of("home").toAbsolutePath();
        Path elsewhere = Path.of("elsewhere").toAbsolutePath();

        assertThat(DataFolder.of("Linux", Map.of(), home).path()).isEqualTo(home.resolve(".local/share/prism"));
        assertThat(DataFolder.of("Linux", Map.of("XDG_DATA_HOME", "relative"), home)
                        .path())
                .isEqualTo(home.resolve(".local/share/prism"));
        assertThat(DataFolder.of("Linux", Map.of("XDG_DATA_HOME", elsewhere.toString()), home)
                        .path())
                .isEqualTo(elsewhere.resolve("prism"));
        assertThat(DataFolder.of("Mac OS X", Map.of("XDG_DATA_HOME", elsewhere.toString()), home)
                        .path())
                .isEqualTo(home.resolve("Library/Application Support/prism"));
        assertThat(DataFolder.of("Windows 11", Map.of("LOCALAPPDATA", elsewhere.toString()), home)
                        .path())
                .isEqualTo(elsewhere.resolve("prism"));
    }

    private int kept(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--db", database));
        return run(all);
    }

    private int run(List<String> args) {
        return PrismCli.run(
                Analyzers.installed(),
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Terminal.NONE,
                args.toArray(String[]::new));
    }

    /** Of the review that was begun last. */
    private String id() {
        return err().replaceFirst("(?s).*prism: review (\\S+) of.*", "$1");
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
