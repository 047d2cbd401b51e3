package io.aiprism.analysis.structure;

import io.aiprism.document.Block;
import io.aiprism.finding.Severity;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Rows of a table of actions that name no owner or no date. A table of actions has a column for the action and one for its owner
 * or its date. Columns that are mostly empty are left alone: there the cells were merged, or the table is a form.
 */
record ActionRule() implements Rule {
    private static final Set<String> ACTION = Set.of(
            "action",
            "actions",
            "action item",
            "action items",
            "corrective action",
            "preventive action",
            "preventative action",
            "follow up action",
            "follow up",
            "task",
            "tasks",
            "measure",
            "measures",
            "to do",
            "recommendation",
            "activity",
            "mitigation",
            "what");
    private static final Set<String> OWNER = Set.of(
            "owner",
            "action owner",
            "responsible",
            "responsible person",
            "person responsible",
            "responsibility",
            "assignee",
            "assigned to",
            "accountable",
            "lead",
            "who");
    private static final Set<String> DATE = Set.of(
            "due",
            "due date",
            "due by",
            "date due",
            "deadline",
            "eta",
            "ecd",
            "target",
            "target date",
            "by when",
            "until",
            "complete by",
            "completion date",
            "expected completion",
            "expected completion date",
            "planned completion",
            "when");

    @Override
    public String name() {
        return "incomplete-action";
    }

    @Override
    public void check(Inspection inspection) throws InterruptedException {
        for (Table table : inspection.tables()) {
            Inspection.stopIfInterrupted();
            for (int header : table.rows().stream().limit(2).toList()) {
                OptionalInt action = column(table, header, ACTION);
                OptionalInt owner = column(table, header, OWNER);
                OptionalInt date = column(table, header, DATE);
                if (action.isPresent() && (owner.isPresent() || date.isPresent())) {
                    owner.ifPresent(column -> check(inspection, table, header, action.getAsInt(), column, "owner"));
                    date.ifPresent(column -> check(inspection, table, header, action.getAsInt(), column, "date"));
                    break;
                }
            }
        }
    }

    private void check(Inspection inspection, Table table, int header, int action, int column, String what) {
        // A row with one cell only is a heading within the table.
        List<Integer> actions = table.rows().stream()
                .filter(row -> row > header
                        && table.begins(row, action)
                        && table.columns(row).size() > 1)
                .toList();
        List<Integer> missing = actions.stream()
                .filter(row -> isMissing(table, row, action, column))
                .toList();
        if (missing.size() * 2 > actions.size()) {
            return;
        }
        for (int row : missing) {
            Block block = table.cell(row, action).getFirst();
            inspection.add(
                    inspection
                            .at(this, block.span())
                            .key(what)
                            .severity(Severity.IMPORTANT)
                            .category("actions")
                            .title("Action without " + what)
                            .description("The column “%s” is empty for this action, so nobody can tell %s."
                                    .formatted(
                                            table.text(header, column),
                                            what.equals("owner") ? "who will do it" : "by when it will be done")),
                    "recommendations");
        }
    }

    /** Whether none of the rows that the action takes says anything in the column. */
    private static boolean isMissing(Table table, int row, int action, int column) {
        return IntStream.range(row, row + table.rowSpan(row, action))
                .mapToObj(each -> table.text(each, column).strip())
                .allMatch(text -> text.isEmpty() || text.equals("?"));
    }

    private static OptionalInt column(Table table, int header, Set<String> names) {
        return table.columns(header).stream()
                .filter(column -> names.contains(Titles.reduce(table.text(header, column))))
                .mapToInt(Integer::intValue)
                .findFirst();
    }
}
