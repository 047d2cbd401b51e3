package io.aiprism.analysis.structure;

import io.aiprism.document.Block;
import io.aiprism.document.Cell;
import io.aiprism.document.Document;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table as rows and columns of cells with their blocks. Cells without text are absent; merged ones are one. */
final class Table {
    private final Block first;
    private final SortedMap<Integer, SortedMap<Integer, Content>> rows = new TreeMap<>();
    private boolean merged;

    private Table(Block first) {
        this.first = first;
    }

    private record Content(Cell cell, List<Block> blocks) {}

    /** All tables of a document, in order. */
    static List<Table> in(Document document) {
        Map<String, Table> tables = new LinkedHashMap<>();
        for (Block block : document.blocks()) {
            if (block.place().cell().isPresent() && !block.place().hidden()) {
                Cell cell = block.place().cell().get();
                tables.computeIfAbsent(cell.table(), name -> new Table(block)).add(cell, block);
            }
        }
        return List.copyOf(tables.values());
    }

    private void add(Cell cell, Block block) {
        rows.computeIfAbsent(cell.row(), row -> new TreeMap<>())
                .computeIfAbsent(cell.column(), column -> new Content(cell, new ArrayList<>()))
                .blocks()
                .add(block);
        merged = merged || cell.rowSpan() > 1;
    }

    /** The first block with text. */
    Block first() {
        return first;
    }

    /** Numbers of the rows in which a cell with text begins, in order. */
    List<Integer> rows() {
        return List.copyOf(rows.keySet());
    }

    /** Numbers of the columns in which a cell with text begins that takes the row, in order. */
    List<Integer> columns(int row) {
        return cells(row).map(content -> content.cell().column()).sorted().toList();
    }

    /** Whether a cell with text begins here. */
    boolean begins(int row, int column) {
        return rows.getOrDefault(row, new TreeMap<>()).containsKey(column);
    }

    /** How many rows the cell that begins here takes. */
    int rowSpan(int row, int column) {
        return content(row, column).map(content -> content.cell().rowSpan()).orElse(1);
    }

    /** The paragraphs of the cell that takes this place; empty if it has no text. */
    List<Block> cell(int row, int column) {
        return content(row, column).map(Content::blocks).orElse(List.of());
    }

    /** The text of the cell that takes this place. */
    String text(int row, int column) {
        return cell(row, column).stream().map(Block::text).collect(Collectors.joining("\n"));
    }

    private Optional<Content> content(int row, int column) {
        Content beginning = rows.getOrDefault(row, new TreeMap<>()).get(column);
        return beginning == null
                ? cells(row)
                        .filter(content -> content.cell().covers(row, column))
                        .findFirst()
                : Optional.of(beginning);
    }

    private Stream<Content> cells(int row) {
        Stream<Content> beginning = rows.getOrDefault(row, new TreeMap<>()).values().stream();
        if (!merged) {
            return beginning;
        }
        Stream<Content> above = rows.headMap(row).values().stream()
                .flatMap(cells -> cells.values().stream())
                .filter(content -> content.cell().row() + content.cell().rowSpan() > row);
        return Stream.concat(above, beginning);
    }
}
