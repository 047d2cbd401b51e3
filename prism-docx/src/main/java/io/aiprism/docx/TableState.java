package io.aiprism.docx;

import io.aiprism.document.Cell;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Follows one table while it is read, and knows which cell is being read; merged cells are where they begin. */
final class TableState {
    private static final int MOST_COLUMNS = 4_096;

    private final String name;
    private final int firstBlock;
    /** The rows that merged cells take, by a cell without spans that begins there. */
    private final Map<Cell, Integer> rowSpans = new HashMap<>();

    private int row = -1;
    private int column;
    private int span = 1;
    private int[] mergedFrom = new int[8];
    private boolean continued;

    /**
     * A table has started.
     *
     * @param firstBlock how many blocks of the flow stand before it
     */
    TableState(String name, int firstBlock) {
        this.name = name;
        this.firstBlock = firstBlock;
        Arrays.fill(mergedFrom, -1);
    }

    void startRow() {
        row++;
        column = 0;
    }

    void readRowProperties(XmlCursor xml) throws IOException {
        int depth = xml.depth();
        while (xml.nextInside(depth)) {
            switch (xml.name()) {
                case "gridBefore" -> column = Math.clamp(xml.own("val", 0), 0, MOST_COLUMNS);
                case "trPrChange" -> xml.skip();
                default -> {}
            }
        }
    }

    void startCell() {
        span = 1;
        continued = false;
    }

    void readCellProperties(XmlCursor xml) throws IOException {
        boolean merged = false;
        int depth = xml.depth();
        while (xml.nextInside(depth)) {
            switch (xml.name()) {
                case "gridSpan" -> span = Math.clamp(xml.own("val", 1), 1, MOST_COLUMNS);
                case "vMerge" -> {
                    merged = true;
                    continued = !"restart".equals(xml.own("val"));
                }
                case "tcPrChange" -> xml.skip();
                default -> {}
            }
        }
        ensureColumn();
        if (!merged) {
            mergedFrom[column] = -1;
        } else if (!continued || mergedFrom[column] < 0) {
            mergedFrom[column] = row;
        } else {
            rowSpans.put(new Cell(name, mergedFrom[column], column), row - mergedFrom[column] + 1);
        }
    }

    void endCell() {
        column = Math.min(column + span, MOST_COLUMNS);
        span = 0;
    }

    Cell cell() {
        ensureColumn();
        int begins = continued && mergedFrom[column] >= 0 ? mergedFrom[column] : Math.max(row, 0);
        return new Cell(name, begins, column, 1, Math.max(span, 1));
    }

    /** Gives the table's blocks the number of rows that their cells turned out to take. */
    void end(List<RawBlock> blocks) {
        if (rowSpans.isEmpty()) {
            return;
        }
        for (int i = firstBlock; i < blocks.size(); i++) {
            RawBlock block = blocks.get(i);
            Cell cell = block.place().cell().orElse(null);
            Integer rows = cell == null ? null : rowSpans.get(new Cell(cell.table(), cell.row(), cell.column()));
            if (cell != null && rows != null) {
                blocks.set(i, block.in(cell.withRowSpan(rows)));
            }
        }
    }

    private void ensureColumn() {
        if (column >= mergedFrom.length) {
            int length = mergedFrom.length;
            mergedFrom = Arrays.copyOf(mergedFrom, Math.max(column + 1, length * 2));
            Arrays.fill(mergedFrom, length, mergedFrom.length, -1);
        }
    }
}
