package io.aiprism.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.aiprism.Prism;
import io.aiprism.analysis.AnalysisRequest;
import io.aiprism.analysis.AnalysisResult;
import io.aiprism.analysis.Analyzer;
import io.aiprism.checklist.Checklist;
import io.aiprism.checklist.ChecklistException;
import io.aiprism.document.Block;
import io.aiprism.document.Document;
import io.aiprism.document.Section;
import io.aiprism.document.Sketch;
import io.aiprism.document.Span;
import io.aiprism.finding.Finding;
import io.aiprism.finding.Provenance;
import io.aiprism.finding.Severity;
import io.aiprism.review.CarriedDecisions.NotCarried;
import io.aiprism.review.CarriedDecisions.Reason;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskManagerConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An analyzer marks whole paragraphs that hold “bad”; people decide; the document is edited and analysed again. */
@Timeout(30)
final class CarriedDecisionsTest {
    private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");

    private final TaskManager tasks = Managers.LIVE.create(TaskManagerConfig.DEFAULT);
    private final Document document = Sketch.of(
            "# One",
            "This one is bad and was written by somebody in a great hurry.",
            "# Two",
            "That costs 14 bad euros.",
            "# Three",
            "Fine words.");
    private final ReviewResult result = review(document, paragraphs());
    private final Finding first = result.findings().getFirst();
    private final Finding second = result.findings().getLast();

    @AfterEach
    void close() {
        tasks.close();
    }

    @Test
    void decisions_stay_with_findings_of_the_same_id() {
        Decisions decisions = Decisions.NONE.accept(first, "ada", AT).reject(second, "bob", AT);
        Document edited = Sketch.of(
                "# One",
                "This one is bad and was written by somebody in a great hurry.",
                "# Two",
                "That costs 14 bad euros.",
                "# Three",
                "Finer words.");

        CarriedDecisions carried = carried(decisions, edited);

        assertThat(carried.decisions()).isEqualTo(decisions);
        assertThat(carried.kept()).containsExactly(first.id(), second.id());
        assertThat(carried.moved()).isEmpty();
        assertThat(carried.notCarried()).isEmpty();
    }

    @Test
    void a_decision_follows_its_words_into_another_section_or_a_changed_paragraph() {
        Document moved = Sketch.of(
                "# One",
                "Nothing.",
                "# Two",
                "That costs 14 bad euros.",
                "# Three",
                "This one is bad and was written by somebody in a great hurry.");
        Document changed = Sketch.of(
                "# One",
                "This one is bad and was written by somebody in a hurry.",
                "# Two",
                "That costs 14 bad euros.");
        Decisions decisions = Decisions.NONE.reject(first, "taste", "ada", AT);

        for (Document edited : List.of(moved, changed)) {
            ReviewResult next = review(edited, paragraphs());
            CarriedDecisions carried = decisions.carriedTo(next, edited, "prism", AT);
            Finding now = next.findings().stream()
                    .filter(finding -> finding.quote().contains("This one"))
                    .findFirst()
                    .orElseThrow();

            assertThat(carried.moved()).containsExactly(entry(first.id(), now.id()));
            assertThat(carried.decisions().of(now.id())).contains(new Decision.Rejected(now, Optional.of("taste")));
            assertThat(carried.decisions().of(first.id())).isEmpty();
            assertThat(carried.decisions().strayFrom(next, edited)).isEmpty();
            assertThat(carried.decisions().trail())
                    .hasSize(2)
                    .startsWith(decisions.trail().getFirst());
            assertThat(carried.decisions().trail().getLast().carriedFrom()).contains(first.id());
            assertThat(carried.decisions().undo(now.id(), "ada", AT).of(now.id()))
                    .isEmpty();
            assertThat(Decisions.fromTrail(carried.decisions().trail())).isEqualTo(carried.decisions());
        }
    }

    @Test
    void an_edited_finding_is_carried_with_what_was_edited() {
        Document moved = Sketch.of("# One", "Nothing.", "# Four", "That costs 14 bad euros.");
        Finding edited = saying(second, "My title");
        Decisions decisions = Decisions.NONE.accept(second, "ada", AT).edit(edited, "ada", AT);
        ReviewResult next = review(moved, paragraphs());

        CarriedDecisions carried = decisions.carriedTo(next, moved, "prism", AT);

        DecidedFinding now = carried.decisions().applyTo(next, moved).getFirst();
        assertThat(now.finding()).isEqualTo(edited.inPlaceOf(next.findings().getFirst()));
        Decisions undone = carried.decisions().undo("ada", AT);
        assertThat(undone.applyTo(next, moved).getFirst())
                .isEqualTo(new DecidedFinding(
                        next.findings().getFirst(),
                        Optional.of(new Decision.Accepted(next.findings().getFirst()))));
    }

