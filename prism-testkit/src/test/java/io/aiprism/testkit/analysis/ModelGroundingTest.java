package io.aiprism.testkit.analysis;

import static io.aiprism.testkit.analysis.Answers.answer;
import static io.aiprism.testkit.analysis.Answers.finding;
import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.analysis.AnalysisRequest;
import io.aiprism.analysis.AnalysisResult;
import io.aiprism.analysis.model.ModelAnalyzer;
import io.aiprism.checklist.Checklist;
import io.aiprism.document.Document;
import io.aiprism.finding.Finding;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelFeature;
import io.aiprism.model.structured.CapabilityLadder;
import io.aiprism.testkit.model.ScriptedBackend;
import io.aiprism.testkit.review.Sketch;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where a model's findings are shown, which are left out, and what they say about where they come from. */
@Timeout(30)
final class ModelGroundingTest {
    private final Checklist checklist = new Checklist("test", "1", "Test", Locale.ROOT, List.of(), List.of());
    private final ScriptedBackend model = new ScriptedBackend("model-1");
    private final RecordingContext context = new RecordingContext();
    private final Document document =
            Sketch.of("# Costs", "The journey was cheap.", "The hotel cost 100 euros.", "# Next", "Nothing more.");

    @Test
    void a_finding_whose_words_do_not_stand_in_the_section_is_left_out_and_told() throws Exception {
        model.thenText(answer(finding("the flight was late", "Invented"), finding("cheap", "Vague")));

        AnalysisResult result = analyze(analyzer().build());

        assertThat(titles(result)).containsExactly("Vague");
        assertThat(result.gap()).isEmpty();
        assertThat(context.progress())
                .last()
                .asString()
                .contains(
                        "1 of the model's findings quotes words that do not stand in the section (1: the words do not stand there)");
    }

    @Test
    void a_result_of_which_nothing_could_be_found_is_partial() throws Exception {
        model.thenText(answer(finding("the flight was late", "Invented")));

        AnalysisResult result = analyze(analyzer().build());

        assertThat(result.findings()).isEmpty();
        assertThat(result.gap().orElseThrow()).contains("do not stand in the section");
    }

    @Test
    void ungrounded_findings_can_be_kept_at_the_heading() throws Exception {
        model.thenText(answer(finding("the flight was late", "Invented"), finding("the train was late", "Invented")));

        AnalysisResult result = analyze(analyzer().keepUngrounded(true).build());

        assertThat(result.gap()).isEmpty();
        assertThat(result.findings()).hasSize(2).allSatisfy(finding -> {
            assertThat(finding.quote()).isEqualTo("Costs");
            assertThat(finding.provenance().details())
                    .containsEntry("match", "ungrounded")
                    .containsEntry("reason", "the words do not stand there");
        });
        assertThat(result.findings().getFirst().provenance().details()).containsEntry("quoted", "the flight was late");
    }

    @Test
    void words_are_found_although_the_model_changed_quotation_marks_white_space_and_unseen_characters()
            throws Exception {
        Document typeset = Sketch.of("# Costs", "They said \u201cthe ho\u00adtel\u00a0cost 100\u2013200 euros\u201d.");
        model.thenText(answer(finding("said \\\"the hotel cost 100-200 euros\\\"", "Range")));

        assertThat(analyze(analyzer().build(), typeset).findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.quote())
                            .isEqualTo("said \u201cthe ho\u00adtel\u00a0cost 100\u2013200 euros\u201d");
                    assertThat(finding.provenance().details()).containsEntry("match", "normalised");
                });
    }

    @Test
    void words_that_stand_there_more_than_once_are_told_apart_by_what_the_model_says_stands_beside_them()
            throws Exception {
        Document twice = Sketch.of("# Costs", "The inn was cheap. The train was cheap as well.");
        model.thenText(answer("""
                {"quote": "cheap", "before": "The train was", "after": "as well.", "severity": "suggestion", "category": "c",
                 "title": "t", "description": "d"}"""));

        assertThat(analyze(analyzer().build(), twice)
                        .findings()
                        .getFirst()
                        .span()
                        .startOffset())
                .isEqualTo("The inn was cheap. The train was ".length());
    }

    @Test
    void a_finding_about_words_that_stand_there_more_than_once_is_shown_at_the_first_place_and_changes_nothing()
            throws Exception {
        Document twice = Sketch.of("# Costs", "The inn was cheap. The train was cheap as well.");
        model.thenText(answer("""
                {"quote": "cheap", "replacement": "dear", "severity": "suggestion", "category": "c", "title": "t",
                 "description": "d"}"""));

        AnalysisResult result = analyze(analyzer().build(), twice);

        assertThat(result.gap()).isEmpty();
        assertThat(result.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.span().startOffset()).isEqualTo("The inn was ".length());
            assertThat(finding.replacement()).isEmpty();
            assertThat(finding.provenance().details())
                    .containsEntry("match", "exact")
                    .containsEntry("places", "2")
                    .containsEntry("place", "first")
                    .containsEntry("replacement", "dear");
        });
        assertThat(context.progress())
                .last()
                .asString()
                .contains("1 of the model's findings quotes words that stand in the section more than once");
    }

    @Test
    void findings_about_words_that_stand_there_more_than_once_can_be_left_out() throws Exception {
        Document twice = Sketch.of("# Costs", "The inn was cheap. The train was cheap as well.");
        model.thenText(answer(finding("cheap", "Vague"), finding("inn", "Which")));

        AnalysisResult result = analyze(analyzer().keepAmbiguous(false).build(), twice);

        assertThat(titles(result)).containsExactly("Which");
        assertThat(context.progress()).last().asString().contains("more than once");
    }

    @Test
    void a_number_that_is_a_part_of_another_one_is_not_taken_for_it() throws Exception {
        model.thenText(answer(finding("00 euros", "Amount"), finding("hotel", "Name")));

        assertThat(titles(analyze(analyzer().build()))).containsExactly("Name");
        assertThat(context.progress())
                .last()
                .asString()
                .contains("1: the words stand there only as parts of longer words or numbers");
    }

    // --- provenance

    @Test
    void a_finding_tells_how_the_model_was_asked_for_it() throws Exception {
        model.then(request -> {
                    throw model.failure(ModelException.Kind.UNSUPPORTED_FEATURE).toBuilder()
                            .refused(ModelFeature.OUTPUT_SCHEMA)
                            .build();
                })
                .thenText(answer(finding("cheap", "Vague")));

        AnalysisResult result =
                analyze(ModelAnalyzer.builder(new CapabilityLadder(model)).build());

        assertThat(result.findings())
                .singleElement()
                .satisfies(
                        finding -> assertThat(finding.provenance().details()).containsEntry("output", "strict tool"));
    }

    private ModelAnalyzer.Builder analyzer() {
        return ModelAnalyzer.builder(model);
    }

    private AnalysisResult analyze(ModelAnalyzer analyzer) throws Exception {
        return analyze(analyzer, document);
    }

    private AnalysisResult analyze(ModelAnalyzer analyzer, Document document) throws Exception {
        AnalysisRequest.OfSection request =
                AnalysisRequest.ofSections(document, checklist).getFirst();
        AnalysisResult result = analyzer.analyze(request, context);
        assertThat(result.findings())
                .allSatisfy(finding ->
                        assertThat(finding.standsIn(request.section())).isTrue());
        return result;
    }

    private static List<String> titles(AnalysisResult result) {
        return result.findings().stream().map(Finding::title).toList();
    }
}
