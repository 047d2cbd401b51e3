package io.aiprism.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import io.aiprism.analysis.AnalysisRequest;
import io.aiprism.analysis.Analyzer;
import io.aiprism.analysis.Scope;
import io.aiprism.checklist.Checklist;
import io.aiprism.checklist.ChecklistException;
import io.aiprism.document.Document;
import io.aiprism.document.Section;
import io.aiprism.document.Sketch;
import io.aiprism.document.Span;
import io.aiprism.finding.Finding;
import io.aiprism.finding.PolicyReport;
import io.aiprism.finding.Provenance;
import io.aiprism.finding.Severity;
import io.aiprism.review.DecisionException.Kind;
import io.aiprism.task.Codec;
import io.aiprism.task.GroupId;
import io.aiprism.task.TaskId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class DecisionsTest {
    private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");

    private final Document document =
            Sketch.of("# One", "This is bad and that is bad.", "# Two", "All good.", "# Three", "A bad end.");
    private final ReviewResult result = result(document);
    private final Finding first = result.findings().get(0);
    private final Finding second = result.findings().get(1);
    private final Finding third = result.findings().get(2);

    @Test
    void the_last_decision_about_a_finding_stands() {
        Decisions decisions = Decisions.NONE
                .accept(first, "ada", AT)
                .reject(first, "a matter of taste", "bob", AT)
                .reject(second, "bob", AT);

        assertThat(decisions.of(first.id())).contains(new Decision.Rejected(first, Optional.of("a matter of taste")));
        assertThat(decisions.of(second.id())).contains(new Decision.Rejected(second, Optional.empty()));
        assertThat(decisions.of(third.id())).isEmpty();
        assertThat(decisions.standing()).containsOnlyKeys(first.id(), second.id());
    }

    @Test
    void a_set_never_changes() {
        Decisions one = Decisions.NONE.accept(first, "ada", AT);
        Decisions two = one.reject(first, "ada", AT);

        assertThat(Decisions.NONE.trail()).isEmpty();
        assertThat(one.of(first.id())).contains(new Decision.Accepted(first));
        assertThat(two.trail()).hasSize(2).startsWith(one.trail().getFirst());
    }

    @Test
    void an_undo_brings_back_what_stood_before_and_is_an_entry_itself() {
        Decisions decisions = Decisions.NONE.accept(first, "ada", AT).reject(first, "bob", AT);

        Decisions once = decisions.undo(first.id(), "bob", AT);
        Decisions twice = once.undo(first.id(), "bob", AT);

        assertThat(once.of(first.id())).contains(new Decision.Accepted(first));
        assertThat(twice.of(first.id())).isEmpty();
        assertThat(twice.trail())
                .extracting(DecisionEntry::action)
                .containsExactly(
                        DecisionEntry.Action.ACCEPT,
                        DecisionEntry.Action.REJECT,
                        DecisionEntry.Action.UNDO,
                        DecisionEntry.Action.UNDO);
        assertThat(twice.trail()).extracting(DecisionEntry::sequence).containsExactly(1, 2, 3, 4);
    }

    @Test
    void an_undo_without_a_finding_takes_back_the_last_decision_that_stands() {
        Decisions decisions = Decisions.NONE
                .accept(first, "ada", AT)
                .accept(second, "ada", AT)
                .reject(first, "ada", AT)
                .undo("ada", AT);

        assertThat(decisions.of(first.id())).contains(new Decision.Accepted(first));
        assertThat(decisions.undo("ada", AT).of(second.id())).isEmpty();
        assertThat(decisions.undo("ada", AT).undo("ada", AT).standing()).isEmpty();
    }

    @Test
    void an_edited_finding_says_the_new_at_the_old_place() {
        Finding edited = saying(first, "Worse than bad");
        Decisions decisions = Decisions.NONE.edit(edited, "ada", AT);

        List<DecidedFinding> findings = decisions.applyTo(result, document);

        assertThat(findings.getFirst()).isEqualTo(new DecidedFinding(edited, Optional.of(new Decision.Edited(edited))));
        assertThat(findings.getFirst().finding().span()).isEqualTo(first.span());
        assertThat(findings.get(1)).isEqualTo(new DecidedFinding(second, Optional.empty()));
    }

    @Test
    void an_added_finding_stands_among_the_others_in_document_order() {
        Finding own = own(1, 0, 3, "");
        Decisions decisions = Decisions.NONE.add(own, "ada", AT);

        List<DecidedFinding> findings = decisions.applyTo(result, document);

        assertThat(findings).extracting(DecidedFinding::finding).containsExactly(first, second, own, third);
        assertThat(decisions.undo(own.id(), "ada", AT).applyTo(result, document))
                .extracting(DecidedFinding::finding)
                .containsExactly(first, second, third);
    }

    @Test
    void an_added_finding_can_be_edited_but_not_moved_and_stays_added() {
        Finding own = own(1, 0, 3, "");
        Finding edited = saying(own, "Other");
        Decisions decisions = Decisions.NONE.add(own, "ada", AT).edit(edited, "bob", AT);

        assertThat(decisions.of(own.id())).contains(new Decision.Added(edited));
        assertThat(decisions.undo(own.id(), "bob", AT).of(own.id())).contains(new Decision.Added(own));
        Finding moved = own(1, 4, 8, "").withId(own.id());
        refused(Kind.OTHER_WORDS, () -> decisions.edit(moved, "bob", AT));
    }

    @Test
    void what_is_not_allowed_is_a_typed_error() {
        Finding own = own(1, 0, 3, "");
        Decisions decisions = Decisions.NONE.accept(first, "ada", AT).add(own, "ada", AT);

        refused(Kind.ALREADY_DECIDED, () -> decisions.accept(first, "bob", AT));
        refused(Kind.ALREADY_DECIDED, () -> decisions.add(own, "bob", AT));
        refused(Kind.OWN_FINDING, () -> decisions.accept(own, "ada", AT));
        refused(Kind.OWN_FINDING, () -> decisions.reject(own, "ada", AT));
        refused(Kind.OWN_FINDING, () -> Decisions.NONE.edit(own, "ada", AT));
        refused(Kind.NOT_OWN_FINDING, () -> decisions.add(second, "ada", AT));
        refused(Kind.NOTHING_TO_UNDO, () -> decisions.undo(second.id(), "ada", AT));
        refused(Kind.NOTHING_TO_UNDO, () -> Decisions.NONE.undo("ada", AT));
        assertThatThrownBy(() -> decisions.accept(second, " ", AT)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> decisions.reject(second, " ", "ada", AT)).isInstanceOf(IllegalArgumentException.class);
        assertThat(decisions.add(own(1, 0, 3, "second"), "ada", AT).standing()).hasSize(3);
    }

    @Test
    void a_rejection_for_another_reason_is_another_decision() {
        Decisions decisions = Decisions.NONE.reject(first, "ada", AT);

        refused(Kind.ALREADY_DECIDED, () -> decisions.reject(first, "ada", AT));
        assertThat(decisions.reject(first, "out of scope", "ada", AT).trail()).hasSize(2);
    }

    @Test
    void decisions_about_what_the_review_does_not_have_are_listed_and_not_applied() {
        Finding elsewhere = first.withId("elsewhere");
        Decisions decisions = Decisions.NONE.accept(first, "ada", AT).reject(elsewhere, "ada", AT);
        Finding gone =
                result(Sketch.of("# Nine", "Another bad one.")).findings().getFirst();
        Finding own = new Finding(
                "own",
                gone.sectionId(),
                gone.span(),
                gone.quote(),
                gone.severity(),
                "mine",
                "Mine",
                "Mine.",
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Provenance.of(Decisions.USER, "1", "added"));
        decisions = decisions.add(own, "ada", AT);

        assertThat(decisions.applyTo(result, document))
                .extracting(DecidedFinding::finding)
                .containsExactly(first, second, third);
        assertThat(decisions.strayFrom(result, document)).containsOnlyKeys("elsewhere", "own");
    }

    @Test
    void decisions_and_results_survive_as_json() {
        Codec<Decisions> codec = Codec.json(Decisions.class);
        Codec<ReviewResult> results = Codec.json(ReviewResult.class);
        Codec<ReviewStatistics> statistics = Codec.json(ReviewStatistics.class);
        var random = new Random(11);
        for (int round = 0; round < 100; round++) {
            Decisions decisions = random(random);
            assertThat(codec.decode(codec.encode(decisions))).isEqualTo(decisions);
            ReviewStatistics counted = ReviewStatistics.of(result, decisions.applyTo(result, document));
            assertThat(statistics.decode(statistics.encode(counted))).isEqualTo(counted);
        }
        assertThat(results.decode(results.encode(result))).isEqualTo(result);
    }

    @Test
    void a_trail_that_contradicts_itself_is_refused() {
        var random = new Random(12);
        int refused = 0;
        for (int round = 0; round < 100; round++) {
            List<DecisionEntry> trail = new ArrayList<>(random(random).trail());
            if (trail.size() > 1) {
                trail.remove(random.nextInt(trail.size() - 1));
                refused(Kind.BROKEN_TRAIL, () -> Decisions.fromTrail(trail));
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(50);
    }

    @Test
    void statistics_count_what_is_listed() {
        Finding own = own(1, 0, 3, "");
        Decisions decisions = Decisions.NONE
                .accept(first, "ada", AT)
                .reject(second, "ada", AT)
                .edit(saying(third, "Worse"), "ada", AT)
                .add(own, "ada", AT);

        ReviewStatistics statistics = ReviewStatistics.of(result, decisions.applyTo(result, document));

        assertThat(statistics.findings()).isEqualTo(4);
        assertThat(statistics.standing()).isEqualTo(3);
        assertThat(statistics.bySeverity())
                .containsExactly(
                        entry(Severity.CRITICAL, 1), entry(Severity.IMPORTANT, 2), entry(Severity.SUGGESTION, 1));
        assertThat(statistics.standingBySeverity()).containsEntry(Severity.IMPORTANT, 1);
        assertThat(statistics.byCategory()).containsEntry("test", 3).containsEntry("mine", 1);
        assertThat(statistics.bySection().keySet())
                .containsExactlyElementsOf(
                        document.sections().stream().map(Section::id).toList());
        assertThat(statistics.byAnalyzer()).containsEntry("fake", 3).containsEntry("user", 1);
        assertThat(statistics.byDecision().values()).containsExactly(0, 1, 1, 1, 1);
        assertThat(statistics.analyses().values()).containsExactly(1, 0, 1, 0);
    }

    /** Some operations, each of those that are allowed, whatever they are. */
    private Decisions random(Random random) {
        Decisions decisions = Decisions.NONE;
        List<Finding> findings = List.of(first, second, third, own(1, 0, 3, ""), own(1, 0, 3, "k"));
        for (int i = random.nextInt(30); i > 0; i--) {
            Finding finding = findings.get(random.nextInt(findings.size()));
            try {
                decisions = switch (random.nextInt(6)) {
                    case 0 -> decisions.accept(finding, "ada", AT.plusNanos(i));
                    case 1 -> decisions.reject(finding, "reason " + i, "ada", AT);
                    case 2 -> decisions.edit(saying(finding, "Title " + i), "bob", AT);
                    case 3 -> decisions.add(finding, "bob", AT);
                    case 4 -> decisions.undo(finding.id(), "ada", AT);
                    default -> decisions.undo("ada", AT);
                };
            } catch (DecisionException e) {
                assertThat(e.kind()).isNotEqualTo(Kind.BROKEN_TRAIL);
            }
        }
        return decisions;
    }

    private Finding own(int section, int start, int end, String key) {
        Section where = document.sections().get(section);
        return Finding.in(
                        where,
                        Span.within(where.blocks().getLast().id(), start, end),
                        Provenance.of(Decisions.USER, "1", "added"))
                .key(key)
                .severity(Severity.SUGGESTION)
                .category("mine")
                .title("Mine")
                .description("I say so.")
                .build();
    }

    private static Finding saying(Finding finding, String title) {
        return new Finding(
                finding.id(),
                finding.sectionId(),
                finding.span(),
                finding.quote(),
                Severity.CRITICAL,
                finding.category(),
                title,
                finding.description(),
                Optional.of("better"),
                finding.questions(),
                finding.checkpoints(),
                Optional.of(0.5),
                finding.provenance());
    }

    private static void refused(Kind kind, ThrowingCallable call) {
        assertThat(catchThrowableOfType(DecisionException.class, call).kind()).isEqualTo(kind);
    }

    /** A review that finds every “bad”, and whose other analysis failed. */
    private static ReviewResult result(Document document) {
        Analyzer analyzer = FakeAnalyzer.findingBad("fake", Scope.DOCUMENT);
        var input = new AnalysisInput("content", "blocks");
        var subject = new SectionResult.Subject(Optional.empty(), document.name(), "fake", input);
        List<Finding> findings =
                new ArrayList<>(FakeAnalyzer.bad(analyzer, AnalysisRequest.ofDocument(document, checklist())));
        findings.sort(new DocumentOrder(document));
        return new ReviewResult(
                new GroupId(new TaskId(1, 2)),
                document.name(),
                document.hash(),
                "general-report",
                "1",
                List.of(),
                List.of(
                        new SectionResult.Analyzed(subject, "7", findings),
                        new SectionResult.Failed(subject, SectionResult.Cause.ERROR, "the dog ate it")),
                findings,
                PolicyReport.NONE,
                0,
                AT,
                AT.plusMillis(5));
    }

    private static Checklist checklist() {
        try {
            return Checklist.builtIn("general-report");
        } catch (ChecklistException e) {
            throw new AssertionError(e);
        }
    }
}
