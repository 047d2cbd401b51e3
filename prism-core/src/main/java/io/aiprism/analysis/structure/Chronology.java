package io.aiprism.analysis.structure;

import io.aiprism.document.Block;
import io.aiprism.document.Span;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A list of points in time, in the order in which they stand. What was left out of one is taken from the one before it: the
 * day, the year, and for a day without time the time, if it is the same day. A time that falls by more than six hours without
 * a day begins the next day; a day that falls by more than half a year without a year begins the next year.
 */
final class Chronology {
    private static final int NEXT_DAY_HOURS = 6;
    private static final int NEXT_YEAR_DAYS = 183;
    private static final LocalDate ANY_DAY = LocalDate.of(2000, 1, 1);

    private final List<Entry> entries = new ArrayList<>();
    private final Set<String> zones = new HashSet<>();
    private boolean ambiguous;
    private boolean beganWithoutDay;

    /** A point in time and where it stands. */
    record Entry(Block block, Span span, LocalDateTime at) {
        String text() {
            return block.text().substring(span.startOffset(), span.endOffset());
        }
    }

    /** Two entries, the first of which is out of order with the second. */
    record Misplaced(Entry entry, Entry other) {}

    /** Reads what stands at the beginning of a block, if it is a point in time. */
    void read(Block block) {
        switch (Moments.read(block.text())) {
            case Moments.Read(var moment) -> add(block, moment);
            case Moments.Ambiguous ambiguousDate -> ambiguous = true;
            case Moments.Nothing nothing -> {}
        }
    }

    int size() {
        return entries.size();
    }

    /**
     * The entries that are out of order, where the list is clearly meant to be in order, upwards or downwards.
     *
     * @param share of the entries, as one in so many, that may be out of order at most
     */
    List<Misplaced> misplaced(int share) {
        if (ambiguous || zones.size() > 1 || entries.size() < 3) {
            return List.of();
        }
        Comparator<Entry> upwards = Comparator.comparing(Entry::at);
        Comparator<Entry> order = falls() ? upwards.reversed() : upwards;
        boolean[] out = Increasing.outOfOrder(entries, order);
        List<Misplaced> misplaced = new ArrayList<>();
        for (int i = 0; i < out.length; i++) {
            if (out[i]) {
                misplaced.add(new Misplaced(entries.get(i), conflicting(i, out, order)));
            }
        }
        return misplaced.size() * share <= entries.size() ? misplaced : List.of();
    }

    private void add(Block block, Moment moment) {
        Optional<LocalDateTime> before = entries.isEmpty()
                ? Optional.empty()
                : Optional.of(entries.getLast().at());
        Optional<LocalDate> day = moment.day().isPresent()
                ? written(moment.day().get(), moment.year(), before)
                : Optional.of(takenOver(moment.time().orElseThrow(), before));
        if (day.isEmpty()) {
            return;
        }
        // Times without a day, and then a day: nobody can say on which day the first ones were.
        ambiguous |= moment.day().isPresent() && !entries.isEmpty() && beganWithoutDay;
        beganWithoutDay |= moment.day().isEmpty() && entries.isEmpty();
        LocalTime time = moment.time()
                .or(() ->
                        before.filter(at -> at.toLocalDate().equals(day.get())).map(LocalDateTime::toLocalTime))
                .orElse(LocalTime.MIN);
        Span span = Span.within(block.id(), moment.start(), moment.end());
        entries.add(new Entry(block, span, day.get().atTime(time)));
        if (!moment.zone().isEmpty()) {
            zones.add(moment.zone());
        }
    }

    private static Optional<LocalDate> written(MonthDay day, OptionalInt year, Optional<LocalDateTime> before) {
        int thisYear = year.orElse(before.map(LocalDateTime::getYear).orElse(ANY_DAY.getYear()));
        if (!day.isValidYear(thisYear)) {
            return Optional.empty();
        }
        LocalDate date = day.atYear(thisYear);
        boolean nextYear = year.isEmpty()
                && before.isPresent()
                && date.plusDays(NEXT_YEAR_DAYS).isBefore(before.get().toLocalDate());
        return Optional.of(nextYear ? date.plusYears(1) : date);
    }

    private static LocalDate takenOver(LocalTime time, Optional<LocalDateTime> before) {
        if (before.isEmpty()) {
            return ANY_DAY;
        }
        LocalDate day = before.get().toLocalDate();
        boolean nextDay = before.get().isAfter(day.atTime(time).plusHours(NEXT_DAY_HOURS));
        return nextDay ? day.plusDays(1) : day;
    }

    private boolean falls() {
        int steps = 0;
        for (int i = 1; i < entries.size(); i++) {
            steps += entries.get(i).at().compareTo(entries.get(i - 1).at()) < 0 ? 1 : -1;
        }
        return steps > 0;
    }

    /** The nearest entry in order that stands on the wrong side of one that is not. */
    private Entry conflicting(int misplaced, boolean[] out, Comparator<Entry> order) {
        Entry entry = entries.get(misplaced);
        for (int distance = 1; distance < entries.size(); distance++) {
            int before = misplaced - distance;
            int after = misplaced + distance;
            if (before >= 0 && !out[before] && order.compare(entries.get(before), entry) > 0) {
                return entries.get(before);
            }
            if (after < entries.size() && !out[after] && order.compare(entries.get(after), entry) < 0) {
                return entries.get(after);
            }
        }
        throw new IllegalStateException("nothing is out of order with " + entry);
    }
}
