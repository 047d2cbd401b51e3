package io.aiprism.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A Markdown table that is readable as it stands: its columns are padded, those of numbers on the left. */
final class Table {
    private final List<String> head;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... head) {
        this.head = List.of(head);
    }

    void add(Object... cells) {
        rows.add(Arrays.stream(cells).map(Object::toString).toList());
    }

    @Override
    public String toString() {
        int[] widths = new int[head.size()];
        boolean[] numbers = new boolean[head.size()];
        for (int column = 0; column < widths.length; column++) {
            int at = column;
            List<String> cells = rows.stream().map(row -> row.get(at)).toList();
            widths[at] = Math.max(
                    head.get(at).length(),
                    cells.stream().mapToInt(String::length).max().orElse(0));
            numbers[at] = cells.stream().allMatch(cell -> cell.matches("[0-9.]*"));
        }
        String rule = IntStream.range(0, widths.length)
                .mapToObj(column -> "-".repeat(widths[column] + 1) + (numbers[column] ? ":" : "-"))
                .collect(Collectors.joining("|", "|", "|"));
        return line(head, widths, numbers)
                + "\n"
                + rule
                + rows.stream().map(row -> "\n" + line(row, widths, numbers)).collect(Collectors.joining());
    }

    private static String line(List<String> cells, int[] widths, boolean[] numbers) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> {
                    String cell = cells.get(column);
                    String padding = " ".repeat(widths[column] - cell.length());
                    return numbers[column] ? padding + cell : cell + padding;
                })
                .collect(Collectors.joining(" | ", "| ", " |"));
    }
}
