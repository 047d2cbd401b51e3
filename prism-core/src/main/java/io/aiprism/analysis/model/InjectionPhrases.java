package io.aiprism.analysis.model;

import io.aiprism.finding.NormalizedText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Phrases by which texts give instructions to a language model, in the languages of the resource {@code injection-phrases-1.txt}.
 * Immutable and thread-safe.
 */
final class InjectionPhrases {
    private static final String RESOURCE = "injection-phrases-1.txt";
    private static final InjectionPhrases BUILT_IN = read(Resources.read(RESOURCE));

    private final List<Phrase> phrases;
    private final String hash;

    private record Phrase(String language, Pattern pattern) {}

    /**
     * A phrase in a text.
     *
     * @param language of the phrase
     * @param start where it begins in the original text
     * @param end where it ends, exclusive
     */
    record Hit(String language, int start, int end) {}

    private InjectionPhrases(List<Phrase> phrases, String hash) {
        this.phrases = List.copyOf(phrases);
        this.hash = hash;
    }

    static InjectionPhrases builtIn() {
        return BUILT_IN;
    }

    /** A hash of all of them. */
    String hash() {
        return hash;
    }

    /** The languages that there are phrases of. */
    List<String> languages() {
        return phrases.stream().map(Phrase::language).distinct().toList();
    }

    /** The phrases in a text, in order; of two that overlap the first, of two that begin together the longer one. */
    List<Hit> in(String text) {
        NormalizedText normal = NormalizedText.of(text);
        String plain = normal.text();
        List<Hit> all = new ArrayList<>();
        for (Phrase phrase : phrases) {
            Matcher matcher = phrase.pattern().matcher(plain);
            while (matcher.find()) {
                String found = matcher.group();
                int leading = found.length() - found.stripLeading().length();
                int trailing = found.length() - found.stripTrailing().length();
                all.add(new Hit(
                        phrase.language(),
                        normal.start(matcher.start() + leading),
                        normal.end(matcher.end() - trailing)));
            }
        }
        all.sort(Comparator.comparingInt(Hit::start).thenComparing(Hit::end, Comparator.reverseOrder()));
        List<Hit> hits = new ArrayList<>();
        for (Hit hit : all) {
            if (hits.isEmpty() || hits.getLast().end() <= hit.start()) {
                hits.add(hit);
            }
        }
        return List.copyOf(hits);
    }

    private static InjectionPhrases read(String resource) {
        Map<String, String> starts = new HashMap<>();
        List<Phrase> phrases = new ArrayList<>();
        for (String line : resource.lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int colon = line.indexOf(": ");
            String[] head = line.substring(0, colon).split(" ", -1);
            String rest = line.substring(colon + 2).strip();
            switch (head[0]) {
                case "start" -> {
                    var words = new StringBuilder();
                    for (String word : rest.split(" ", -1)) {
                        words.append("|\\b").append(word).append(' ');
                    }
                    starts.put(head[1], words.toString());
                }
                case "phrase" -> {
                    String start = "(?<=^|[.!?;:,\"'(>¿¡-] ?%s)".formatted(starts.getOrDefault(head[1], ""));
                    phrases.add(new Phrase(
                            head[1],
                            Pattern.compile(rest.replace("{start}", start), Pattern.UNICODE_CHARACTER_CLASS)));
                }
                default -> throw new IllegalStateException("%s has a line that is neither 'start' nor 'phrase': %s"
                        .formatted(RESOURCE, line));
            }
        }
        return new InjectionPhrases(phrases, new ContentDigest().add(resource).hex());
    }
}
