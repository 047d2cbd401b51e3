package io.aiprism.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Documents for tests, from lines of text: {@code # Heading} with as many signs as its level, {@code - list item},
 * {@code | cell | cell |} for a row, {@code > quotation}, {@code ` code}, anything else a paragraph. Empty lines end a table.
 */
public final class Sketch {
    private final List<Block> blocks = new ArrayList<>();
    private final BlockIds ids = new BlockIds();
    private int table;
    private int row = -1;

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
        table += row < 0 ? 1 : 0;
        row++;
        String[] cells = line.substring(1).split("\\|", -1);
        for (int column = 0; column < cells.length - 1; column++) {
            if (!cells[column].isBlank()) {
                var cell = new Cell("t" + table, row, column);
                var place = new Place(Story.BODY, Optional.of(cell), Optional.empty(), false);
                add(BlockKind.PARAGRAPH, place, cells[column].strip());
            }
        }
    }

    private void add(BlockKind kind, Place place, String text) {
        blocks.add(Block.of(ids.next(place.story(), text), kind, place, text));
    }
}
