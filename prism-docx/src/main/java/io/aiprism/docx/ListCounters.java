package io.aiprism.docx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Counts the lists of a document in reading order, and writes their labels as Word does. */
final class ListCounters {
    private static final Pattern PLACEHOLDER = Pattern.compile("%([1-9])");
    private static final int NOT_STARTED = -1;
    private static final char PRIVATE_USE = '\uE000';
    private static final char PRIVATE_USE_END = '\uF8FF';

    private final Numbering numbering;
    private final Map<Integer, int[]> counters = new HashMap<>();
    private final Set<Integer> begun = new HashSet<>();

    ListCounters(Numbering numbering) {
        this.numbering = numbering;
    }

    /** Counters for another pass over the same document. */
    ListCounters again() {
        return new ListCounters(numbering);
    }

    /** Whether there is such a list. */
    boolean has(int numberingId) {
        return numbering.definition(numberingId) >= 0;
    }

    int levelOfStyle(int numberingId, @Nullable String style) {
        return numbering.levelOfStyle(numberingId, style);
    }

    /** Counts one more item and returns its label. */
    String next(int numberingId, int level) {
        int[] counts = counters.computeIfAbsent(numbering.definition(numberingId), id -> {
            int[] fresh = new int[Numbering.LEVELS];
            Arrays.fill(fresh, NOT_STARTED);
            return fresh;
        });
        if (begun.add(numberingId)) {
            applyOverrides(numberingId, counts);
        }
        for (int i = 0; i < level; i++) {
            if (counts[i] == NOT_STARTED) {
                counts[i] = start(numberingId, i);
            }
        }
        counts[level] = counts[level] == NOT_STARTED ? start(numberingId, level) : counts[level] + 1;
        for (int i = level + 1; i < Numbering.LEVELS; i++) {
            Numbering.Level deeper = numbering.level(numberingId, i);
            int restartAfter = deeper == null || deeper.restartAfter < 0 ? i : deeper.restartAfter;
            if (level < restartAfter) {
                counts[i] = NOT_STARTED;
            }
        }
        return label(numberingId, level, counts);
    }

    private void applyOverrides(int numberingId, int[] counts) {
        for (int i = 0; i < Numbering.LEVELS; i++) {
            if (numbering.startOverride(numberingId, i) >= 0) {
                counts[i] = NOT_STARTED;
            }
        }
    }

    private int start(int numberingId, int index) {
        int override = numbering.startOverride(numberingId, index);
        if (override >= 0) {
            return override;
        }
        Numbering.Level level = numbering.level(numberingId, index);
        return level == null ? 1 : level.start;
    }

    private String label(int numberingId, int index, int[] counts) {
        Numbering.Level level = numbering.level(numberingId, index);
        if (level == null) {
            return "";
        }
        if (level.format.equals("bullet")) {
            return bullet(level.text);
        }
        return PLACEHOLDER
                .matcher(level.text)
                .replaceAll(match -> {
                    int referred = match.group(1).charAt(0) - '1';
                    return referred > index ? "" : number(numberingId, referred, level.legal, counts[referred]);
                })
                .strip();
    }

    private String number(int numberingId, int index, boolean legal, int count) {
        Numbering.Level shown = numbering.level(numberingId, index);
        String format = legal || shown == null ? "decimal" : shown.format;
        return NumberFormat.format(Math.max(count, 0), format);
    }

    // Symbol fonts keep their bullets in the private use area, which says nothing outside the font.
    private static String bullet(String text) {
        var label = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            label.append(c >= PRIVATE_USE && c <= PRIVATE_USE_END ? '•' : c);
        }
        return label.toString().strip();
    }
}
