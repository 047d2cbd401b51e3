package io.aiprism.docx;

import io.aiprism.document.Cell;
import java.io.IOException;
import java.util.Arrays;

/** Follows one table while it is read, and knows which cell is being read; merged cells are where they begin. */
final class TableState {
    private static final int MOST_COLUMNS = 4_096;

    private final String name;
    private int row = -1;
    private int column;
    private int span = 1;
    private int[] mergedFrom = new int[8];
    private boolean continued;

    TableState(String name) {
        this.name = name;
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
        }
    }

    void endCell() {
        column = Math.min(column + span, MOST_COLUMNS);
        span = 0;
    }

    Cell cell() {
        ensureColumn();
        int begins = continued && mergedFrom[column] >= 0 ? mergedFrom[column] : Math.max(row, 0);
        return new Cell(name, begins, column);
    }

    private void ensureColumn() {
        if (column >= mergedFrom.length) {
            int length = mergedFrom.length;
            mergedFrom = Arrays.copyOf(mergedFrom, Math.max(column + 1, length * 2));
            Arrays.fill(mergedFrom, length, mergedFrom.length, -1);
        }
    }
}
