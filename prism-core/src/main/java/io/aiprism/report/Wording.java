package io.aiprism.report;

import io.aiprism.document.Story;
import io.aiprism.finding.Severity;
import io.aiprism.review.DecidedFinding;
import io.aiprism.review.Decision;
import io.aiprism.review.ReviewStatistics;
import io.aiprism.review.SectionResult;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How reports for people call things. */
final class Wording {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Wording() {}

    static String count(int number, String noun) {
        return "%d %s%s".formatted(number, noun, number == 1 ? "" : "s");
    }

    static String severity(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "Critical";
            case IMPORTANT -> "Important";
            case SUGGESTION -> "Suggestion";
        };
    }

    /** For example {@code "2 critical, 11 important, 1 suggestion"}; empty if there is nothing to count. */
    static String bySeverity(Map<Severity, Integer> counts) {
        List<String> parts = new ArrayList<>();
        counts.forEach((severity, number) -> {
            if (number > 0) {
                parts.add(
                        severity == Severity.SUGGESTION
                                ? count(number, "suggestion")
                                : number + " " + severity.label());
            }
        });
        return String.join(", ", parts);
    }

    static ReviewStatistics.DecisionState state(DecidedFinding decided) {
        if (decided.decision().isEmpty()) {
            return ReviewStatistics.DecisionState.UNDECIDED;
        }
        return switch (decided.decision().get()) {
            case Decision.Accepted accepted -> ReviewStatistics.DecisionState.ACCEPTED;
            case Decision.Rejected rejected -> ReviewStatistics.DecisionState.REJECTED;
            case Decision.Edited edited -> ReviewStatistics.DecisionState.EDITED;
            case Decision.Added added -> ReviewStatistics.DecisionState.ADDED;
        };
    }

    /** The name of a constant for people, for example {@code "Undecided"}. */
    static String name(Enum<?> constant) {
        String name = constant.name().replace('_', ' ').toLowerCase(Locale.ROOT);
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** The title of a section, with what stands for one where there is none. */
    static String title(ReportSection section) {
        String title = section.title().isBlank() ? untitled(section) : section.title();
        return section.parts() == 1 ? title : "%s (part %d of %d)".formatted(title, section.part(), section.parts());
    }

    private static String untitled(ReportSection section) {
        if (section.level() > 0) {
            return "(heading without text)";
        }
        return switch (section.story()) {
            case HEADER, FOOTER -> "Headers and footers";
            case BODY, TEXT_BOX, FOOTNOTE, ENDNOTE -> "Text without a heading";
        };
    }

    static String story(Story story) {
        return switch (story) {
            case BODY -> "";
            case TEXT_BOX -> "Text box";
            case FOOTNOTE -> "Footnote";
            case ENDNOTE -> "Endnote";
            case HEADER -> "Header";
            case FOOTER -> "Footer";
        };
    }

    /** What is wrong with a row that is not complete. */
    static String problem(SectionResult row) {
        return switch (row) {
            case SectionResult.Analyzed analyzed -> "";
            case SectionResult.Partial partial -> "Analysed in part: " + partial.gap();
            case SectionResult.Failed failed ->
                switch (failed.cause()) {
                    case ERROR -> "Not analysed: " + failed.message();
                    case TIMED_OUT -> "Not analysed in time: " + failed.message();
                    case RESULT_EXPIRED -> "Result lost: " + failed.message();
                };
            case SectionResult.Cancelled cancelled -> "Not analysed, because it was cancelled: " + cancelled.reason();
        };
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    /** A duration in the largest units that matter, for example {@code "3 min 20 s"}. */
    static String duration(Duration duration) {
        if (duration.toHours() > 0) {
            return "%d h %d min".formatted(duration.toHours(), duration.toMinutesPart());
        }
        if (duration.toMinutes() > 0) {
            return "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart());
        }
        if (duration.toMillis() >= 1000) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        return duration.toMillis() + " ms";
    }
}
