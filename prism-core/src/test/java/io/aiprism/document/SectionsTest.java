package io.aiprism.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SectionsTest {
    private final BlockIds ids = new BlockIds();

    @RepeatedTest(200)
    void every_block_lies_in_exactly_one_section(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < random.nextInt(60); i++) {
            blocks.add(randomBlock(random));
        }
        for (int i = 0; i < random.nextInt(4); i++) {
            blocks.add(paragraph("page " + i, random.nextBoolean() ? Story.HEADER : Story.FOOTER));
        }

        List<Section> sections = Sections.of(blocks, 1 + random.nextInt(50));

        assertThat(sections.stream().flatMap(section -> section.blocks().stream()))
                .containsExactlyElementsOf(blocks);
        // The constructor checks the same again, and that ids are unique.
        assertThat(new Document("random", "text", "", blocks, sections).blocks())
                .isEqualTo(blocks);
    }

    @Test
    void text_before_the_first_heading_is_a_section_without_title() {
        List<Section> sections = Sections.of(List.of(paragraph("before"), heading(1, "A"), paragraph("a")), 100);

        assertThat(sections).extracting(Section::title).containsExactly("", "A");
        assertThat(sections).extracting(Section::level).containsExactly(0, 1);
    }

    @Test
    void a_section_knows_the_headings_above_it() {
        List<Section> sections =
                Sections.of(List.of(heading(1, "A"), heading(3, "B"), heading(2, "C"), heading(1, "D")), 100);

        assertThat(sections)
                .extracting(Section::path)
                .containsExactly(List.of("A"), List.of("A", "B"), List.of("A", "C"), List.of("D"));
    }

    @Test
    void two_sections_of_one_title_have_ids_of_their_own() {
        List<Section> sections = Sections.of(List.of(heading(1, "Findings"), heading(1, "Findings")), 100);

        assertThat(sections).hasSize(2);
        assertThat(sections.getFirst().id()).isNotEqualTo(sections.getLast().id());
    }

    @Test
    void a_section_keeps_its_id_when_another_one_is_added_before_it() {
        Section before =
                Sections.of(List.of(heading(1, "B"), paragraph("text")), 100).getLast();

        Section after = Sections.of(List.of(heading(1, "A"), heading(1, "B"), paragraph("other text")), 100)
                .getLast();

        assertThat(after.id()).isEqualTo(before.id());
    }

    @Test
    void headings_in_tables_and_text_boxes_do_not_cut() {
        Place cell = new Place(Story.BODY, Optional.of(new Cell("t1", 0, 0)), Optional.empty(), false);
        Place box = new Place(Story.TEXT_BOX, Optional.empty(), Optional.empty(), false);

        List<Section> sections =
                Sections.of(List.of(heading(1, "A"), headingAt(cell, "in a table"), headingAt(box, "in a box")), 100);

        assertThat(sections).extracting(Section::title).containsExactly("A");
    }

    @Test
    void headers_and_footers_are_the_last_section() {
        List<Section> sections = Sections.of(
                List.of(heading(1, "A"), paragraph("a"), paragraph("page", Story.HEADER), paragraph("1", Story.FOOTER)),
                100);

        assertThat(sections.getLast().blocks()).extracting(Block::text).containsExactly("page", "1");
        assertThat(sections.getLast().path()).isEmpty();
    }

    @Test
    void a_long_section_is_split_between_blocks() {
        String twentyTokens = "x".repeat(80);

        List<Section> sections = Sections.of(
                List.of(heading(1, "A"), paragraph(twentyTokens), paragraph(twentyTokens), paragraph(twentyTokens)),
                45);

        assertThat(sections).extracting(Section::part).containsExactly(1, 2);
        assertThat(sections).extracting(Section::parts).containsOnly(2);
        assertThat(sections).extracting(section -> section.blocks().size()).containsExactly(3, 1);
        Set<String> distinct = new HashSet<>(sections.stream().map(Section::id).toList());
        assertThat(distinct).hasSize(2);
    }

    @Test
    void a_block_that_is_longer_than_a_section_may_be_stays_whole() {
        List<Section> sections = Sections.of(List.of(paragraph("x".repeat(1_000)), paragraph("y")), 10);

        assertThat(sections).hasSize(2);
    }

    private Block randomBlock(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> heading(1 + random.nextInt(9), "Heading " + random.nextInt(4));
            case 1 -> paragraph("in a note " + random.nextInt(3), Story.FOOTNOTE);
            default -> paragraph("word ".repeat(1 + random.nextInt(20)));
        };
    }

    private Block paragraph(String text) {
        return paragraph(text, Story.BODY);
    }

    private Block paragraph(String text, Story story) {
        Place place = new Place(story, Optional.empty(), Optional.empty(), false);
        return Block.of(ids.next(story, text), BlockKind.PARAGRAPH, place, text);
    }

    private Block heading(int level, String text) {
        return Block.heading(ids.next(Story.BODY, text), Place.BODY, text, new Heading(level, HeadingSource.MARKUP));
    }

    private Block headingAt(Place place, String text) {
        return Block.heading(
                ids.next(place.story(), text), place, text, new Heading(1, HeadingSource.STYLE_OUTLINE_LEVEL));
    }
}
