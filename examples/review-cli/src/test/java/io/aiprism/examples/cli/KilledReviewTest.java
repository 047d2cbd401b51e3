package io.aiprism.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.document.DocumentReaders;
import io.aiprism.report.JsonReports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A review that is kept, in processes that are killed. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
final class KilledReviewTest {
    private static final int SECTIONS = 44;

    @TempDir
    Path folder;

    private Path report;
    private Path calls;

    @BeforeEach
    void copyReport() throws Exception {
        report = Files.copy(Path.of("..", "data", "incident-report.docx"), folder.resolve("report.docx"));
        calls = Files.createDirectory(folder.resolve("calls"));
    }

    @Test
    void a_killed_review_goes_on_and_gives_what_an_undisturbed_one_does() throws Exception {
        try (PrismProcess undisturbed = PrismProcess.start(
                folder,
                Map.of(),
                "review",
                "--analyzer",
                "structure,gated",
                report.toString(),
                "-o",
                folder.resolve("undisturbed.docx").toString())) {
            assertThat(undisturbed.await()).as("%s", undisturbed.said()).isZero();
        }
        try (PrismProcess killed = PrismProcess.start(
                folder,
                Map.of(GatedAnalyzer.FOLDER, calls.toString(), GatedAnalyzer.CALLS, "5"),
                "review",
                "--durable",
                "--analyzer",
                "structure,gated",
                "--concurrency",
                "1",
                report.toString())) {
            killed.awaitLine(line -> line.contains("6 of 45 analyses, 1 running"));
            try (PrismProcess second = PrismProcess.start(folder, Map.of(), "tasks")) {
                assertThat(second.await()).isEqualTo(3);
                assertThat(second.said()).singleElement().asString().contains("in use by another process");
            }
            killed.kill();
        }
        assertThat(folder.resolve("report.reviewed.docx")).doesNotExist();
        assertThat(GatedAnalyzer.calls(calls)).hasSize(6).doesNotHaveDuplicates();

        try (PrismProcess resumed =
                PrismProcess.start(folder, Map.of(GatedAnalyzer.FOLDER, calls.toString()), "review", "--resume")) {
            assertThat(resumed.await()).as("%s", resumed.said()).isZero();
            assertThat(resumed.out())
                    .contains(
                            "report written to " + folder.resolve("report.reviewed.html"),
                            "comments written to " + folder.resolve("report.reviewed.docx"));
        }

        // Only the section that was in the middle was looked at twice.
        List<String> all = GatedAnalyzer.calls(calls);
        assertThat(all).hasSize(SECTIONS + 1);
        assertThat(new HashSet<>(all))
                .hasSize(SECTIONS)
                .filteredOn(section -> Collections.frequency(all, section) == 2)
                .hasSize(1);
        assertThat(JsonReports.read(folder.resolve("report.reviewed.json")).findings())
                .isEqualTo(JsonReports.read(folder.resolve("undisturbed.json")).findings())
                .hasSizeGreaterThan(SECTIONS);
        assertThat(DocumentReaders.installed()
                        .read(folder.resolve("report.reviewed.docx"))
                        .comments()
                        .size())
                .isEqualTo(DocumentReaders.installed()
                        .read(folder.resolve("undisturbed.docx"))
                        .comments()
                        .size());
        assertThat(folder.resolve("report.reviewed.html")).isNotEmptyFile();
    }

    @Test
    void an_interrupted_review_says_how_to_go_on_and_leaves_nothing_half_done() throws Exception {
        try (PrismProcess interrupted = PrismProcess.start(
                folder,
                Map.of(GatedAnalyzer.FOLDER, calls.toString(), GatedAnalyzer.CALLS, "2"),
                "review",
                "--durable",
                "--analyzer",
                "gated",
                "--concurrency",
                "1",
                report.toString())) {
            String id = interrupted
                    .awaitLine(line -> line.contains("prism: review "))
                    .replaceFirst(".*prism: review (\\S+) of.*", "$1");
            interrupted.awaitLine(line -> line.contains("2 of 44 analyses, 1 running"));
            interrupted.terminate();
            assertThat(interrupted.await()).isEqualTo(143);
            assertThat(interrupted.said())
                    .contains("prism: interrupted; nothing was written. To go on: prism review --resume " + id);
        }
        assertThat(folder.resolve("report.reviewed.docx")).doesNotExist();

        try (PrismProcess tasks = PrismProcess.start(folder, Map.of(), "tasks", "--json")) {
            assertThat(tasks.await()).isZero();
            assertThat(tasks.out()).contains("\"state\":\"RUNNING\"", "\"succeeded\":2");
        }
    }
}
