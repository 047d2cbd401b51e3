package io.aiprism.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.aiprism.document.Document;
import io.aiprism.document.Sketch;
import org.junit.jupiter.api.Test;

final class GuidelineTest {
    private final Document guideline = Sketch.of(
            "# How we write travel reports",
            "Please read this first.",
            "## Costs",
            "Each item of the costs needs:",
            "- a receipt. Photographs will do.",
            "- a purpose",
            "Costs are in euros.",
            "## Route",
            "Say where you went.",
            "And why.",
            "## Costs",
            "- a purpose");

    @Test
    void list_items_and_headings_with_text_become_checkpoints() throws ChecklistException {
        Checklist checklist = Checklist.from(guideline);

        assertThat(checklist.title()).isEqualTo("How we write travel reports");
        assertThat(checklist.id()).isEqualTo("sketch");
        assertThat(checklist.version()).isEqualTo(guideline.hash().substring(0, 12));
        assertThat(checklist.requiredSections()).isEmpty();
        assertThat(checklist.checkpoints())
                .extracting(Checkpoint::id, Checkpoint::title, Checkpoint::guidance)
                .containsExactly(
                        tuple(
                                "a-receipt",
                                "a receipt.",
                                "Each item of the costs needs: a receipt. Photographs will do."),
                        tuple("a-purpose", "a purpose", "Each item of the costs needs: a purpose"),
                        tuple("costs", "Costs", "Costs are in euros."),
                        tuple("route", "Route", "Say where you went. And why."),
                        tuple("a-purpose-2", "a purpose", "a purpose"));
    }

    @Test
    void the_same_document_gives_the_same_checklist() throws ChecklistException {
        assertThat(Checklist.from(guideline)).isEqualTo(Checklist.from(guideline));
    }

    @Test
    void a_document_of_plain_paragraphs_serves_as_one_checkpoint() throws ChecklistException {
        Checklist checklist = Checklist.from(Sketch.of("Say where you went. " + "And say much more. ".repeat(20)));

        assertThat(checklist.checkpoints()).singleElement().satisfies(checkpoint -> {
            assertThat(checkpoint.title()).isEqualTo("Say where you went.");
            assertThat(checkpoint.guidance()).endsWith("And say much more.");
        });
        assertThat(checklist.title()).isEqualTo("sketch");
    }

    @Test
    void a_long_item_has_a_short_title() throws ChecklistException {
        Checklist checklist = Checklist.from(Sketch.of("# Rules", "- " + "word ".repeat(60), "- " + "😀".repeat(200)));

        assertThat(checklist.checkpoints())
                .extracting(Checkpoint::title)
                .allSatisfy(title -> assertThat(title).endsWith("…").hasSizeLessThanOrEqualTo(82));
        assertThat(checklist.checkpoints().getLast().title().codePoints().filter(it -> it == 0x1F600))
                .hasSize(40);
    }

    @Test
    void a_document_with_nothing_to_check_is_refused() {
        assertThatExceptionOfType(ChecklistException.class)
                .isThrownBy(() -> Checklist.from(Sketch.of("# Nothing", "# More of it")))
                .withMessageContaining("sketch.txt cannot serve as a checklist");
    }
}
