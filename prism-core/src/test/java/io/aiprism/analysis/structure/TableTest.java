package io.aiprism.analysis.structure;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.document.Block;
import io.aiprism.document.BlockKind;
import io.aiprism.document.Cell;
import io.aiprism.document.Document;
import io.aiprism.document.Place;
import io.aiprism.document.Sections;
import io.aiprism.document.Sketch;
import io.aiprism.document.Story;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TableTest {
    private static final Table MERGED = only(Sketch.of(
            "| Name | January | February |", //
            "| Ada | 1 | < |",
            "| ^ | 2 | 3 |",
            "| ^ | | |",
            "| Bob | | 4 |"));

    @Test
    void a_merged_cell_has_its_text_at_every_place_that_it_takes() {
        assertThat(List.of(MERGED.text(1, 0), MERGED.text(2, 0), MERGED.text(3, 0), MERGED.text(4, 0)))
                .containsExactly("Ada", "Ada", "Ada", "Bob");
        assertThat(List.of(MERGED.text(1, 1), MERGED.text(1, 2), MERGED.text(2, 1), MERGED.text(2, 2)))
                .containsExactly("1", "1", "2", "3");
    }

    @Test
    void a_merged_cell_begins_once() {
        assertThat(MERGED.begins(1, 0)).isTrue();
        assertThat(MERGED.begins(2, 0)).isFalse();
        assertThat(MERGED.begins(1, 2)).isFalse();
        assertThat(MERGED.rowSpan(1, 0)).isEqualTo(3);
        assertThat(MERGED.rowSpan(1, 1)).isEqualTo(1);
    }

    @Test
    void the_columns_of_a_row_are_those_of_the_cells_that_take_it() {
        assertThat(MERGED.columns(0)).containsExactly(0, 1, 2);
        assertThat(MERGED.columns(1)).containsExactly(0, 1);
        assertThat(MERGED.columns(2)).containsExactly(0, 1, 2);
        assertThat(MERGED.columns(3)).containsExactly(0);
        assertThat(MERGED.columns(4)).containsExactly(0, 2);
    }

    @Test
    void rows_in_which_no_cell_begins_are_left_out() {
        assertThat(MERGED.rows()).containsExactly(0, 1, 2, 4);
    }

    @Test
    void a_place_without_a_cell_is_empty() {
        assertThat(MERGED.cell(3, 1)).isEmpty();
        assertThat(MERGED.text(5, 0)).isEmpty();
    }

    @Test
    void the_paragraphs_of_a_merged_cell_are_one_text() {
        Place place = place(new Cell("t", 0, 0, 2, 1), false);
        Table table = only(document(paragraph("a", place, "one"), paragraph("b", place, "two")));

        assertThat(table.text(1, 0)).isEqualTo("one\ntwo");
        assertThat(table.first().id()).isEqualTo("a");
    }

    @Test
    void hidden_paragraphs_are_not_in_the_table() {
        Table table = only(document(
                paragraph("a", place(new Cell("t", 0, 0), true), "hidden"),
                paragraph("b", place(new Cell("t", 0, 1), false), "shown")));

        assertThat(table.columns(0)).containsExactly(1);
    }

    @Test
    void tables_are_told_apart_by_name() {
        assertThat(Table.in(Sketch.of("| a |", "| ^ |", "", "| b |", "| c |")))
                .extracting(Table::rows)
                .containsExactly(List.of(0), List.of(0, 1));
    }

    private static Table only(Document document) {
        List<Table> tables = Table.in(document);
        assertThat(tables).hasSize(1);
        return tables.getFirst();
    }

    private static Block paragraph(String id, Place place, String text) {
        return Block.of(id, BlockKind.PARAGRAPH, place, text);
    }

    private static Place place(Cell cell, boolean hidden) {
        return new Place(Story.BODY, Optional.of(cell), Optional.empty(), hidden);
    }

    private static Document document(Block... blocks) {
        List<Block> all = List.of(blocks);
        return new Document("t.txt", "test", "0".repeat(64), all, Sections.of(all, 4_000));
    }
}
