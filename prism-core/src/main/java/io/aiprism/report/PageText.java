package io.aiprism.report;

import io.aiprism.document.Block;
import io.aiprism.document.BlockKind;
import io.aiprism.document.Cell;
import io.aiprism.document.ListItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The text of a section with its marks, and the cards of the findings beside it. Far from any finding it is folded. */
final class PageText {
    private static final int DEEPEST_STYLE = 3;

    private final Html html;
    private final Marks marks;
    private final PageCards cards;

    PageText(Html html, Marks marks, PageCards cards) {
        this.html = html;
        this.marks = marks;
        this.cards = cards;
    }

    /** What stands in one line: a block, or the cells of a table's row. */
    private record Row(List<Block> blocks) {
        Cell cell() {
            return blocks.getFirst().place().cell().orElseThrow();
        }

        boolean inTable() {
            return blocks.getFirst().place().cell().isPresent();
        }
    }

    /** The heading and the text of a section. */
    void write(ReportSection section) {
        boolean own = ownHeading(section);
        List<Block> blocks = section.blocks();
        List<Row> rows = rows(own ? blocks.subList(1, blocks.size()) : blocks);
        List<Row> leading = leading(rows);
        group(() -> title(section), own ? marks.beginningIn(blocks.getFirst()) : List.of(), leading);
        for (int i = leading.size(); i < rows.size(); ) {
            Row first = rows.get(i);
            List<Row> rest = leading(rows.subList(i + 1, rows.size()));
            group(() -> row(first), beside(first), rest);
            i += 1 + rest.size();
        }
    }

    /** The rows down to the first with a card beside it, which is left out. */
    private List<Row> leading(List<Row> rows) {
        int end = 0;
        while (end < rows.size() && beside(rows.get(end)).isEmpty()) {
            end++;
        }
        return rows.subList(0, end);
    }

    private List<Numbered> beside(Row row) {
        return row.blocks().stream()
                .flatMap(block -> marks.beginningIn(block).stream())
                .toList();
    }

    /** A row, the cards beside it, and the rows down to the next that has some. */
    private void group(Runnable first, List<Numbered> beside, List<Row> rest) {
        html.open("div", "class", "group").open("div", "class", "first");
        first.run();
        html.end();
        if (!beside.isEmpty()) {
            html.open("div", "class", "cards");
            beside.forEach(cards::card);
            html.end();
        }
        if (!rest.isEmpty()) {
            html.open("div", "class", "rest");
            folded(rest);
            html.end();
        }
        html.end();
    }

    private void title(ReportSection section) {
        html.open("header");
        List<String> above = section.level() > 0 && section.path().size() > 1
                ? section.path().subList(0, section.path().size() - 1)
                : List.of();
        if (!above.isEmpty()) {
            html.element("p", String.join(" › ", above), "class", "path", "dir", "auto");
        }
        html.open("h3", "dir", "auto");
        if (ownHeading(section) && !section.title().isBlank()) {
            Block heading = section.blocks().getFirst();
            heading.place().listItem().ifPresent(item -> html.text(item.label() + " "));
            marked(heading);
            html.text(section.parts() == 1 ? "" : " (part %d of %d)".formatted(section.part(), section.parts()));
        } else {
            html.text(Wording.title(section));
        }
        html.close().end();
    }

    private static boolean ownHeading(ReportSection section) {
        return !section.blocks().isEmpty()
                && section.level() > 0
                && section.part() == 1
                && section.blocks().getFirst().kind() == BlockKind.HEADING;
    }

    private static List<Row> rows(List<Block> blocks) {
        List<Row> rows = new ArrayList<>();
        for (Block block : blocks) {
            boolean continues = !rows.isEmpty()
                    && rows.getLast().inTable()
                    && block.place()
                            .cell()
                            .filter(cell -> sameRow(cell, rows.getLast().cell()))
                            .isPresent();
            if (continues) {
                rows.getLast().blocks().add(block);
            } else {
                rows.add(new Row(new ArrayList<>(List.of(block))));
            }
        }
        return rows;
    }

    private static boolean sameRow(Cell a, Cell b) {
        return a.table().equals(b.table()) && a.row() == b.row();
    }

