package io.aiprism.bedrock.testkit;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what can be said of English prose without understanding it: gaps, vague words, the passive voice and long sentences. */
final class Prose {
    private static final int LONG_SENTENCE = 25;

    private static final Pattern GAP = Pattern.compile(
            "\\b(TBD|TODO|TBC|XXX|to be defined|to be confirmed|lorem ipsum)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern VAGUE = Pattern.compile(
            "\\b(as soon as possible|in a timely manner|several|various|some of|a number of|approximately|clearly|obviously"
                    + "|appropriate|significant(?:ly)?|etc\\.)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PASSIVE = Pattern.compile(
            "\\b(?:was|were|is|are|been|being|be) (?:\\w+ly )?(?:\\w+ed|done|made|taken|given|found|seen|kept|sent|held|lost)\\b",
            Pattern.CASE_INSENSITIVE);

    private Prose() {}

    /** What can be said, the most important first; nothing is quoted that occurs more than once. */
    static List<Remark> remarks(String text, int atMost) {
        List<Remark> remarks = new ArrayList<>();
        text.lines().flatMap(line -> sentences(line).stream()).forEach(sentence -> of(sentence, remarks));
        return remarks.stream()
                .filter(remark -> text.indexOf(remark.quote()) == text.lastIndexOf(remark.quote()))
                .sorted(Comparator.comparingInt(Remark::weight).reversed())
                .limit(atMost)
                .toList();
    }

    /** The sentences of a paragraph, without the space around them. */
    static List<String> sentences(String paragraph) {
        List<String> sentences = new ArrayList<>();
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        breaks.setText(paragraph);
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            String sentence = paragraph.substring(start, end).strip();
            if (!sentence.isEmpty()) {
                sentences.add(sentence);
            }
            start = end;
        }
        return sentences;
    }

    private static void of(String sentence, List<Remark> remarks) {
        Matcher gap = GAP.matcher(sentence);
        Matcher vague = VAGUE.matcher(sentence);
        Matcher passive = PASSIVE.matcher(sentence);
        int words = sentence.split("\\s+", -1).length;
        if (gap.find()) {
            remarks.add(new Remark(
                    sentence,
                    "completeness",
                    "Something is left open",
                    "\"%s\" marks a place that was to be filled in.".formatted(gap.group()),
                    3));
        } else if (vague.find()) {
            remarks.add(new Remark(
                    sentence,
                    "precision",
                    "Vague wording",
                    "\"%s\" leaves open how much, when or which; say it, if it is known.".formatted(vague.group()),
                    2));
        } else if (words > LONG_SENTENCE) {
            remarks.add(new Remark(
                    sentence,
                    "readability",
                    "Long sentence",
                    "The sentence has %d words; two or three shorter ones are easier to follow.".formatted(words),
                    2));
        } else if (passive.find()) {
            remarks.add(new Remark(
                    passive.group(),
                    "style",
                    "Passive voice",
                    "\"%s\" hides who does it; name them, if it matters.".formatted(passive.group()),
                    1));
        }
    }
}