    @Test
    void a_decision_does_not_follow_to_words_with_another_number_or_a_negation() {
        Decisions decisions = Decisions.NONE.accept(first, "ada", AT).accept(second, "ada", AT);
        Document edited = Sketch.of(
                "# One",
                "This one is not bad and was written by somebody in a great hurry.",
                "# Two",
                "That costs 15 bad euros.");

        CarriedDecisions carried = carried(decisions, edited);

        assertThat(carried.moved()).isEmpty();
        assertThat(carried.notCarried())
                .containsExactly(
                        new NotCarried(new Decision.Accepted(first), Reason.GONE),
                        new NotCarried(new Decision.Accepted(second), Reason.GONE));
        assertThat(carried(carried.decisions(), document).kept()).containsExactly(first.id(), second.id());
    }

    @Test
    void what_could_be_one_of_several_is_not_guessed_unless_it_makes_no_difference() {
        Document twice = Sketch.of("# A", "So bad.", "# B", "So bad.");
        Document later = Sketch.of("# C", "So bad.", "# D", "So bad.");
        List<Finding> findings = review(twice, paragraphs()).findings();
        Decisions one = Decisions.NONE.reject(findings.getFirst(), "ada", AT);
        Decisions alike = one.reject(findings.getLast(), "ada", AT);
        Decisions different = one.accept(findings.getLast(), "ada", AT);

        assertThat(carried(one, later).notCarried())
                .extracting(NotCarried::reason)
                .containsExactly(Reason.AMBIGUOUS);
        assertThat(carried(different, later).notCarried())
                .extracting(NotCarried::reason)
                .containsExactly(Reason.AMBIGUOUS, Reason.AMBIGUOUS);
        assertThat(carried(alike, later).moved()).hasSize(2);
        assertThat(carried(alike, later).notCarried()).isEmpty();
    }

    @Test
    void a_finding_of_the_users_own_is_found_by_its_words() {
        Section three = document.sections().getLast();
        Finding own = Finding.in(
                        three,
                        Span.within(three.blocks().getLast().id(), 0, 4),
                        Provenance.of(Decisions.USER, "1", "added"))
                .severity(Severity.SUGGESTION)
                .category("mine")
                .title("Mine")
                .description("Too fine.")
                .build();
        Decisions decisions = Decisions.NONE.add(own, "ada", AT).edit(saying(own, "Ours"), "ada", AT);
        Document moved = Sketch.of("# Nine", "Quite Fine words.");
        Document gone = Sketch.of("# Nine", "Other words.");
        Document twice = Sketch.of("# Nine", "Fine and Fine.");

        CarriedDecisions carried = carried(decisions, moved);

        assertThat(carried.moved()).containsExactly(entry(own.id(), own.id()));
        Finding now = carried.decisions()
                .applyTo(review(moved, paragraphs()), moved)
                .getFirst()
                .finding();
        assertThat(moved.text(now.span())).isEqualTo("Fine");
        assertThat(now.title()).isEqualTo("Ours");
        Decisions undone = carried.decisions().undo("ada", AT);
        assertThat(undone.applyTo(review(moved, paragraphs()), moved))
                .extracting(it -> it.finding().title())
                .containsExactly("Mine");
        assertThat(carried(decisions, gone).notCarried())
                .extracting(NotCarried::reason)
                .containsExactly(Reason.GONE);
        assertThat(carried(decisions, twice).notCarried())
                .extracting(NotCarried::reason)
                .containsExactly(Reason.AMBIGUOUS);
    }

    @Test
    void a_finding_whose_analysis_failed_is_not_said_to_be_gone() {
        Analyzer failing = FakeAnalyzer.ofSections((self, request, context) -> {
            throw new IllegalStateException("no");
        });
        Decisions decisions = Decisions.NONE.accept(first, "ada", AT);

        assertThat(decisions
                        .carriedTo(review(document, failing), document, "prism", AT)
                        .notCarried())
                .containsExactly(new NotCarried(new Decision.Accepted(first), Reason.NOT_ANALYZED));
    }

    private CarriedDecisions carried(Decisions decisions, Document edited) {
        return decisions.carriedTo(review(edited, paragraphs()), edited, "prism", AT);
    }

    private static Analyzer paragraphs() {
        return FakeAnalyzer.ofSections((self, request, context) -> {
            Section section = ((AnalysisRequest.OfSection) request).section();
            List<Finding> findings = new ArrayList<>();
            for (Block block : section.blocks()) {
                if (block.text().contains("bad")) {
                    findings.add(
                            FakeAnalyzer.finding(self, section, block.span()).build());
                }
            }
            return AnalysisResult.complete(self, findings);
        });
    }

    private ReviewResult review(Document document, Analyzer analyzer) {
        try (Prism prism = Prism.builder(tasks).analyzer(analyzer).build()) {
            return prism.review(document, Checklist.builtIn("general-report")).await();
        } catch (InterruptedException | ChecklistException e) {
            throw new AssertionError(e);
        }
    }

    private static Finding saying(Finding finding, String title) {
        return new Finding(
                finding.id(),
                finding.sectionId(),
                finding.span(),
                finding.quote(),
                finding.severity(),
                finding.category(),
                title,
                finding.description(),
                finding.replacement(),
                finding.questions(),
                finding.checkpoints(),
                finding.confidence(),
                finding.provenance());
    }
}
