package io.aiprism.executor.dbscheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.aiprism.executor.dbscheduler.Cluster.Node;
import io.aiprism.task.Task;
import io.aiprism.task.TaskOutcome;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(180)
final class BlobStoreTest {
    private static final Instant LATER = Instant.parse("2200-01-01T00:00:00Z");
    private static final String LARGE = "word ".repeat(1_000);

    private final HikariDataSource database = H2Database.open();
    private final Transactions transactions = new Transactions(database);
    private final Cluster cluster = new Cluster(database);

    @TempDir
    private Path directory;

    enum Place {
        DATABASE,
        DIRECTORY
    }

    @BeforeEach
    void create() {
        transactions.run(session -> {
            Dialect.H2.createSchemaIfMissing(session);
            return true;
        });
    }

    @AfterEach
    void close() {
        cluster.close();
        database.close();
    }

    private BlobStore store(Place place) {
        return switch (place) {
            case DATABASE -> BlobStore.inDatabase(database);
            case DIRECTORY -> BlobStore.inDirectory(directory.resolve("blobs"));
        };
    }

    private Node node(BlobStore blobs) {
        return cluster.node(
                config -> config, settings -> settings.blobStore(blobs).largestInRow(1_000));
    }

    @ParameterizedTest
    @EnumSource
    void what_was_put_is_got_listed_replaced_and_deleted(Place place) throws IOException {
        BlobStore blobs = store(place);
        assertThat(blobs.names("", LATER, 10)).isEmpty();
        blobs.put("b", new byte[] {1});
        blobs.put("a", new byte[] {2});
        blobs.put("c", new byte[0]);
        blobs.put("b", new byte[] {3, 0});
        assertThat(blobs.get("b")).containsExactly(3, 0);
        assertThat(blobs.get("c")).isEmpty();
        assertThat(blobs.names("", LATER, 2)).containsExactly("a", "b");
        assertThat(blobs.names("b", LATER, 2)).containsExactly("c");
        assertThat(blobs.names("", Instant.EPOCH, 10)).isEmpty();
        blobs.delete("b");
        blobs.delete("b");
        assertThatThrownBy(() -> blobs.get("b"))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("b");
    }

    @ParameterizedTest
    @EnumSource
    void large_inputs_and_results_are_blobs_and_small_ones_are_not(Place place) throws Exception {
        BlobStore blobs = store(place);
        Node node = node(blobs);
        node.handle((input, context) -> input.toUpperCase(Locale.ROOT));
        Task<String> small = node.submit("", "small");
        Task<String> large = node.submit("", LARGE);
        assertThat(node.end(small)).isEqualTo(new TaskOutcome.Succeeded<>("SMALL"));
        assertThat(node.end(large)).isEqualTo(new TaskOutcome.Succeeded<>(LARGE.toUpperCase(Locale.ROOT)));
        assertThat(blobs.names("", LATER, 10)).containsExactly(large.id() + "-input", large.id() + "-result-1");
        Long inRows = transactions.run(session -> session.one(
                "select sum(octet_length(input) + octet_length(result)) from prism_task", row -> row.getLong(1)));
        assertThat(inRows).isLessThan(200);
    }

    @ParameterizedTest
    @EnumSource
    void a_task_whose_input_is_gone_fails_and_says_so(Place place) throws Exception {
        BlobStore blobs = store(place);
        Node node = node(blobs);
        Task<String> task = node.submit("", LARGE);
        blobs.delete(task.id() + "-input");
        node.handle((input, context) -> input);
        assertThat(node.end(task))
                .isInstanceOfSatisfying(
                        TaskOutcome.Failed.class,
                        failed -> assertThat(failed.failure().message())
                                .contains("the input is not there any more", task.id() + "-input"));
    }

    @ParameterizedTest
    @EnumSource
    void blobs_of_expired_and_of_unknown_tasks_are_swept_and_all_others_stay(Place place) throws Exception {
        BlobStore blobs = store(place);
        Node node = node(blobs);
        node.handle((input, context) -> input);
        Task<String> kept = node.submit("", LARGE);
        Task<String> forgotten = node.submit("", LARGE);
        node.end(kept);
        node.end(forgotten);
        node.manager().forget(forgotten.id());
        String unknown = "00000000-0000-0000-0000-000000000001-input";
        blobs.put(unknown, new byte[1]);
        blobs.put("of-somebody-else", new byte[1]);
        Payloads payloads = new Payloads(blobs, 1_000);
        payloads.sweep(transactions, Instant.now());
        assertThat(blobs.names("", LATER, 10)).as("young blobs stay").hasSize(6);
        payloads.sweep(transactions, LATER);
        assertThat(blobs.names("", LATER, 10))
                .containsExactlyInAnyOrderElementsOf(
                        List.of(kept.id() + "-input", kept.id() + "-result-1", "of-somebody-else"));
    }
}
