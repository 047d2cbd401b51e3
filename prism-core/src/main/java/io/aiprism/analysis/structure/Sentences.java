package io.aiprism.analysis.structure;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Cuts a paragraph into sentences; line feeds and tabs end one, too. */
final class Sentences {
    private static final Pattern LINE = Pattern.compile("[^\\n\\t]+");
    private static final Pattern WORD = Pattern.compile("\\S*[\\p{L}\\p{N}]\\S*");
    private static final Pattern ABBREVIATION = Pattern.compile(
            "(?:^|[\\s(“\"'])(?:e\\.g|i\\.e|cf|vs|approx|no|nos|fig|sec|eq|ca|dr|mr|mrs|ms|prof|st|inc|ltd|co|\\p{L})\\.\\s*$",
            Pattern.CASE_INSENSITIVE);

    private Sentences() {}

    /** A range of a text: offsets without the blanks around. */
    record Range(int start, int end) {}

    static List<Range> in(String text) {
        List<Range> sentences = new ArrayList<>();
        LINE.matcher(text).results().forEach(line -> cut(text, line.start(), line.end(), sentences));
        return sentences;
    }

    /** How many words with a letter or digit stand in a text. */
    static int words(CharSequence text) {
        return (int) WORD.matcher(text).results().count();
    }

    private static void cut(String text, int from, int to, List<Range> sentences) {
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        breaks.setText(text.substring(from, to));
        int start = from;
        for (int next = breaks.next(); next != BreakIterator.DONE; next = breaks.next()) {
            int end = from + next;
            boolean abbreviated =
                    end < to && ABBREVIATION.matcher(text.substring(start, end)).find();
            if (!abbreviated) {
                add(text, start, end, sentences);
                start = end;
            }
        }
    }

    private static void add(String text, int start, int end, List<Range> sentences) {
        int first = start;
        int last = end;
        while (first < last && Character.isWhitespace(text.charAt(first))) {
            first++;
        }
        while (last > first && Character.isWhitespace(text.charAt(last - 1))) {
            last--;
        }
        if (last > first) {
            sentences.add(new Range(first, last));
        }
    }
}
