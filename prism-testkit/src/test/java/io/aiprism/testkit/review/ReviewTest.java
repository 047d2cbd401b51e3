package io.aiprism.testkit.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.Prism;
import io.aiprism.analysis.AnalysisRequest;
import io.aiprism.analysis.AnalysisResult;
import io.aiprism.analysis.Analyzer;
import io.aiprism.analysis.Scope;
import io.aiprism.checklist.Checklist;
import io.aiprism.checklist.ChecklistException;
import io.aiprism.document.Document;
import io.aiprism.document.Section;
import io.aiprism.document.Span;
import io.aiprism.finding.Finding;
import io.aiprism.review.Review;
import io.aiprism.review.ReviewCursor;
import io.aiprism.review.ReviewEvent;
import io.aiprism.review.ReviewProgress;
import io.aiprism.review.ReviewResult;
import io.aiprism.review.ReviewTasks;
import io.aiprism.review.SectionAnalysis;
import io.aiprism.review.SectionResult;
import io.aiprism.task.GroupId;
import io.aiprism.task.TaskEvent;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskQuery;
import io.aiprism.task.TaskRejectedException;
import io.aiprism.task.TaskStatus;
import io.aiprism.task.UnsupportedCapabilityException;
import io.aiprism.testkit.task.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for reviews, whether tasks are kept as they are or as bytes, and whether or not the process dies between them. */
@ParameterizedClass
@EnumSource(Application.Kind.class)
@Timeout(30)
final class ReviewTest {
    private final ManualClock clock = new ManualClock();
    private final Application application;
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

    ReviewTest(Application.Kind kind) throws ChecklistException {
        application = kind.create(TaskManagerConfig.builder()
                .maxConcurrency(2)
                .queueCapacity(20)
                .drainTimeout(Duration.ZERO)
                .clock(clock)
                .build());
        tasks = application.tasks();
    }

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void findings_are_in_document_order_with_unique_ids_and_quote_their_words() throws InterruptedException {
        ReviewResult result = review(FakeAnalyzer.findingBad("fake", Scope.SECTION));

        assertThat(result.findings()).hasSize(7).extracting(Finding::id).doesNotHaveDuplicates();
        assertThat(result.findings())
                .isSortedAccordingTo(inReadingOrder())
                .allSatisfy(finding -> assertThat(finding.quote()).isEqualTo(document.text(finding.span())));
        assertThat(result.complete()).isTrue();
        assertThat(result.sections())
                .extracting(row -> row.subject().title())
                .containsExactly("", "One", "Two", "Two", "Two");
        assertThat(result.sections().stream().flatMap(row -> row.findings().stream()))
                .containsExactlyElementsOf(result.findings());
    }

    @Test
    void a_second_review_of_the_same_text_gives_the_same_ids() throws InterruptedException {
        start(FakeAnalyzer.findingBad("fake", Scope.SECTION));
        ReviewResult first = again(prism().review(document, checklist)).await();
        ReviewResult second = again(prism().review(document, checklist)).await();

        assertThat(second.findings()).isEqualTo(first.findings());
        assertThat(second.id()).isNotEqualTo(first.id());
    }

    @Test
    void a_review_returns_at_once_and_tells_its_progress() throws InterruptedException {
        var gate = new CountDownLatch(1);
        start(waitingFor(gate));
        Review review = prism().review(document, checklist);

        ReviewProgress begun = again(review).progress();
        assertThat(begun.queued() + begun.running()).isEqualTo(5).isEqualTo(begun.total());
        assertThat(begun.ended()).isZero();
        assertThat(again(review).result()).isEmpty();
        assertThat(again(review).await(Duration.ZERO)).isEmpty();
        assertThat(again(review).ended()).isEmpty();
        gate.countDown();
        assertThat(again(review).await().complete()).isTrue();
        assertThat(again(review).progress()).isEqualTo(new ReviewProgress(5, 0, 0, 5, 0, 0));
        assertThat(again(review).ended()).hasSize(5);
    }

    @Test
    void a_section_that_fails_is_reported_and_the_others_are_kept() throws InterruptedException {
        ReviewResult result = review(FakeAnalyzer.ofSections((self, request, context) -> {
            if (((AnalysisRequest.OfSection) request).section().title().equals("One")) {
                throw new IllegalStateException("the dog ate it");
            }
            return AnalysisResult.complete(self, FakeAnalyzer.bad(self, request));
        }));

        assertThat(result.unfinished()).singleElement().satisfies(row -> {
            assertThat(row.subject().title()).isEqualTo("One");
            assertThat(row).isInstanceOfSatisfying(SectionResult.Failed.class, failed -> {
                assertThat(failed.cause()).isEqualTo(SectionResult.Cause.ERROR);
                assertThat(failed.message()).isEqualTo("the dog ate it");
            });
        });
        assertThat(result.findings()).hasSize(5);
        assertThat(result.complete()).isFalse();
    }

