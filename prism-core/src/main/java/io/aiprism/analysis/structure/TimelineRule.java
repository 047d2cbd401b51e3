package io.aiprism.analysis.structure;

import io.aiprism.document.Block;
import io.aiprism.document.BlockKind;
import io.aiprism.document.Document;
import io.aiprism.document.Section;
import io.aiprism.finding.Severity;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Entries of a timeline that are out of order: rows of a table with a column of dates or times, and under a heading that
 * announces a timeline also paragraphs that begin with a date. Lists that are mostly not in order, or whose dates can be read in
 * two ways, are left alone.
 */
record TimelineRule() implements Rule {
    private static final Pattern TIMELINE = Pattern.compile(
            "\\b(?:time ?line|chronolog\\w*|(?:sequence|course|order|history) of events)\\b", Pattern.CASE_INSENSITIVE);
    private static final Set<String> COLUMNS =
            Set.of("date", "time", "date and time", "date time", "time and date", "timestamp", "when", "day and time");
    private static final Pattern ZONE_OF_COLUMN =
            Pattern.compile(" (?:utc|gmt|local|local time|ces?t|[a-z]{1,3}s?t|hh mm|hh mm ss)$");
    private static final Pattern AFTER_DATE =
            Pattern.compile("\\s*(?:UTC|GMT|Z|[A-Z]{1,3}S?T)?\\s*(?:[:–—|\\t]|-\\s|$)");

    /** A timeline may have one entry in three out of order, another table of dates one in five. */
    private static final int SHARE_OF_TIMELINE = 3;

    private static final int SHARE_ELSEWHERE = 5;

    @Override
    public String name() {
        return "timeline-order";
    }

    @Override
    public void check(Inspection inspection) throws InterruptedException {
        for (Table table : inspection.tables()) {
            Inspection.stopIfInterrupted();
            check(inspection, table);
        }
        for (Section section : inspection.document().sections()) {
            if (isTimeline(section)) {
                var chronology = new Chronology();
                section.blocks().stream()
                        .filter(Inspection::isRunning)
                        .filter(TimelineRule::beginsEntry)
                        .forEach(chronology::read);
                report(inspection, chronology, SHARE_OF_TIMELINE);
            }
        }
    }

    private void check(Inspection inspection, Table table) {
        OptionalInt column = column(table);
        if (column.isEmpty()) {
            return;
        }
        boolean timeline = announced(inspection.document(), table);
        List<Block> cells = table.rows().stream()
                .skip(1)
                .flatMap(row -> table.cell(row, column.getAsInt()).stream().limit(1))
                .distinct()
                .toList();
        // Outside timelines, a cell that says more than one point in time may be a period, and its row a sum.
        if (timeline || cells.stream().allMatch(TimelineRule::isPoint)) {
            var chronology = new Chronology();
            cells.forEach(chronology::read);
            report(inspection, chronology, timeline ? SHARE_OF_TIMELINE : SHARE_ELSEWHERE);
        }
    }

    private static boolean isPoint(Block cell) {
        return Moments.read(cell.text()) instanceof Moments.Read(var moment)
                && cell.text().substring(moment.end()).strip().equals(moment.zone());
    }

    private static boolean isTimeline(Section section) {
        return section.path().stream().anyMatch(title -> TIMELINE.matcher(title).find());
    }

    private static boolean announced(Document document, Table table) {
        int first = document.indexOf(table.first().id());
        boolean byCaption = first > 0
                && TIMELINE.matcher(document.blocks().get(first - 1).text()).find();
        return byCaption || isTimeline(document.sectionOf(table.first().id()));
    }

    /** The column to go by. A table with a column of dates and one of times is left alone unless one of them has both. */
    private static OptionalInt column(Table table) {
        if (table.rows().isEmpty()) {
            return OptionalInt.empty();
        }
        int header = table.rows().getFirst();
        List<Integer> columns = table.columns(header).stream()
                .filter(column -> COLUMNS.contains(ZONE_OF_COLUMN
                        .matcher(Titles.reduce(table.text(header, column)))
                        .replaceFirst("")))
                .toList();
        return columns.size() == 1 ? OptionalInt.of(columns.getFirst()) : OptionalInt.empty();
    }

    /** List items that begin with a date, and paragraphs in which it is set off from what follows. */
    private static boolean beginsEntry(Block block) {
        return Moments.read(block.text()) instanceof Moments.Read(var moment)
                && (block.kind() == BlockKind.LIST_ITEM
                        || AFTER_DATE
                                .matcher(block.text())
                                .region(moment.end(), block.text().length())
                                .lookingAt());
    }

    private void report(Inspection inspection, Chronology chronology, int share) {
        for (Chronology.Misplaced misplaced : chronology.misplaced(share)) {
            inspection.add(
                    inspection
                            .at(this, misplaced.entry().span())
                            .severity(Severity.IMPORTANT)
                            .category("consistency")
                            .title("Date out of order")
                            .description(
                                    "“%s” is out of order with “%s”. Either the entry stands in the wrong place, or the date is wrong."
                                            .formatted(
                                                    misplaced.entry().text(),
                                                    misplaced.other().text())),
                    "figures");
        }
    }
}
