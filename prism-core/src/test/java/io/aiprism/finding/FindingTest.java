package io.aiprism.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.document.Document;
import io.aiprism.document.Section;
import io.aiprism.document.Sketch;
import io.aiprism.document.Span;
import io.aiprism.task.Codec;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FindingTest {
    private static final Provenance PROVENANCE = Provenance.of("test", "1", "rule");

    private final Document document =
            Sketch.of("# Costs", "The costs are 10, and 10 again.", "Nobody counted them.", "# End", "Bye.");
    private final Section costs = document.sections().getFirst();

    @Test
    void the_quote_is_the_text_of_the_span() {
        Finding finding = finding(span(1, 4, 9)).build();

        assertThat(finding.quote()).isEqualTo("costs").isEqualTo(document.text(finding.span()));
        assertThat(finding.sectionId()).isEqualTo(costs.id());
    }

    @Test
    void a_quote_over_two_blocks_has_a_line_feed_between_them() {
        var span = new Span(id(1), 28, id(2), 6);

        assertThat(finding(span).build().quote()).isEqualTo("in.\nNobody").isEqualTo(document.text(span));
    }

    @Test
    void a_span_outside_the_section_is_refused() {
        assertThatThrownBy(() -> finding(document.blocks().getLast().span()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not lie within section");
        assertThatThrownBy(() -> finding(span(1, 4, 999))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_span_without_text_is_refused() {
        assertThatThrownBy(() -> finding(span(1, 4, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("covers no text");
    }

    @Test
    void what_is_not_stated_is_empty() {
        Finding finding = finding(span(1, 0, 3)).build();

        assertThat(finding.replacement()).isEmpty();
        assertThat(finding.confidence()).isEmpty();
        assertThat(finding.questions()).isEmpty();
        assertThat(finding.checkpoints()).isEmpty();
    }

    @Test
    void what_is_required_has_no_default() {
        var builder = Finding.in(costs, span(1, 0, 3), PROVENANCE)
                .category("style")
                .title("Title")
                .description("Text");

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("needs a severity");
    }

    @Test
    void a_confidence_outside_0_to_1_is_refused() {
        assertThatThrownBy(() -> finding(span(1, 0, 3)).confidence(7).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was 7.0");
        assertThatThrownBy(() -> finding(span(1, 0, 3)).confidence(Double.NaN).build())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_same_finding_has_the_same_id_after_edits_elsewhere() {
        Document edited =
                Sketch.of("# New", "First.", "# Costs", "The costs are 10, and 10 again.", "Somebody did.", "# End");
        Section section = edited.sections().get(1);
        Span span = Span.within(section.blocks().get(1).id(), 4, 9);

        Finding before = finding(span(1, 4, 9)).build();
        Finding after = finding(Finding.in(section, span, PROVENANCE)).build();

        assertThat(after.id()).isEqualTo(before.id());
    }

    @Test
    void the_version_of_the_analyzer_does_not_change_the_id() {
        var newer = Finding.in(costs, span(1, 4, 9), Provenance.of("test", "2", "rule"));

        assertThat(finding(newer).build().id())
                .isEqualTo(finding(span(1, 4, 9)).build().id());
    }

    @Test
    void other_words_another_occurrence_another_rule_or_another_key_give_another_id() {
        List<String> ids = List.of(
                finding(span(1, 14, 16)).build().id(),
                finding(span(1, 22, 24)).build().id(),
                finding(span(1, 14, 17)).build().id(),
                finding(span(1, 14, 16)).key("other").build().id(),
                finding(Finding.in(costs, span(1, 14, 16), Provenance.of("test", "1", "other")))
                        .build()
                        .id());

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(document.text(span(1, 14, 16))).isEqualTo(document.text(span(1, 22, 24)));
    }

    @Test
    void a_finding_stands_in_its_section_and_in_no_other() {
        Finding finding = finding(span(1, 4, 9)).build();
        Document edited = Sketch.of("# Costs", "Other words than there were.");

        assertThat(finding.standsIn(costs)).isTrue();
        assertThat(finding.standsIn(document.sections().getLast())).isFalse();
        assertThat(finding.standsIn(edited.sections().getFirst())).isFalse();
    }

    @Test
    void a_finding_survives_as_json() {
        Codec<Finding> codec = Codec.json(Finding.class);
        Finding bare = finding(span(1, 4, 9)).build();
        Finding full = finding(span(1, 4, 9))
                .replacement("")
                .questions(List.of("Why?"))
                .checkpoints(List.of("clarity"))
                .confidence(0.5)
                .build();

        assertThat(codec.decode(codec.encode(bare))).isEqualTo(bare);
        assertThat(codec.decode(codec.encode(full))).isEqualTo(full);
    }

    private FindingBuilder finding(Span span) {
        return finding(Finding.in(costs, span, PROVENANCE));
    }

    private static FindingBuilder finding(FindingBuilder builder) {
        return builder.severity(Severity.SUGGESTION)
                .category("style")
                .title("Title")
                .description("Text");
    }

    private Span span(int block, int start, int end) {
        return Span.within(id(block), start, end);
    }

    private String id(int block) {
        return costs.blocks().get(block).id();
    }
}
