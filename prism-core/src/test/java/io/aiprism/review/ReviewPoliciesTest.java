package io.aiprism.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.aiprism.Prism;
import io.aiprism.analysis.AnalysisResult;
import io.aiprism.analysis.Analyzer;
import io.aiprism.analysis.Scope;
import io.aiprism.checklist.Checklist;
import io.aiprism.checklist.ChecklistException;
import io.aiprism.document.Document;
import io.aiprism.document.Sketch;
import io.aiprism.finding.Finding;
import io.aiprism.finding.FindingPolicies;
import io.aiprism.finding.RemovedFinding;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskManagerConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Several analyzers in one review, what policies leave of their findings, and how far it is. */
@ParameterizedClass
@EnumSource(Managers.class)
@Timeout(30)
final class ReviewPoliciesTest {
    private final TaskManager tasks;
    private final Checklist checklist = Checklist.builtIn("general-report");
    private final Document document = Sketch.of(
            "A bad beginning.",
            "# One",
            "This is bad and that is bad.",
            "# Two",
            "All good.",
            "# Two",
            "This is bad and that is bad.",
            "# Two",
            "This is bad and that is bad.");

    ReviewPoliciesTest(Managers managers) throws ChecklistException {
        tasks = managers.create(TaskManagerConfig.builder()
                .maxConcurrency(2)
                .drainTimeout(Duration.ZERO)
                .build());
    }

    @AfterEach
    void close() {
        tasks.close();
    }

    @Test
    void policies_decide_what_two_analyzers_found_about_the_same_words_and_report_it() throws InterruptedException {
        Analyzer sections = FakeAnalyzer.findingBad("sections", Scope.SECTION);
        Analyzer whole = FakeAnalyzer.findingBad("whole", Scope.DOCUMENT);
        try (Prism prism = Prism.builder(tasks)
                .analyzer(sections)
                .analyzer(whole)
                .policy(FindingPolicies.noDuplicatesWithinSections())
                .policy(FindingPolicies.maximumPerSection(1))
                .build()) {
            ReviewResult result = prism.review(document, checklist).await();

            assertThat(result.findings()).hasSize(4);
            assertThat(result.policies().applied())
                    .extracting(
                            applied -> applied.policy(),
                            applied -> applied.removed().size())
                    .containsExactly(tuple("no duplicates within sections", 7), tuple("at most 1 per section", 3));
            List<String> removed = result.policies().applied().stream()
                    .flatMap(applied -> applied.removed().stream())
                    .map(RemovedFinding::findingId)
                    .toList();
            assertThat(Stream.concat(
                            removed.stream(), result.findings().stream().map(Finding::id)))
                    .containsExactlyInAnyOrderElementsOf(result.rows()
                            .flatMap(row -> row.findings().stream())
                            .map(Finding::id)
                            .toList());
            assertThat(ReviewStatistics.of(result, Decisions.NONE.applyTo(result, document))
                            .removed())
                    .containsExactly(entry("no duplicates within sections", 7), entry("at most 1 per section", 3));
        }
    }

    @Test
    void progress_tells_what_is_queued_from_what_is_running() throws InterruptedException {
        var gate = new CountDownLatch(1);
        var begun = new CountDownLatch(2);
        Analyzer analyzer = FakeAnalyzer.ofSections((self, request, context) -> {
            begun.countDown();
            gate.await();
            return AnalysisResult.complete(self, List.of());
        });
        try (Prism prism = Prism.builder(tasks).analyzer(analyzer).build()) {
            Review review = prism.review(document, checklist);

            begun.await();
            assertThat(review.progress()).isEqualTo(new ReviewProgress(5, 3, 2, 0, 0, 0));
            gate.countDown();
            review.await();
            assertThat(review.progress()).isEqualTo(new ReviewProgress(5, 0, 0, 5, 0, 0));
        }
    }
}
