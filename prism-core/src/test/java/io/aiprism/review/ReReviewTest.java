package io.aiprism.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.Prism;
import io.aiprism.analysis.AnalysisContext;
import io.aiprism.analysis.AnalysisRequest;
import io.aiprism.analysis.AnalysisResult;
import io.aiprism.analysis.Analyzer;
import io.aiprism.analysis.Scope;
import io.aiprism.checklist.Checklist;
import io.aiprism.checklist.ChecklistException;
import io.aiprism.document.Block;
import io.aiprism.document.Document;
import io.aiprism.document.Sections;
import io.aiprism.document.Sketch;
import io.aiprism.finding.Finding;
import io.aiprism.finding.FindingPolicies;
import io.aiprism.task.Codec;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskManagerConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a second review analyses again, and what it takes over. */
@ParameterizedClass
@EnumSource(Managers.class)
@Timeout(30)
final class ReReviewTest {
    private static final int SECTIONS = 20;

    private final TaskManager tasks;
    private final Checklist checklist = Checklist.builtIn("general-report");
    private final Counting sections = new Counting("sections", "1", Scope.SECTION);
    private final Counting whole = new Counting("whole", "1", Scope.DOCUMENT);

    ReReviewTest(Managers managers) throws ChecklistException {
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
    void one_edited_section_of_twenty_is_one_analysis() throws InterruptedException {
        List<String> lines = lines();
        ReviewResult first = review(sketch(lines), sections, whole);
        assertThat(first.reused()).isZero();
        lines.set(13, "Now this is bad, bad and bad.");
        Document edited = sketch(lines);
        sections.calls.clear();
        whole.calls.clear();

        ReviewResult again = again(first, edited, checklist, sections, whole);

        assertThat(sections.calls).containsExactly("Heading 6");
        assertThat(whole.calls).containsExactly("sketch.txt");
        assertThat(again.reused()).isEqualTo(SECTIONS - 1);
        assertThat(again.complete()).isTrue();
        ReviewResult fresh = review(edited, sections, whole);
        assertThat(again.findings()).isEqualTo(fresh.findings());
        assertThat(again.sections()).isEqualTo(fresh.sections());
        assertThat(again.document()).isEqualTo(fresh.document());
    }

    @Test
    void nothing_is_analysed_again_if_nothing_changed() throws InterruptedException {
        Document document = sketch(lines());
        ReviewResult first = review(document, sections, whole);
        sections.calls.clear();
        whole.calls.clear();

        ReviewResult again = again(first, document, checklist, sections, whole);

        assertThat(sections.calls).isEmpty();
        assertThat(whole.calls).isEmpty();
        assertThat(again.reused()).isEqualTo(SECTIONS + 1);
        assertThat(again.findings()).isEqualTo(first.findings());
        assertThat(again(again, document, checklist, sections, whole).reused()).isEqualTo(SECTIONS + 1);
        assertThat(sections.calls).isEmpty();
    }

    @Test
    void a_review_that_was_stored_and_read_back_will_do() throws InterruptedException {
        Document document = sketch(lines());
        Codec<ReviewResult> codec = Codec.json(ReviewResult.class);
        ReviewResult first = codec.decode(codec.encode(review(document, sections, whole)));
        sections.calls.clear();

        assertThat(again(first, document, checklist, sections, whole).reused()).isEqualTo(SECTIONS + 1);
        assertThat(sections.calls).isEmpty();
    }

    @Test
    void a_changed_title_analyses_its_section_and_those_beside_it_again() throws InterruptedException {
        List<String> lines = lines();
        ReviewResult first = review(sketch(lines), sections);
        lines.set(12, "# Another heading");
        sections.calls.clear();

        again(first, sketch(lines), checklist, sections);

        assertThat(sections.calls).containsExactlyInAnyOrder("Heading 5", "Another heading", "Heading 7");
    }

    @Test
    void another_version_of_analyzer_or_checklist_analyses_all_again() throws InterruptedException {
        Document document = sketch(lines());
        ReviewResult first = review(document, sections);
        Counting newer = new Counting("sections", "2", Scope.SECTION);
        Checklist sameVersion = new Checklist(
                checklist.id(),
                checklist.version(),
                checklist.title() + ", edited",
                checklist.locale(),
                checklist.checkpoints(),
                checklist.requiredSections());
        sections.calls.clear();

        assertThat(again(first, document, checklist, newer).reused()).isZero();
        assertThat(newer.calls).hasSize(SECTIONS);
        assertThat(again(first, document, sameVersion, sections).reused()).isZero();
        assertThat(sections.calls).hasSize(SECTIONS);
    }

    @Test
    void an_analysis_that_did_not_look_at_everything_is_done_again() throws InterruptedException {
        Document document = sketch(lines());
        Analyzer halting = FakeAnalyzer.ofSections((self, request, context) -> {
            String title = ((AnalysisRequest.OfSection) request).section().title();
            if (title.equals("Heading 3")) {
                throw new IllegalStateException("no");
            }
            return title.equals("Heading 4")
                    ? AnalysisResult.partial(self, List.of(), "too long")
                    : AnalysisResult.complete(self, FakeAnalyzer.bad(self, request));
        });
        ReviewResult first = review(document, halting);

        ReviewResult again = again(first, document, checklist, FakeAnalyzer.findingBad("fake", Scope.SECTION));

        assertThat(again.reused()).isEqualTo(SECTIONS - 2);
        assertThat(again.findings())
                .isEqualTo(review(document, FakeAnalyzer.findingBad("fake", Scope.SECTION))
                        .findings());
    }

    @Test
    void findings_are_placed_anew_where_ids_of_blocks_are_only_counted() throws InterruptedException {
        Document document = counted(sketch(lines()));
        ReviewResult first = review(document, sections, whole);
        List<String> lines = lines();
        lines.add(0, "A new bad beginning.");
        Document edited = counted(sketch(lines));
        sections.calls.clear();

        ReviewResult again = again(first, edited, checklist, sections, whole);

        assertThat(sections.calls).containsExactlyInAnyOrder("", "Heading 0");
        assertThat(again.reused()).isEqualTo(SECTIONS - 1);
        assertThat(again.findings()).isEqualTo(review(edited, sections, whole).findings());
        assertThat(again.findings())
                .allSatisfy(finding -> assertThat(finding.quote()).isEqualTo(edited.text(finding.span())));
    }

    @Test
    void a_section_is_analysed_again_if_a_finding_could_stand_at_two_places() throws InterruptedException {
        List<String> lines = lines();
        lines.add(2, "This is bad and that is bad.");
        Document document = counted(sketch(lines));
        ReviewResult first = review(document, sections);
        lines.add("# Last");
        lines.add("A bad end.");
        lines.add(0, "A beginning.");
        lines.add(1, "# Begin");
        sections.calls.clear();

        Document edited = counted(sketch(lines));
        ReviewResult again = again(first, edited, checklist, sections);

        assertThat(sections.calls).contains("Heading 0").doesNotContain("Heading 5");
        assertThat(again.findings()).isEqualTo(review(edited, sections).findings());
    }

    @Test
    void a_review_that_takes_over_is_found_again_by_its_id() throws InterruptedException {
        Document document = sketch(lines());
        ReviewResult first = review(document, sections, whole);
        try (Prism prism = prism(sections, whole)) {
            Review review = prism.reviewAgain(first, document, checklist);
            ReviewResult result = review.await();

            assertThat(prism.find(review.id(), document).orElseThrow().result()).contains(result);
        }
    }

    @Test
    void policies_are_applied_anew_to_what_was_taken_over() throws InterruptedException {
        Document document = sketch(lines());
        ReviewResult first;
        try (Prism strict = Prism.builder(tasks)
                .analyzer(sections)
                .policy(FindingPolicies.maximumPerSection(1))
                .build()) {
            first = strict.review(document, checklist).await();
        }
        assertThat(first.findings()).hasSize(SECTIONS);
        assertThat(first.policies().removed()).isEqualTo(SECTIONS);

        ReviewResult again = again(first, document, checklist, sections);

        assertThat(again.findings()).hasSize(2 * SECTIONS);
        assertThat(again.policies().removed()).isZero();
        assertThat(again.reused()).isEqualTo(SECTIONS);
    }

    private static List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < SECTIONS; i++) {
            lines.add("# Heading " + i);
            lines.add("This is bad and that is bad.");
        }
        return lines;
    }

    private static Document sketch(List<String> lines) {
        return Sketch.of(lines.toArray(String[]::new));
    }

    /** The document as a format would give it that only counts its paragraphs. */
    private static Document counted(Document document) {
        List<Block> blocks = new ArrayList<>();
        for (Block block : document.blocks()) {
            blocks.add(new Block("p" + blocks.size(), block.kind(), block.place(), block.text(), block.heading()));
        }
        return new Document(document.name(), document.format(), document.hash(), blocks, Sections.of(blocks, 4_000));
    }

    private ReviewResult review(Document document, Analyzer... analyzers) throws InterruptedException {
        try (Prism prism = prism(analyzers)) {
            return prism.review(document, checklist).await();
        }
    }

    private ReviewResult again(ReviewResult previous, Document document, Checklist checklist, Analyzer... analyzers)
            throws InterruptedException {
        try (Prism prism = prism(analyzers)) {
            ReviewResult result =
                    prism.reviewAgain(previous, document, checklist).await();
            assertThat(result.findings()).extracting(Finding::id).doesNotHaveDuplicates();
            return result;
        }
    }

    private Prism prism(Analyzer... analyzers) {
        Prism.Builder builder = Prism.builder(tasks);
        List.of(analyzers).forEach(builder::analyzer);
        return builder.build();
    }

    /** Finds every “bad”, and says what it was asked about. */
    private record Counting(String name, String version, Scope scope, List<String> calls) implements Analyzer {
        Counting(String name, String version, Scope scope) {
            this(name, version, scope, new CopyOnWriteArrayList<>());
        }

        @Override
        public AnalysisResult analyze(AnalysisRequest request, AnalysisContext context) {
            calls.add(
                    switch (request) {
                        case AnalysisRequest.OfSection one -> one.section().title();
                        case AnalysisRequest.OfDocument all -> all.documentName();
                    });
            return AnalysisResult.complete(this, FakeAnalyzer.bad(this, request));
        }
    }
}
