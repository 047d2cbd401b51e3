package io.aiprism.analysis.structure;

import io.aiprism.document.Block;
import io.aiprism.document.Cell;
import io.aiprism.document.Document;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A table as rows and columns of blocks. Cells without text are absent. */
final class Table {
    private final Block first;
    private final SortedMap<Integer, SortedMap<Integer, List<Block>>> rows = new TreeMap<>();

    private Table(Block first) {
        this.first = first;
    }

    /** All tables of a document, in order. */
    static List<Table> in(Document document) {
        Map<String, Table> tables = new LinkedHashMap<>();
        for (Block block : document.blocks()) {
            if (block.place().cell().isPresent() && !block.place().hidden()) {
                Cell cell = block.place().cell().get();
                tables.computeIfAbsent(cell.table(), name -> new Table(block))
                        .rows
                        .computeIfAbsent(cell.row(), row -> new TreeMap<>())
                        .computeIfAbsent(cell.column(), column -> new ArrayList<>())
                        .add(block);
            }
        }
        return List.copyOf(tables.values());
    }

    /** The first block with text. */
    Block first() {
        return first;
    }

    /** Numbers of the rows that have text, in order. */
    List<Integer> rows() {
        return List.copyOf(rows.keySet());
    }

    /** Numbers of a row's columns that have text, in order. */
    List<Integer> columns(int row) {
        return List.copyOf(rows.getOrDefault(row, new TreeMap<>()).keySet());
    }

    /** The paragraphs of a cell; empty if it has no text. */
    List<Block> cell(int row, int column) {
        return rows.getOrDefault(row, new TreeMap<>()).getOrDefault(column, List.of());
    }

    /** The text of a cell. */
    String text(int row, int column) {
        return cell(row, column).stream().map(Block::text).collect(Collectors.joining("\n"));
    }
}
