package io.aiprism.testkit.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.Prism;
import io.aiprism.analysis.AnalysisContext;
import io.aiprism.analysis.AnalysisRequest;
import io.aiprism.analysis.AnalysisResult;
import io.aiprism.analysis.Analyzer;
import io.aiprism.analysis.Scope;
import io.aiprism.checklist.Checklist;
import io.aiprism.document.Document;
import io.aiprism.document.DocumentReaders;
import io.aiprism.document.DocumentSource;
import io.aiprism.document.ReadOptions;
import io.aiprism.review.Review;
import io.aiprism.review.ReviewResult;
import io.aiprism.review.SectionResult;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.engine.TaskManagers;
import io.aiprism.testkit.task.EncodingExecutor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReviewRestartTest {
    private static final int SECTIONS = 4;

    private final TaskManagerConfig config = TaskManagerConfig.builder()
            .maxConcurrency(1)
            .drainTimeout(Duration.ZERO)
            .build();
    private final Map<String, Integer> callsBySection = new ConcurrentHashMap<>();
    private final CountDownLatch secondCall = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);

    @Test
    void a_review_goes_on_after_a_restart_and_what_was_analysed_is_not_analysed_again() throws Exception {
        Document document = DocumentReaders.installed()
                .read(
                        DocumentSource.of("parts.txt", "one\n\ntwo\n\nthree\n\nfour".getBytes(StandardCharsets.UTF_8)),
                        ReadOptions.DEFAULT.withMaxSectionTokens(1));
        assertThat(document.sections()).hasSize(SECTIONS);
        var stored = new EncodingExecutor(config);
        try (TaskManager tasks = TaskManagers.create(stored, config);
                Prism prism = Prism.builder(tasks).analyzer(new Counting(true)).build()) {
            Review review = prism.review(document, Checklist.builtIn("general-report"));
            secondCall.await();

            ReviewResult result = afterRestart(stored, review, document);

            assertThat(result.complete()).isTrue();
            assertThat(result.sections()).hasSize(SECTIONS).hasOnlyElementsOfType(SectionResult.Analyzed.class);
            // One was done before the restart, one was in the middle, two had not begun.
            assertThat(callsBySection.values()).containsExactlyInAnyOrder(1, 2, 1, 1);
        }
    }

    private ReviewResult afterRestart(EncodingExecutor stored, Review review, Document document) throws Exception {
        try (TaskManager tasks = TaskManagers.create(stored.restart(config), config);
                Prism prism = Prism.builder(tasks).analyzer(new Counting(false)).build()) {
            return prism.find(review.id(), document).orElseThrow().await();
        }
    }

    /** Counts its calls; if told so, the second one never returns of its own accord. */
    private final class Counting implements Analyzer {
        private final boolean hangs;

        Counting(boolean hangs) {
            this.hangs = hangs;
        }

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public Scope scope() {
            return Scope.SECTION;
        }

        @Override
        public AnalysisResult analyze(AnalysisRequest request, AnalysisContext context) throws InterruptedException {
            String section = ((AnalysisRequest.OfSection) request).section().id();
            callsBySection.merge(section, 1, Integer::sum);
            if (hangs && callsBySection.size() == 2) {
                secondCall.countDown();
                never.await();
            }
            return AnalysisResult.complete(this, List.of());
        }
    }
}
