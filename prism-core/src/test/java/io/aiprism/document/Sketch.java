package io.aiprism.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Documents for tests, from lines of text: {@code # Heading} with as many signs as its level, {@code - list item},
 * {@code | cell | cell |} for a row, {@code > quotation}, {@code ` code}, anything else a paragraph. Empty lines end a table. A
 * cell {@code ^} belongs to the one above it, and {@code <} to the one before it.
 */
public final class Sketch {
    private final List<Block> blocks = new ArrayList<>();
    private final BlockIds ids = new BlockIds();
    private int table;
    private int row = -1;
    private Map<Integer, Integer> blockOfColumn = Map.of();

    private Sketch() {}

    public static Document of(String... lines) {
        var sketch = new Sketch();
        for (String line : String.join("\n", lines).split("\n", -1)) {
            sketch.add(line.strip());
        }
        return sketch.document();
    }

    private Document document() {
        return new Document(
                "sketch.txt",
                "sketch",
                "%064x".formatted(blocks.hashCode() & 0xFFFFFFFFL),
                blocks,
                Sections.of(blocks, 4_000));
    }

    private void add(String line) {
        if (!line.startsWith("|")) {
            row = -1;
        }
        if (line.startsWith("#")) {
            int level = line.indexOf(' ');
            var heading = new Heading(level, HeadingSource.STYLE_NAME);
            String text = line.substring(level + 1);
            blocks.add(Block.heading(ids.next(Story.BODY, text), Place.BODY, text, heading));
        } else if (line.startsWith("|")) {
            addRow(line);
        } else if (line.startsWith("- ")) {
            var item = new Place(Story.BODY, Optional.empty(), Optional.of(new ListItem(0, "•")), false);
            add(BlockKind.LIST_ITEM, item, line.substring(2));
        } else if (line.startsWith("> ")) {
            add(BlockKind.QUOTE, Place.BODY, line.substring(2));
        } else if (line.startsWith("` ")) {
            add(BlockKind.CODE, Place.BODY, line.substring(2));
        } else if (!line.isEmpty()) {
            add(BlockKind.PARAGRAPH, Place.BODY, line);
        }
    }

    private void addRow(String line) {
        if (row < 0) {
            table++;
            blockOfColumn = Map.of();
        }
        row++;
        Map<Integer, Integer> inThisRow = new HashMap<>();
        String[] cells = line.substring(1).split("\\|", -1);
        for (int column = 0; column < cells.length - 1; column++) {
            String text = cells[column].strip();
            Integer merged = switch (text) {
                case "^" -> blockOfColumn.get(column);
                case "<" -> inThisRow.get(column - 1);
                default -> null;
            };
            if (merged != null) {
                extend(merged, column);
                inThisRow.put(column, merged);
            } else if (!text.isEmpty()) {
                inThisRow.put(column, blocks.size());
                add(BlockKind.PARAGRAPH, in(new Cell("t" + table, row, column)), text);
            }
        }
        blockOfColumn = inThisRow;
    }

    private void extend(int index, int column) {
        Block block = blocks.get(index);
        Cell cell = block.place().cell().orElseThrow();
        var extended = new Cell(
                cell.table(),
                cell.row(),
                cell.column(),
                Math.max(cell.rowSpan(), row - cell.row() + 1),
                Math.max(cell.columnSpan(), column - cell.column() + 1));
        blocks.set(index, Block.of(block.id(), block.kind(), in(extended), block.text()));
    }

    private static Place in(Cell cell) {
        return new Place(Story.BODY, Optional.of(cell), Optional.empty(), false);
    }

    private void add(BlockKind kind, Place place, String text) {
        blocks.add(Block.of(ids.next(place.story(), text), kind, place, text));
    }
}
