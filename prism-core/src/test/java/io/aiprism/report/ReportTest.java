package io.aiprism.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.aiprism.checklist.Checklist;
import io.aiprism.document.Document;
import io.aiprism.document.Sketch;
import io.aiprism.document.Span;
import io.aiprism.finding.Finding;
import io.aiprism.finding.Grounding;
import io.aiprism.review.DecidedFinding;
import io.aiprism.review.Decisions;
import io.aiprism.review.ReviewResult;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ReportTest {
    private final Document document = Reviewed.journey();

    @Test
    void it_lists_all_sections_and_has_the_text_of_those_with_findings() {
        Report report = Reviewed.report(document, finding(document, "Nobody"));

        assertThat(report.document().sections())
                .extracting(ReportSection::title)
                .containsExactly("", "Costs", "Receipts", "Route", "Weather");
        assertThat(report.document().sections().get(1).blocks())
                .isEqualTo(document.sections().get(1).blocks());
        assertThat(report.document().sections().get(2).blocks()).isEmpty();
    }

    @Test
    void it_says_the_same_as_review_and_decisions() {
        Report report = Reviewed.everything();

        assertThat(report.findings()).isEqualTo(report.decisions().applyTo(report.result(), document));
        assertThat(report.findings()).hasSize(7);
        assertThat(report.statistics().findings()).isEqualTo(7);
        assertThat(report.removed()).extracting(Finding::quote).containsExactly("third");
        assertThat(report.analyzers())
                .containsEntry("proofreader", Optional.of("4"))
                .containsEntry("structure", Optional.of("1"));
    }

    @Test
    void parts_that_contradict_each_other_are_refused() {
        ReviewResult result = Reviewed.result(document, finding(document, "Nobody"));
        Document other = Sketch.of("# Costs", "Other words.");
        var checklist =
                new Checklist("journey", "3", "Journey report", Reviewed.CHECKLIST.locale(), List.of(), List.of());

        assertThatThrownBy(() -> Report.of(other, Reviewed.CHECKLIST, result))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hash");
        assertThatThrownBy(() -> Report.of(document, checklist, result))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the checklist's version is 3, but the result's is 2");
        ReviewResult unordered = Reviewed.result(document, finding(document, "Nobody"), finding(document, "train"));
        assertThatThrownBy(() -> Report.of(document, Reviewed.CHECKLIST, unordered))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("order");
        var outline = ReportDocument.of(document, Set.of());
        assertThatThrownBy(() -> new Report(outline, ReportChecklist.of(Reviewed.CHECKLIST), result, Decisions.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("do not stand");
    }

    @Test
    void in_the_same_version_every_finding_stands_where_it_stood() {
        Report report = Reviewed.everything();

        Regrounding regrounding = report.regroundedIn(document);

        assertThat(regrounding.sameVersion()).isTrue();
        assertThat(regrounding.findings()).isEqualTo(report.findings());
        assertThat(regrounding.misses()).isEmpty();
    }

    @Test
    void in_another_version_findings_follow_their_words_and_misses_are_listed() {
        Report report = Reviewed.everything();
        Document edited = Sketch.of(
                "# Costs",
                "Before it all: the costs are 10, and 11 again.",
                "Nobody kept a train. Nobody.",
                "# Elsewhere",
                "We went there and back.");

        Regrounding regrounding = report.regroundedIn(edited);

        assertThat(regrounding.sameVersion()).isFalse();
        assertThat(regrounding.findings())
                .allSatisfy(decided -> assertThat(edited.text(decided.finding().span()))
                        .isEqualTo(decided.finding().quote()))
                .extracting(decided -> decided.finding().quote())
                .containsExactly("train", "costs are 10", "kept", "We went there and back.");
        assertThat(regrounding.misses())
                .extracting(miss -> miss.finding().finding().quote(), Regrounding.Miss::reason)
                .containsExactly(
                        tuple("10, and 10", Grounding.Reason.GONE),
                        tuple("Nobody", Grounding.Reason.AMBIGUOUS),
                        tuple("TBD", Grounding.Reason.GONE));
        assertThat(regrounding.misses()).extracting(Regrounding.Miss::message).doesNotContain("");
    }

    @Test
    void a_diff_tells_new_gone_and_kept() {
        Report earlier = Reviewed.report(
                document, finding(document, "train"), finding(document, "Nobody"), finding(document, "rained"));
        Document edited = Sketch.of("Written on the train.", "# Costs", "Before it: Nobody counted them.", "Unpaid.");
        Report later =
                Reviewed.report(edited, finding(edited, "train"), finding(edited, "Nobody"), finding(edited, "Unpaid"));

        ReportDiff diff = ReportDiff.between(earlier, later);

        assertThat(quotes(diff.kept())).containsExactly("train", "Nobody");
        assertThat(quotes(diff.added())).containsExactly("Unpaid");
        assertThat(quotes(diff.gone())).containsExactly("rained");
        assertThat(diff.kept().get(1)).isEqualTo(later.findings().get(1));
    }

    @Test
    void a_finding_is_matched_with_one_other_at_most() {
        Document twice = Sketch.of("Bad one.", "# A", "Bad two.");
        Document once = Sketch.of("A Bad other.");
        Finding second = Finding.in(
                        twice.sections().get(1),
                        Span.within(twice.blocks().get(2).id(), 0, 3),
                        finding(twice, "Bad").provenance())
                .severity(finding(twice, "Bad").severity())
                .category("clarity")
                .title(finding(twice, "Bad").title())
                .description("Again.")
                .build();

        ReportDiff diff = ReportDiff.between(
                Reviewed.report(twice, finding(twice, "Bad"), second), Reviewed.report(once, finding(once, "Bad")));

        assertThat(diff.kept()).hasSize(1);
        assertThat(diff.gone()).hasSize(1);
        assertThat(diff.added()).isEmpty();
    }

    private static Finding finding(Document document, String words) {
        return Reviewed.about(document, words).build();
    }

    private static List<String> quotes(List<DecidedFinding> findings) {
        return findings.stream().map(decided -> decided.finding().quote()).toList();
    }
}
