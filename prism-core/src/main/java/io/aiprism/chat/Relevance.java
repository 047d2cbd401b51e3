package io.aiprism.chat;

import io.aiprism.document.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How well the sections of a document fit a question, by the words that they share: Okapi BM25 with the usual k1 = 1.2 and b = 0.75 over
 * lower-case runs of letters and digits, in which the headings of a section count three times. Immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.1561/1500000019">Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond</a>
 */
final class Relevance {
    private static final double K1 = 1.2;
    private static final double B = 0.75;
    private static final int HEADING_WEIGHT = 3;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    private final List<Map<String, Integer>> counts = new ArrayList<>();
    private final Map<String, Integer> sectionsWith = new HashMap<>();
    private final int[] lengths;
    private final double averageLength;

    Relevance(List<Section> sections) {
        lengths = new int[sections.size()];
        long total = 0;
        for (int i = 0; i < sections.size(); i++) {
            Section section = sections.get(i);
            Map<String, Integer> count = new HashMap<>();
            words(section.text()).forEach(word -> count.merge(word, 1, Integer::sum));
            words(String.join("\n", section.path())).forEach(word -> count.merge(word, HEADING_WEIGHT, Integer::sum));
            count.keySet().forEach(word -> sectionsWith.merge(word, 1, Integer::sum));
            lengths[i] = count.values().stream().mapToInt(Integer::intValue).sum();
            total += lengths[i];
            counts.add(count);
        }
        averageLength = Math.max(1.0, (double) total / Math.max(1, sections.size()));
    }

    /** A number for each section; 0 if it shares no word with the question. */
    double[] scores(String question) {
        var scores = new double[lengths.length];
        for (String word : words(question).stream().distinct().toList()) {
            int with = sectionsWith.getOrDefault(word, 0);
            double rarity = Math.log(1 + (lengths.length - with + 0.5) / (with + 0.5));
            for (int i = 0; i < scores.length; i++) {
                int count = counts.get(i).getOrDefault(word, 0);
                double norm = K1 * (1 - B + B * lengths[i] / averageLength);
                scores[i] += rarity * count * (K1 + 1) / (count + norm);
            }
        }
        return scores;
    }

    private static List<String> words(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
