package io.aiprism.document;

import static java.util.Objects.requireNonNull;

/**
 * A table cell. Merged cells are one cell, at the row and column where they begin.
 *
 * @param table names the table within the document; the cells of a nested table carry the nested table's name
 * @param row zero-based
 * @param column zero-based, in grid columns: a cell that spans two columns takes two numbers
 * @param rowSpan how many rows it takes, from {@code row} on; at least 1
 * @param columnSpan how many grid columns it takes, from {@code column} on; at least 1
 */
public record Cell(String table, int row, int column, int rowSpan, int columnSpan) {
    public Cell {
        requireNonNull(table, "table");
        if (row < 0 || column < 0) {
            throw new IllegalArgumentException(
                    "row and column must not be negative, were %d and %d".formatted(row, column));
        }
        if (rowSpan < 1 || columnSpan < 1) {
            throw new IllegalArgumentException(
                    "rowSpan and columnSpan must be positive, were %d and %d".formatted(rowSpan, columnSpan));
        }
    }

    /** A cell of one row and one column. */
    public Cell(String table, int row, int column) {
        this(table, row, column, 1, 1);
    }

    /** Whether the cell takes this row and column, at its beginning or further on. */
    public boolean covers(int row, int column) {
        return row >= this.row
                && row < this.row + rowSpan
                && column >= this.column
                && column < this.column + columnSpan;
    }

    /** This cell with another number of rows. */
    public Cell withRowSpan(int rowSpan) {
        return new Cell(table, row, column, rowSpan, columnSpan);
    }
}
