package io.aiprism.analysis.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.analysis.AnalysisContext;
import io.aiprism.analysis.AnalysisRequest;
import io.aiprism.checklist.Checklist;
import io.aiprism.checklist.RequiredSection;
import io.aiprism.document.Document;
import io.aiprism.document.Sketch;
import io.aiprism.finding.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StructureAnalyzerTest {
    private static final Checklist NOTHING_REQUIRED = checklist();
    private static final Checklist FOUR = checklist("Summary", "Background", "Findings", "Conclusion");

    @Test
    void a_required_section_that_no_heading_announces_is_missing() {
        Document document = Sketch.of("My report", "# Summary", "Text.", "# 3. Findings and Root Causes", "Text.");

        assertThat(find("missing-section", FOUR, document))
                .extracting(Finding::title)
                .containsExactly("Missing section: Background", "Missing section: Conclusion");
    }

    @Test
    void a_missing_section_is_anchored_at_the_first_block() {
        Document document = Sketch.of("My report", "# Summary", "Text.");

        assertThat(find("missing-section", FOUR, document))
                .extracting(Finding::quote)
                .containsOnly("My report");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Conclusion",
                "CONCLUSION",
                "5 Conclusion",
                "5.2. Conclusion:",
                "Section 5: Conclusion",
                "IV. Conclusion",
                "Wrap-up",
                "Conclusion & Outlook",
                "Conclusion of the study"
            })
    void a_section_is_known_by_its_title_an_alias_a_part_or_its_first_words(String heading) {
        var required = new RequiredSection("Conclusion", List.of("Wrap-up"), true, Optional.empty());
        Checklist checklist = new Checklist("c", "1", "C", Locale.ROOT, List.of(), List.of(required));

        assertThat(find("missing-section", checklist, Sketch.of("# " + heading, "Text.")))
                .isEmpty();
    }

    @Test
    void a_document_without_headings_misses_no_section() {
        assertThat(find("missing-section", FOUR, Sketch.of("Only text.", "More text.")))
                .isEmpty();
    }

    @Test
    void only_the_section_that_has_to_move_is_out_of_order() {
        Document document = Sketch.of("# Summary", "a", "# Findings", "b", "# Background", "c", "# Conclusion", "d");

        assertThat(find("section-order", FOUR, document))
                .extracting(Finding::quote, Finding::description)
                .singleElement()
                .satisfies(tuple -> assertThat(tuple.toList()).first().isEqualTo("Background"));
    }

    @Test
    void sections_in_order_with_others_between_them_are_fine() {
        Document document = Sketch.of(
                "# Summary", "a", "# Other", "x", "# Background", "b", "# Findings", "c", "# Conclusion", "d");

        assertThat(find("section-order", FOUR, document)).isEmpty();
    }

    @Test
    void a_subheading_does_not_count_for_the_order() {
        Document document = Sketch.of("# Summary", "a", "## Conclusion", "x", "# Background", "b", "# Findings", "c");

        assertThat(find("section-order", FOUR, document)).isEmpty();
    }

    @Test
    void a_heading_without_text_and_subsection_is_empty() {
        Document document = Sketch.of("# One", "Text.", "# Two", "# Three", "## Sub", "Text.", "# Four");

        assertThat(quotes("empty-section", document)).containsExactly("Two", "Four");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Chapter 3", "Appendix A", "IV.", "7"})
    void a_heading_that_numbers_the_next_one_is_not_empty(String number) {
        assertThat(quotes("empty-section", Sketch.of("Text.", "# " + number, "# The Sea", "Text.")))
                .isEmpty();
    }

    @Test
    void the_first_heading_may_be_the_title() {
        assertThat(quotes("empty-section", Sketch.of("# The Report", "# One", "Text.")))
                .isEmpty();
    }

    @Test
    void a_heading_two_levels_down_skips_one() {
        Document document = Sketch.of("# A", "## B", "# C", "### D", "### E", "# F", "## G", "### H");

        assertThat(quotes("heading-level", document)).containsExactly("D");
    }

    @Test
    void a_document_that_never_uses_a_level_is_told_once() {
        Document document = Sketch.of("# A", "### B", "# C", "### D");

        assertThat(quotes("heading-level", document)).containsExactly("B");
    }

    @Test
    void a_section_over_the_limit_is_long_though_its_tables_do_not_count() {
        String words = "word ".repeat(120).strip() + ".";
        Document document = Sketch.of(
                "# Long",
                words,
                words,
                "# Short",
                words,
                "| " + words + " | " + words + " |",
                "# Halved",
                words,
                "## Sub",
                words);
        var analyzer = StructureAnalyzer.builder()
                .maxSectionWords(200)
                .maxSentenceWords(500)
                .build();

        assertThat(find(analyzer, "long-section", NOTHING_REQUIRED, document))
                .extracting(Finding::quote)
                .containsExactly("Long");
    }

    @Test
    void a_sentence_over_the_limit_is_quoted_whole() {
        String sentence = "This one " + "goes on and ".repeat(30) + "ends.";
        Document document = Sketch.of("Short, e.g. this one. " + sentence + " Short again.");

        assertThat(quotes("long-sentence", document)).containsExactly(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "> ", "` ", "# "})
    void what_is_no_sentence_or_not_the_author_s_is_not_too_long(String mark) {
        String end = mark.isEmpty() ? "" : ".";

        assertThat(quotes("long-sentence", Sketch.of(mark + "alpha beta ".repeat(60) + "gamma" + end)))
                .isEmpty();
    }

    @Test
    void a_paragraph_that_stands_there_twice_is_repeated() {
        String paragraph = "One two three four five six seven eight nine ten eleven twelve.";
        Document document =
                Sketch.of("# A", paragraph, "# B", paragraph.replace(" two", "  Two"), "Short one.", "Short one.");

        assertThat(find("repeated-paragraph", NOTHING_REQUIRED, document))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.sectionId())
                            .isEqualTo(document.sections().get(1).id());
                    assertThat(finding.description()).contains("“A”");
                });
    }

    @Test
    void cells_and_lines_of_the_contents_may_repeat() {
        String text = "One two three four five six seven eight nine ten eleven twelve";
        Document document = Sketch.of("| " + text + " | " + text + " |", text + "\t3", text + "\t4");

        assertThat(quotes("repeated-paragraph", document)).isEmpty();
    }

    @Test
    void an_action_without_owner_or_date_is_incomplete() {
        Document document = Sketch.of(
                "| No. | Action | Owner | Due date |",
                "| 1 | Mend the pump | Ada | 3 May |",
                "| 2 | Paint the door | | 4 May |",
                "| 3 | Oil the hinge | Bob | |",
                "| 4 | Close the lid | Eve | 5 May |");

        assertThat(find("incomplete-action", NOTHING_REQUIRED, document))
                .extracting(finding -> finding.title() + ": " + finding.quote())
                .containsExactly("Action without owner: Paint the door", "Action without date: Oil the hinge");
    }

    @Test
    void a_table_that_is_mostly_empty_is_a_form() {
        Document document =
                Sketch.of("| Action | Owner |", "| Mend | Ada |", "| Paint | |", "| Oil | |", "| Close | |");

        assertThat(quotes("incomplete-action", document)).isEmpty();
    }

    @Test
    void a_table_without_action_or_owner_column_says_nothing_of_actions() {
        Document document = Sketch.of(
                "| Term | Owner |",
                "| a | x |",
                "| b | |",
                "| c | y |",
                "",
                "| Action | Cost |",
                "| a | 1 |",
                "| b | |");

        assertThat(quotes("incomplete-action", document)).isEmpty();
    }

    @Test
    void a_request_for_a_section_is_refused() {
        var request = AnalysisRequest.ofSections(Sketch.of("# A", "b"), NOTHING_REQUIRED)
                .getFirst();

        assertThatThrownBy(() -> new StructureAnalyzer().analyze(request, AnalysisContext.direct()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("whole documents");
    }

    @Test
    void options_are_checked() {
        assertThatThrownBy(() -> StructureAnalyzer.builder().maxSentenceWords(0))
                .hasMessage("maxSentenceWords must be positive, was 0");
    }

    private static List<String> quotes(String rule, Document document) {
        return find(rule, NOTHING_REQUIRED, document).stream()
                .map(Finding::quote)
                .toList();
    }

    private static List<Finding> find(String rule, Checklist checklist, Document document) {
        return find(new StructureAnalyzer(), rule, checklist, document);
    }

    private static List<Finding> find(StructureAnalyzer analyzer, String rule, Checklist checklist, Document document) {
        return Structure.findings(analyzer, checklist, document).stream()
                .filter(finding -> finding.provenance().rule().equals(rule))
                .toList();
    }

    private static Checklist checklist(String... titles) {
        return new Checklist(
                "test",
                "1",
                "Test",
                Locale.ROOT,
                List.of(),
                List.of(titles).stream()
                        .map(title -> new RequiredSection(title, List.of(), true, Optional.empty()))
                        .toList());
    }
}