    @Test
    void an_incomplete_analysis_is_partial_and_keeps_its_findings() throws InterruptedException {
        ReviewResult result = review(FakeAnalyzer.ofSections((self, request, context) ->
                AnalysisResult.partial(self, FakeAnalyzer.bad(self, request), "the second half was too long")));

        assertThat(result.sections())
                .allSatisfy(row -> assertThat(row)
                        .isInstanceOfSatisfying(
                                SectionResult.Partial.class,
                                partial -> assertThat(partial.gap()).contains("too long")));
        assertThat(result.findings()).hasSize(7);
        assertThat(result.complete()).isFalse();
    }

    @Test
    void analyzers_of_both_scopes_combine() throws InterruptedException {
        ReviewResult result = review(
                FakeAnalyzer.findingBad("sections", Scope.SECTION), FakeAnalyzer.findingBad("whole", Scope.DOCUMENT));

        assertThat(result.sections()).hasSize(5);
        assertThat(result.document()).singleElement().satisfies(row -> {
            assertThat(row.subject().sectionId()).isEmpty();
            assertThat(row.subject().title()).isEqualTo("sketch.txt");
            assertThat(row.subject().analyzer()).isEqualTo("whole");
            assertThat(row.findings()).hasSize(7);
        });
        assertThat(result.findings()).hasSize(14).isSortedAccordingTo(inReadingOrder());
        assertThat(result.findingsIn(document.sections().get(1).id())).hasSize(4);
    }

    @Test
    void cancelling_ends_what_runs_and_what_waits() throws InterruptedException {
        var gate = new CountDownLatch(1);
        start(waitingFor(gate));
        Review review = prism().review(document, checklist);

        assertThat(again(review).cancel("changed my mind")).isEqualTo(5);
        assertThat(again(review).cancel("again")).isZero();
        ReviewResult result = again(review).await();

        assertThat(result.sections())
                .allSatisfy(row -> assertThat(row)
                        .isInstanceOfSatisfying(
                                SectionResult.Cancelled.class,
                                cancelled -> assertThat(cancelled.reason()).isEqualTo("changed my mind")));
        assertThat(again(review).progress()).isEqualTo(new ReviewProgress(5, 0, 0, 0, 0, 5));
    }

    @Test
    void an_analysis_that_does_not_end_in_time_is_a_failed_row_and_what_ended_before_is_kept()
            throws InterruptedException {
        var gate = new CountDownLatch(1);
        start(FakeAnalyzer.ofSections((self, request, context) -> {
            if (!((AnalysisRequest.OfSection) request).section().title().equals("One")) {
                gate.await();
            }
            return AnalysisResult.complete(self, FakeAnalyzer.bad(self, request));
        }));
        Instant submittedAt = clock.now();
        TaskOptions options =
                TaskOptions.builder().timeout(Duration.ofMinutes(5)).build();
        Review review = prism().review(document, checklist, options);
        String one = document.sections().get(1).id();
        TaskStatus done = tasks.list(TaskQuery.ofGroup(review.id())).stream()
                .filter(status -> one.equals(status.labels().get(ReviewTasks.SECTION_ID)))
                .findFirst()
                .orElseThrow();
        tasks.await(done.id(), Duration.ofHours(1));
        again(review);
        clock.advance(Duration.ofMinutes(6));
        ReviewResult result = again(review).await();

        assertThat(result.unfinished())
                .hasSize(4)
                .allSatisfy(row -> assertThat(row).isInstanceOfSatisfying(SectionResult.Failed.class, failed -> {
                    assertThat(failed.cause()).isEqualTo(SectionResult.Cause.TIMED_OUT);
                    assertThat(failed.message()).contains("did not end before " + submittedAt.plusSeconds(300));
                }));
        assertThat(result.findings())
                .hasSize(2)
                .allSatisfy(finding -> assertThat(finding.sectionId()).isEqualTo(one));
        assertThat(result.complete()).isFalse();
        assertThat(again(review).progress()).isEqualTo(new ReviewProgress(5, 0, 0, 1, 4, 0));
    }