    /** Writes rows, and folds those that are far from any mark. */
    private void folded(List<Row> rows) {
        boolean[] near = near(rows);
        for (int i = 0; i < rows.size(); ) {
            int end = i;
            while (end < rows.size() && !near[end]) {
                end++;
            }
            if (end - i > 1) {
                fold(rows.subList(i, end));
                i = end;
            } else {
                row(rows.get(i));
                i++;
            }
        }
    }

    /** Rows next to a card or a mark, and rows that name the columns of a table. */
    private boolean[] near(List<Row> rows) {
        boolean[] near = new boolean[rows.size()];
        near[0] = true;
        near[near.length - 1] = true;
        for (int i = 0; i < near.length; i++) {
            Row row = rows.get(i);
            near[i] |= row.blocks().stream().anyMatch(marks::touch);
            near[i] |= row.inTable() && row.cell().row() == 0;
        }
        return near;
    }

    private void fold(List<Row> rows) {
        html.open("details", "class", "fold").open("summary");
        Icons.CHEVRON.draw(html);
        boolean table = rows.stream().allMatch(Row::inTable);
        html.text(Wording.count(rows.size(), table ? "table row" : "paragraph") + " without findings")
                .end();
        rows.forEach(this::row);
        html.end();
    }

    private void row(Row row) {
        if (row.inTable()) {
            cells(row);
        } else {
            words(row.blocks().getFirst());
        }
    }

    private void cells(Row row) {
        html.open("div", "class", row.cell().row() == 0 ? "cells top" : "cells");
        Set<Integer> columns =
                row.blocks().stream().map(PageText::column).collect(Collectors.toCollection(TreeSet::new));
        for (int column : columns) {
            html.open("div");
            row.blocks().stream().filter(block -> column(block) == column).forEach(this::words);
            html.close();
        }
        html.end();
    }

    private static int column(Block block) {
        return block.place().cell().orElseThrow().column();
    }

    private void words(Block block) {
        String label = block.place().hidden()
                ? "Hidden text"
                : Wording.story(block.place().story());
        String kind = switch (block.kind()) {
            case HEADING -> "words heading";
            case PARAGRAPH -> "words";
            case LIST_ITEM -> "words item";
            case CODE -> "words code";
            case QUOTE -> "words quotation";
        };
        int depth = block.place().listItem().map(ListItem::level).orElse(0);
        String deep = depth == 0 ? "" : " d" + Math.min(depth, DEEPEST_STYLE);
        html.open("p", "class", kind + deep + (label.isEmpty() ? "" : " aside"), "dir", "auto");
        if (!label.isEmpty()) {
            html.element("span", label, "class", "label").text(" ");
        }
        if (block.kind() == BlockKind.LIST_ITEM) {
            html.element("span", bullet(block), "class", "label").open("span");
            marked(block);
            html.close();
        } else {
            block.place().listItem().ifPresent(item -> html.text(item.label() + " "));
            marked(block);
        }
        html.end();
    }

    /** Bullets out of symbol fonts have code points that other fonts do not have. */
    private static String bullet(Block block) {
        String label = block.place().listItem().map(ListItem::label).orElse("•");
        boolean drawn = label.codePoints().noneMatch(c -> Character.getType(c) == Character.PRIVATE_USE);
        return drawn ? label : "•";
    }

    private void marked(Block block) {
        for (Marks.Piece piece : marks.pieces(block)) {
            if (piece.of().isEmpty()) {
                html.text(piece.text());
            } else {
                mark(piece);
            }
        }
    }

    private void mark(Marks.Piece piece) {
        Numbered first = piece.of().getFirst();
        String all = piece.of().stream().map(Numbered::card).collect(Collectors.joining(" "));
        piece.begins().forEach(finding -> html.element("span", "", "id", finding.words(), "class", "from"));
        html.open("a", "class", "mark " + first.tone(), "href", "#" + first.card(), "data-of", all);
        html.text(piece.text());
        if (!piece.ends().isEmpty()) {
            String numbers = piece.ends().stream()
                    .map(finding -> String.valueOf(finding.number()))
                    .collect(Collectors.joining(", "));
            html.open("sup")
                    .element("span", " finding ", "class", "unseen")
                    .text(numbers)
                    .close();
        }
        html.close();
    }
}
