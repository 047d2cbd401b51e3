package io.aiprism.document;

import static java.util.Objects.requireNonNull;

/**
 * A table cell. Merged cells are one cell, at the row and column where they begin.
 *
 * @param table names the table within the document; the cells of a nested table carry the nested table's name
 * @param row zero-based
 * @param column zero-based, in grid columns: a cell that spans two columns takes two numbers
 */
public record Cell(String table, int row, int column) {
    public Cell {
        requireNonNull(table, "table");
        if (row < 0 || column < 0) {
            throw new IllegalArgumentException(
                    "row and column must not be negative, were %d and %d".formatted(row, column));
        }
    }
}
