package io.aiprism.executor.dbscheduler;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.aiprism.Prism;
import io.aiprism.analysis.AnalysisContext;
import io.aiprism.analysis.AnalysisRequest;
import io.aiprism.analysis.AnalysisResult;
import io.aiprism.analysis.Analyzer;
import io.aiprism.analysis.Scope;
import io.aiprism.checklist.Checklist;
import io.aiprism.document.Block;
import io.aiprism.document.Document;
import io.aiprism.document.DocumentReaders;
import io.aiprism.document.DocumentSource;
import io.aiprism.document.ReadOptions;
import io.aiprism.document.Section;
import io.aiprism.document.Span;
import io.aiprism.finding.Finding;
import io.aiprism.finding.Provenance;
import io.aiprism.finding.Severity;
import io.aiprism.review.Review;
import io.aiprism.review.ReviewCursor;
import io.aiprism.review.ReviewEvent;
import io.aiprism.review.ReviewProgress;
import io.aiprism.review.ReviewResult;
import io.aiprism.review.SectionResult;
import io.aiprism.task.Codec;
import io.aiprism.task.TaskEvent;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.TaskState;
import io.aiprism.task.engine.TaskManagers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reviews whose processes die, and which several processes share. */
@Timeout(60)
final class DurableReviewTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private final HikariDataSource database = H2Database.open();
    private final List<Node> nodes = new ArrayList<>();
    private final Document document;
    private final Checklist checklist;

    DurableReviewTest() throws Exception {
        checklist = Checklist.builtIn("general-report");
        document = read("a bad one\n\na good one\n\na bad, bad one\n\nnothing\n\nbad\n\nthe end");
        assertThat(document.sections()).hasSize(6);
    }

    private static Document read(String text) throws IOException {
        return DocumentReaders.installed()
                .read(
                        DocumentSource.of("parts.txt", text.getBytes(StandardCharsets.UTF_8)),
                        ReadOptions.DEFAULT.withMaxSectionTokens(1));
    }

    /** A process, as far as tasks can tell. */
    private record Node(DbSchedulerExecutor executor, TaskManager tasks) {
        Prism.Builder prism() {
            return Prism.builder(tasks);
        }

        /** Beats no more, and picks nothing; its handlers go on. */
        void die(HikariDataSource database) {
            executor.close();
            DatabaseHarness.silence(database);
        }
    }

    private Node node() {
        TaskManagerConfig config = TaskManagerConfig.builder()
                .maxConcurrency(1)
                .drainTimeout(Duration.ZERO)
                .build();
        DbSchedulerExecutor executor = DatabaseHarness.node(database, config);
        Node node = new Node(executor, TaskManagers.create(executor, config));
        nodes.add(node);
        return node;
    }

    @AfterEach
    void close() {
        nodes.forEach(node -> node.tasks().close());
        database.close();
    }

    @Test
    void a_review_goes_on_at_another_node_and_what_was_analysed_is_not_analysed_again() throws Exception {
        var counting = new Counting("bad", 4);
        Node first = node();
        Review begun = first.prism().analyzer(counting).build().review(document, checklist);
        await(counting.stuck);
        assertThat(begun.progress()).isEqualTo(new ReviewProgress(6, 2, 1, 3, 0, 0));
        first.die(database);

        var again = new Counting("bad", Integer.MAX_VALUE);
        Review found = node().prism()
                .analyzer(again)
                .build()
                .find(begun.id(), document)
                .orElseThrow();
        ReviewResult result = found.await(PATIENCE).orElseThrow();

        assertThat(result.complete()).isTrue();
        assertThat(result.findings()).hasSize(4).isEqualTo(undisturbed().findings());
        assertThat(result.id()).isEqualTo(begun.id());
        assertThat(result.startedAt()).isEqualTo(begun.startedAt());
        // Three were done before, and one was in the middle.
        assertThat(counting.calls)
                .hasSize(4)
                .allSatisfy((section, calls) -> assertThat(calls).isEqualTo(1));
        assertThat(again.calls)
                .hasSize(3)
                .allSatisfy((section, calls) -> assertThat(calls).isEqualTo(1));
        assertThat(begun.result().orElseThrow().findings()).isEqualTo(result.findings());
    }

    @Test
    void a_part_of_an_analysis_that_was_done_is_not_done_again_when_its_node_has_died() throws Exception {
        Map<String, Integer> paid = new ConcurrentHashMap<>();
        var stuck = new CountDownLatch(1);
        Node first = node();
        Review begun = first.prism()
                .analyzer(new Paying(paid, () -> {
                    stuck.countDown();
                    NEVER.await();
                }))
                .build()
                .review(document, checklist);
        await(stuck);
        first.die(database);

        Prism second = node().prism().analyzer(new Paying(paid, () -> {})).build();
        ReviewResult result =
                second.find(begun.id(), document).orElseThrow().await(PATIENCE).orElseThrow();

        assertThat(result.complete()).isTrue();
        assertThat(paid)
                .hasSize(6)
                .allSatisfy((section, calls) -> assertThat(calls).isEqualTo(1));
    }

    @Test
    void a_node_that_runs_nothing_follows_a_review_and_cancels_it() throws Exception {
        var counting = new Counting("bad", 3);
        Prism runs = node().prism().analyzer(counting).build();
        Prism follows = node().prism().analyzer(counting).submitOnly().build();
        Review review = follows.review(document, checklist);
        await(counting.stuck);

        assertThat(review.progress()).isEqualTo(new ReviewProgress(6, 3, 1, 2, 0, 0));
        assertThat(review.ended()).hasSize(2);
        assertThat(states(review)).containsSubsequence(TaskState.QUEUED, TaskState.RUNNING, TaskState.SUCCEEDED);
        assertThat(review.cancel("not needed")).isEqualTo(4);
        ReviewResult result = review.await(PATIENCE).orElseThrow();
        assertThat(result.unfinished()).hasSize(4).hasOnlyElementsOfType(SectionResult.Cancelled.class);
        assertThat(runs.find(review.id(), document).orElseThrow().result())
                .map(ReviewResult::findings)
                .contains(result.findings());
        assertThat(counting.calls).hasSize(3);
    }

    @Test
    void events_are_read_on_from_a_cursor_of_another_node() throws Exception {
        var counting = new Counting("bad", 3);
        Node first = node();
        Review begun = first.prism().analyzer(counting).build().review(document, checklist);
        await(counting.stuck);
        List<ReviewEvent> before = begun.events(ReviewCursor.START);
        ReviewCursor cursor = ReviewCursor.parse(before.getLast().cursor().toString());
        first.die(database);

        Review found = node().prism()
                .analyzer(new Counting("bad", Integer.MAX_VALUE))
                .build()
                .find(begun.id(), document)
                .orElseThrow();
        assertThat(found.await(PATIENCE)).isPresent();

        List<ReviewEvent> after = found.events(cursor);
        assertThat(after)
                .first()
                .satisfies(event -> assertThat(event.sequence()).isEqualTo(before.size() + 1L));
        assertThat(before.size() + after.size())
                .isEqualTo(found.events(ReviewCursor.START).size());
    }

    @Test
    void each_node_runs_what_its_analyzers_can() throws Exception {
        var bad = new Counting("bad", Integer.MAX_VALUE);
        var good = new Counting("good", Integer.MAX_VALUE);
        Prism submits = node().prism().analyzer(bad).analyzer(good).submitOnly().build();
        node().prism().analyzer(bad).build();

        Review review = submits.review(document, checklist);
        while (review.progress().succeeded() < 6) {
            review.awaitEvents(review.events(ReviewCursor.START).getLast().cursor(), Duration.ofMillis(20));
        }
        assertThat(review.progress()).isEqualTo(new ReviewProgress(12, 6, 0, 6, 0, 0));
        node().prism().analyzer(good).build();

        ReviewResult result = review.await(PATIENCE).orElseThrow();
        assertThat(result.complete()).isTrue();
        assertThat(result.findings()).extracting(Finding::quote).containsExactly("bad", "good", "bad", "bad", "bad");
    }

    @Test
    void what_has_not_changed_is_taken_over_from_a_review_that_another_node_has_run() throws Exception {
        Prism runs =
                node().prism().analyzer(new Counting("bad", Integer.MAX_VALUE)).build();
        ReviewResult before = runs.review(document, checklist).await(PATIENCE).orElseThrow();
        var unused = new Counting("bad", Integer.MAX_VALUE);

        ReviewResult after = node().prism()
                .analyzer(unused)
                .submitOnly()
                .build()
                .reviewAgain(before, document, checklist)
                .await(PATIENCE)
                .orElseThrow();

        assertThat(after.reused()).isEqualTo(6);
        assertThat(after.findings()).isEqualTo(before.findings());
        assertThat(unused.calls).isEmpty();
    }

    private ReviewResult undisturbed() throws InterruptedException {
        try (HikariDataSource other = H2Database.open();
                TaskManager tasks = TaskManagers.create(
                        DatabaseHarness.node(other, TaskManagerConfig.ofMaxConcurrency(2)),
                        TaskManagerConfig.ofMaxConcurrency(2));
                Prism prism = Prism.builder(tasks)
                        .analyzer(new Counting("bad", Integer.MAX_VALUE))
                        .build()) {
            return prism.review(document, checklist).await(PATIENCE).orElseThrow();
        }
    }

    private static List<TaskState> states(Review review) {
        return review.events(ReviewCursor.START).stream()
                .map(event -> event.event().detail())
                .filter(TaskEvent.StateChanged.class::isInstance)
                .map(detail -> ((TaskEvent.StateChanged) detail).state())
                .toList();
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
    }

    /** Finds a word, counts its calls by section, and gets stuck in one of them until it is interrupted. */
    private static final class Counting implements Analyzer {
        final Map<String, Integer> calls = new ConcurrentHashMap<>();
        final CountDownLatch stuck = new CountDownLatch(1);
        private final String word;
        private final int sticks;

        /**
         * @param sticks number of the call that does not return
         */
        Counting(String word, int sticks) {
            this.word = word;
            this.sticks = sticks;
        }

        @Override
        public String name() {
            return word;
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
            Section section = ((AnalysisRequest.OfSection) request).section();
            calls.merge(section.id(), 1, Integer::sum);
            if (calls.size() == sticks) {
                stuck.countDown();
                NEVER.await();
            }
            List<Finding> findings = new ArrayList<>();
            for (Block block : section.blocks()) {
                for (int at = block.text().indexOf(word);
                        at >= 0;
                        at = block.text().indexOf(word, at + 1)) {
                    findings.add(Finding.in(
                                    section,
                                    Span.within(block.id(), at, at + word.length()),
                                    Provenance.of(word, "1", "word"))
                            .severity(Severity.IMPORTANT)
                            .category("test")
                            .title("Word")
                            .description("There is " + word + ".")
                            .build());
                }
            }
            return AnalysisResult.complete(this, findings);
        }
    }

    /** Does what costs money in a step, and something else after it. */
    private record Paying(Map<String, Integer> paid, Afterwards afterwards) implements Analyzer {
        interface Afterwards {
            void run() throws InterruptedException;
        }

        @Override
        public String name() {
            return "paying";
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
        public AnalysisResult analyze(AnalysisRequest request, AnalysisContext context) throws Exception {
            String section = ((AnalysisRequest.OfSection) request).section().id();
            context.step("pay", Codec.json(Integer.class), () -> paid.merge(section, 1, Integer::sum));
            afterwards.run();
            return AnalysisResult.complete(this, List.of());
        }
    }
}