    @Test
    void a_finding_that_does_not_quote_its_words_is_refused() throws InterruptedException {
        Document other = Sketch.of("A bad beginning.", "# One", "That was bad then.");
        ReviewResult result = review(FakeAnalyzer.ofSections((self, request, context) -> {
            Section wrong = other.sections().getFirst();
            Span span = Span.within(wrong.blocks().getFirst().id(), 0, 1);
            return AnalysisResult.complete(
                    self, List.of(FakeAnalyzer.finding(self, wrong, span).build()));
        }));

        assertThat(result.unfinished())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row)
                        .isInstanceOfSatisfying(
                                SectionResult.Failed.class,
                                failed -> assertThat(failed.message())
                                        .contains("analyzer 'fake' returned a finding that")));
    }

    @Test
    void a_review_is_found_again_by_its_id_and_says_the_same() throws InterruptedException {
        start(FakeAnalyzer.findingBad("fake", Scope.SECTION));
        Review review = prism().review(document, checklist);
        ReviewResult result = again(review).await();

        Review found =
                prism().find(GroupId.parse(review.id().toString()), document).orElseThrow();

        assertThat(found.result()).contains(result);
        assertThat(found.events(ReviewCursor.START)).isEqualTo(again(review).events(ReviewCursor.START));
        assertThat(result.checklistId()).isEqualTo("general-report");
        assertThat(result.duration()).isGreaterThanOrEqualTo(Duration.ZERO);
    }

    @Test
    void an_unknown_review_is_not_found_and_another_document_is_refused() throws InterruptedException {
        start(FakeAnalyzer.findingBad("fake", Scope.SECTION));
        Review review = prism().review(document, checklist);
        again(review).await();

        assertThat(prism().find(new GroupId(new TaskId(1, 2)), document)).isEmpty();
        assertThatThrownBy(() -> prism().find(review.id(), Sketch.of("Something else.")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sketch.txt has hash");
    }

    @Test
    void a_result_that_is_no_longer_kept_is_a_failed_row_not_an_empty_one() throws InterruptedException {
        start(FakeAnalyzer.findingBad("fake", Scope.SECTION));
        Review review = prism().review(document, checklist);
        again(review).await();
        Review found = again(review);
        TaskStatus member = tasks.list(TaskQuery.ofGroup(review.id())).getFirst();
        tasks.forget(member.id());

        assertThat(found.result().orElseThrow().unfinished())
                .singleElement()
                .isInstanceOfSatisfying(
                        SectionResult.Failed.class,
                        failed -> assertThat(failed.cause()).isEqualTo(SectionResult.Cause.RESULT_EXPIRED));
        assertThat(prism().find(review.id(), document)).isEmpty();
    }

    @Test
    void events_are_numbered_without_gaps_and_can_be_read_on_from_any_of_them() throws InterruptedException {
        start(FakeAnalyzer.findingBad("fake", Scope.SECTION));
        Review review = prism().review(document, checklist);
        again(review).await();
        Review found = again(review);
        List<ReviewEvent> all = found.events(ReviewCursor.START);

        assertThat(all).hasSizeGreaterThanOrEqualTo(15);
        for (int i = 0; i < all.size(); i++) {
            ReviewEvent event = all.get(i);
            assertThat(event.sequence()).isEqualTo(i + 1);
            ReviewCursor cursor = ReviewCursor.parse(event.cursor().toString());
            assertThat(found.events(cursor)).isEqualTo(all.subList(i + 1, all.size()));
        }
        assertThat(again(review).awaitEvents(all.getLast().cursor(), Duration.ofHours(1)))
                .isEmpty();
    }

    @Test
    void a_listener_hears_every_event_even_if_it_throws() throws InterruptedException {
        var gate = new CountDownLatch(1);
        List<ReviewEvent> heard = new CopyOnWriteArrayList<>();
        var last = new CountDownLatch(5);
        start(waitingFor(gate));
        Review review = prism().review(document, checklist);
        again(review).listen(ReviewCursor.START, event -> {
            heard.add(event);
            if (event.event().detail() instanceof TaskEvent.StateChanged(var state, var attempt)
                    && state.isTerminal()) {
                last.countDown();
            }
            throw new IllegalStateException("listeners may fail");
        });
        gate.countDown();
        last.await();

        assertThat(heard).extracting(ReviewEvent::sequence).isEqualTo(numbersTo(heard.size()));
        // Those of the same time may stand in another order than that in which they were read one after the other.
        assertThat(heard)
                .extracting(ReviewEvent::event)
                .containsExactlyInAnyOrderElementsOf(again(review).events(ReviewCursor.START).stream()
                        .map(ReviewEvent::event)
                        .toList());
    }

    @Test
    void a_full_queue_refuses_the_whole_review() {
        var gate = new CountDownLatch(1);
        start(waitingFor(gate));
        String[] lines = new String[60];
        Arrays.setAll(lines, i -> i % 2 == 0 ? "# Heading " + i : "Text.");
        Document large = Sketch.of(lines);

        assertThatThrownBy(() -> prism().review(large, checklist)).isInstanceOf(TaskRejectedException.class);
        assertThat(tasks.list(TaskQuery.ALL)).isEmpty();
    }

    @Test
    void options_reach_each_task_and_labels_say_what_it_does() throws InterruptedException {
        start(FakeAnalyzer.findingBad("fake", Scope.SECTION));
        TaskOptions options = TaskOptions.builder()
                .tenant("ada")
                .labels(Map.of("mine", "yes"))
                .build();
        Review review = prism().review(document, checklist, options);
        again(review).await();

        assertThat(tasks.list(TaskQuery.ofGroup(review.id()))).hasSize(5).allSatisfy(status -> {
            assertThat(status.tenant()).isEqualTo("ada");
            assertThat(status.labels())
                    .containsEntry("mine", "yes")
                    .containsEntry(ReviewTasks.ANALYZER, "fake")
                    .containsKey(ReviewTasks.SECTION_ID);
        });
        TaskOptions keyed = TaskOptions.builder().idempotencyKey("k").build();
        assertThatThrownBy(() -> prism().review(document, checklist, keyed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'k'");
    }

    @Test
    void an_analysis_by_an_analyzer_that_is_not_there_is_refused_where_no_other_process_has_it() {
        start(FakeAnalyzer.findingBad("fake", Scope.SECTION));
        AnalysisRequest.OfSection request =
                AnalysisRequest.ofSections(document, checklist).getFirst();

        assertThatThrownBy(() -> tasks.submit(ReviewTasks.section("gone"), new SectionAnalysis("gone", request)))
                .hasMessageContaining("prism.review.section.gone");
        assertThat(prism().analyzers().names()).containsExactly("fake");
    }

    @Test
    void reviews_are_not_left_to_other_processes_where_there_are_none() {
        var submitting = Prism.builder(tasks)
                .analyzer(FakeAnalyzer.findingBad("fake", Scope.SECTION))
                .submitOnly();

        assertThatThrownBy(submitting::build)
                .isInstanceOf(UnsupportedCapabilityException.class)
                .hasMessageContaining(tasks.name());
    }

    @Test
    void a_task_manager_has_one_prism_at_a_time() {
        Analyzer analyzer = FakeAnalyzer.findingBad("fake", Scope.SECTION);
        Prism first = start(analyzer);

        assertThatThrownBy(() -> start(analyzer)).isInstanceOf(IllegalStateException.class);
        first.close();
        start(analyzer).close();
    }

    @Test
    void a_prism_needs_an_analyzer_and_says_which_are_installed() {
        assertThatThrownBy(() -> start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[structure]");
        Analyzer analyzer = FakeAnalyzer.findingBad("fake", Scope.SECTION);
        assertThatThrownBy(() -> start(analyzer, analyzer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two analyzers have the name 'fake'");
        assertThatThrownBy(() -> start(FakeAnalyzer.findingBad("user", Scope.SECTION)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no analyzer can have the name 'user'");
    }

    @Test
    void a_document_without_text_is_refused() {
        start(FakeAnalyzer.findingBad("fake", Scope.SECTION));
        assertThatThrownBy(() -> prism().review(Sketch.of(""), checklist))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sketch.txt has no text to review");
    }

    private Comparator<Finding> inReadingOrder() {
        return Comparator.<Finding>comparingInt(
                        finding -> document.indexOf(finding.span().startBlock()))
                .thenComparingInt(finding -> finding.span().startOffset());
    }

    private ReviewResult review(Analyzer... analyzers) throws InterruptedException {
        start(analyzers);
        return again(prism().review(document, checklist)).await();
    }

    private Prism start(Analyzer... analyzers) {
        return application.start(List.of(analyzers));
    }

    private Prism prism() {
        return application.prism();
    }

    private Review again(Review review) {
        return application.again(review);
    }

    private static List<Long> numbersTo(int count) {
        return LongStream.rangeClosed(1, count).boxed().toList();
    }

    private static Analyzer waitingFor(CountDownLatch gate) {
        return FakeAnalyzer.ofSections((self, request, context) -> {
            gate.await();
            return AnalysisResult.complete(self, List.of());
        });
    }
}
