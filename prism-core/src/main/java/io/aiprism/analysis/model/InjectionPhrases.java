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
    private static final String CLAUSE_ENDS = ".!?;:,\"'(>¿¡-";
    private static final int LONGEST_BEFORE = 20;
    private static final InjectionPhrases BUILT_IN = read(Resources.read(RESOURCE));

    private final List<Phrase> phrases;
    private final String hash;

    /**
     * A phrase.
     *
     * @param after what it has to stand after, if it does not begin a clause; nothing is needed if there is none
     * @param notAfter what it must not stand after
     */
    private record Phrase(String language, Pattern pattern, List<String> after, List<String> notAfter) {
        /** Whether it may begin here; what stands before is looked at last, since that is slow in a pattern. */
        boolean mayBegin(String text, int start) {
            int first = text.codePointAt(start);
            if (start > 0
                    && Character.isLetterOrDigit(first)
                    && !Character.isIdeographic(first)
                    && Character.isLetterOrDigit(text.codePointBefore(start))) {
                return false;
            }
            String before =
                    text.substring(Math.max(0, start - LONGEST_BEFORE), start).stripTrailing();
            if (notAfter.stream().anyMatch(word -> endsWith(before, word))) {
                return false;
            }
            return after.isEmpty()
                    || before.isEmpty()
                    || CLAUSE_ENDS.indexOf(before.charAt(before.length() - 1)) >= 0
                    || after.stream().anyMatch(word -> endsWith(before, word));
        }

        /** With a whole word, an ending such as "n't", or a character of a script without blanks. */
        private static boolean endsWith(String before, String word) {
            int start = before.length() - word.length();
            return before.endsWith(word)
                    && (start == 0
                            || word.indexOf('\'') >= 0
                            || Character.isIdeographic(word.codePointAt(0))
                            || !Character.isLetterOrDigit(before.codePointBefore(start)));
        }
    }

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
            int from = 0;
            while (from < plain.length() && matcher.find(from)) {
                boolean holds = phrase.mayBegin(plain, matcher.start());
                if (holds) {
                    all.add(new Hit(phrase.language(), normal.start(matcher.start()), normal.end(matcher.end())));
                }
                from = holds ? matcher.end() : matcher.start() + 1;
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
        Map<String, List<String>> words = new HashMap<>();
        List<Phrase> phrases = new ArrayList<>();
        for (String line : resource.lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int colon = line.indexOf(": ");
            String kind = line.substring(0, line.indexOf(' '));
            String language = line.substring(line.indexOf(' ') + 1, colon);
            String rest = line.substring(colon + 2).strip();
            switch (kind) {
                case "start", "not" -> words.put(kind + language, List.of(rest.split(" \\| ")));
                case "phrase" -> {
                    String pattern = rest.replaceFirst("^\\{(?:start|free)}", "");
                    phrases.add(new Phrase(
                            language,
                            Pattern.compile(pattern, Pattern.UNICODE_CHARACTER_CLASS),
                            rest.startsWith("{start}") ? words.getOrDefault("start" + language, List.of("\n")) : List.of(),
                            rest.startsWith("{free}") ? words.getOrDefault("not" + language, List.of()) : List.of()));
                }
                default ->
                    throw new IllegalStateException("%s has a line of a kind that is not known: %s".formatted(RESOURCE, line));
            }
        }
        return new InjectionPhrases(phrases, new ContentDigest().add(resource).hex());
    }
}
