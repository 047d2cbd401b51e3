package io.aiprism.finding;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.document.Document;
import io.aiprism.document.Section;
import io.aiprism.document.Sketch;
import io.aiprism.document.Span;
import org.junit.jupiter.api.Test;

final class GroundingTest {
    private final Document document = Sketch.of("# One", "Here are some words.", "And more of them.", "# Two", "End.");
    private final Finding finding = finding(1, 9, 1, 19);

    @Test
    void words_that_stand_where_they_stood_are_left_there() {
        assertThat(Grounding.of(finding, document)).isEqualTo(new Grounding.Found(finding, finding));
    }

    @Test
    void words_that_have_moved_are_found_in_paragraph_section_or_document() {
        assertFound(Sketch.of("# One", "Now here are some words.", "And more of them."));
        assertFound(Sketch.of("# One", "New.", "There are some words and others.", "# Two", "Not some words."));
        assertFound(Sketch.of("# One", "New.", "# Three", "We have some words."));
    }

    @Test
    void words_over_two_paragraphs_are_found() {
        Finding two = finding(1, 14, 2, 8);
        Document edited = Sketch.of("# Nine", "Other words.", "And more of it.");

        assertThat(two.quote()).isEqualTo("words.\nAnd more");
        assertThat(Grounding.of(two, edited))
                .isInstanceOfSatisfying(
                        Grounding.Found.class,
                        found ->
                                assertThat(edited.text(found.grounded().span())).isEqualTo(two.quote()));
    }

    @Test
    void words_that_are_gone_or_stand_at_several_places_are_missed() {
        assertThat(Grounding.of(finding, Sketch.of("# One", "Here are other words.")))
                .isEqualTo(new Grounding.Missed(finding, Grounding.Reason.GONE));
        assertThat(Grounding.of(finding, Sketch.of("# One", "Now some words, then some words.")))
                .isEqualTo(new Grounding.Missed(finding, Grounding.Reason.AMBIGUOUS));
        assertThat(Grounding.of(finding, Sketch.of("# Six", "Now some words.", "# Seven", "Then some words.")))
                .isEqualTo(new Grounding.Missed(finding, Grounding.Reason.AMBIGUOUS));
    }

    private void assertFound(Document edited) {
        assertThat(Grounding.of(finding, edited)).isInstanceOfSatisfying(Grounding.Found.class, found -> {
            assertThat(edited.text(found.grounded().span())).isEqualTo("some words");
            assertThat(found.grounded().id()).isEqualTo(finding.id());
            assertThat(edited.section(found.grounded().sectionId())
                            .orElseThrow()
                            .text())
                    .contains("some words");
        });
    }

    private Finding finding(int from, int start, int to, int end) {
        Section section = document.sections().getFirst();
        var span = new Span(
                section.blocks().get(from).id(), start, section.blocks().get(to).id(), end);
        return Finding.in(section, span, Provenance.of("test", "1", "rule"))
                .severity(Severity.IMPORTANT)
                .category("style")
                .title("Title")
                .description("Text.")
                .build();
    }
}
