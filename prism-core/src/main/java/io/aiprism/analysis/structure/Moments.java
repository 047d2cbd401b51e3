package io.aiprism.analysis.structure;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a date, a time, or both at the beginning of a text: ISO 8601, “14 March 2026”, “March 14, 2026”, “14 Mar”, “14.3.2026”,
 * “03:42”, “3:42 pm”. Slashes are only read where no other order of day and month is possible; the same text with both orders
 * possible is ambiguous.
 */
final class Moments {
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final String MONTH =
            "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
                    + "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
    private static final Pattern LEAD = pattern("\\s*[(\\[]?(?:(?:ca\\.|circa|approx\\.|~|≈)\\s*)?"
            + "(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\\s+)?");
    private static final Pattern ISO = pattern("(?<y>\\d{4})-(?<m>\\d{2})-(?<d>\\d{2})(?!\\d)");
    private static final Pattern DAY_MONTH =
            pattern("(?<d>\\d{1,2})(?:st|nd|rd|th|\\.)?\\s+(?<m>" + MONTH + ")\\b\\.?(?:,?\\s+(?<y>\\d{4})(?!\\d))?");
    private static final Pattern MONTH_DAY = pattern(
            "(?<m>" + MONTH + ")\\b\\.?\\s+(?<d>\\d{1,2})(?!\\d)(?:st|nd|rd|th)?(?:,?\\s+(?<y>\\d{4})(?!\\d))?");
    private static final Pattern DOTS = pattern("(?<d>\\d{1,2})\\.(?<m>\\d{1,2})\\.(?<y>\\d{4})(?!\\d)");
    private static final Pattern SLASHES = pattern("(?<a>\\d{1,2})[/-](?<b>\\d{1,2})[/-](?<y>\\d{4}|\\d{2})(?!\\d)");
    private static final List<Pattern> DATES = List.of(ISO, DAY_MONTH, MONTH_DAY, DOTS);
    private static final Pattern TIME =
            pattern("(?<h>\\d{1,2}):(?<min>\\d{2})(?::(?<s>\\d{2}))?(?![\\d:])(?:\\s*(?<half>[ap])\\.?m\\b\\.?)?");
    private static final Pattern BETWEEN = pattern("(?:t|,?\\s+(?:at\\s+|on\\s+)?|,|\\s*[–-]\\s*)");
    private static final Pattern ZONE =
            Pattern.compile("\\s?(UTC|GMT|Z|[A-Z]{1,3}S?T|[+-]\\d{2}:?\\d{2})(?![\\p{L}\\p{N}])");

    private final String text;

    private Moments(String text) {
        this.text = text;
    }

    /** What stands at the beginning of a text. */
    sealed interface Reading {}

    record Read(Moment moment) implements Reading {}

    /** A date that two readers would read differently. */
    record Ambiguous() implements Reading {}

    record Nothing() implements Reading {}

    static Reading read(String text) {
        return new Moments(text).read();
    }

    private Reading read() {
        int start = after(LEAD, 0).orElse(0);
        Matcher slashes = at(SLASHES, start);
        if (slashes.lookingAt()) {
            return slashes(slashes, start);
        }
        Optional<Day> day = day(start);
        if (day.isPresent()) {
            return withTime(day.get(), start);
        }
        Optional<Clock> clock = clock(start);
        if (clock.isEmpty()) {
            return new Nothing();
        }
        Optional<Day> later = after(BETWEEN, clock.get().end()).stream()
                .boxed()
                .flatMap(next -> day(next).stream())
                .findFirst();
        return new Read(new Moment(
                start,
                later.map(Day::end).orElse(clock.get().end()),
                later.map(Day::year).orElse(OptionalInt.empty()),
                later.map(Day::day),
                Optional.of(clock.get().time()),
                clock.get().zone()));
    }

    private Reading slashes(Matcher matcher, int start) {
        int a = Integer.parseInt(matcher.group("a"));
        int b = Integer.parseInt(matcher.group("b"));
        boolean sure = matcher.group("y").length() == 4 && (a == b || (a > 12) != (b > 12));
        if (!sure) {
            return new Ambiguous();
        }
        Optional<Day> day = Day.of(Math.min(a, b), Math.max(a, b), matcher.group("y"), matcher.end());
        return day.isEmpty() ? new Nothing() : withTime(day.get(), start);
    }

    private Reading withTime(Day day, int start) {
        Optional<Clock> clock = after(BETWEEN, day.end()).stream()
                .boxed()
                .flatMap(next -> clock(next).stream())
                .findFirst();
        return new Read(new Moment(
                start,
                clock.map(Clock::end).orElse(day.end()),
                day.year(),
                Optional.of(day.day()),
                clock.map(Clock::time),
                clock.map(Clock::zone).orElse("")));
    }

    private Optional<Day> day(int from) {
        for (Pattern pattern : DATES) {
            Matcher matcher = at(pattern, from);
            if (matcher.lookingAt()) {
                String month = matcher.group("m").toLowerCase(Locale.ROOT);
                int number = Character.isDigit(month.charAt(0))
                        ? Integer.parseInt(month)
                        : MONTHS.indexOf(month.substring(0, 3)) + 1;
                return Day.of(number, Integer.parseInt(matcher.group("d")), matcher.group("y"), matcher.end());
            }
        }
        return Optional.empty();
    }

    private Optional<Clock> clock(int from) {
        Matcher matcher = at(TIME, from);
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        int hour = Integer.parseInt(matcher.group("h"));
        String half = matcher.group("half");
        if (half != null) {
            hour = hour % 12 + (half.equalsIgnoreCase("p") ? 12 : 0);
        }
        String second = matcher.group("s");
        try {
            LocalTime time = LocalTime.of(
                    hour, Integer.parseInt(matcher.group("min")), second == null ? 0 : Integer.parseInt(second));
            Matcher zone = at(ZONE, matcher.end());
            return Optional.of(new Clock(time, matcher.end(), zone.lookingAt() ? zone.group(1) : ""));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private OptionalInt after(Pattern pattern, int from) {
        Matcher matcher = at(pattern, from);
        return matcher.lookingAt() ? OptionalInt.of(matcher.end()) : OptionalInt.empty();
    }

    private Matcher at(Pattern pattern, int from) {
        return pattern.matcher(text).region(from, text.length()).useTransparentBounds(true);
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }

    private record Clock(LocalTime time, int end, String zone) {}

    private record Day(MonthDay day, OptionalInt year, int end) {
        static Optional<Day> of(int month, int day, @Nullable String year, int end) {
            try {
                MonthDay monthDay = MonthDay.of(month, day);
                OptionalInt number = year == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(year));
                boolean valid = number.isEmpty() || monthDay.isValidYear(number.getAsInt());
                return valid ? Optional.of(new Day(monthDay, number, end)) : Optional.empty();
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
    }
}
