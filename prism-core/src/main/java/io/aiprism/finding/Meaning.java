package io.aiprism.finding;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What two versions of a sentence must have in common in order to say the same: quantities (numbers with their sign, currency and
 * unit), numbers in words and negations, each in the same order, and no word that has become its opposite. The words are those of the
 * resource {@code meaning-1.txt}. It knows no other changes of meaning.
 */
final class Meaning {
    private static final Pattern QUANTITY =
            Pattern.compile("[-+±]?\\p{Sc}?\\s?\\p{N}++(?:[.,:/]\\p{N}++)*+(?:\\s?[\\p{Sc}%‰°])?(?:\\s?\\p{L}++)?");

    private static final Set<String> NEGATIONS = words("negation");
    private static final Set<String> NUMBERS = words("number");
    private static final Set<String> OPPOSITE_PREFIXES = words("prefix");

    private Meaning() {}

    /** Whether a character belongs to no script, or to one whose languages' words are known. */
    static boolean isKnownScript(int point) {
        return switch (Character.UnicodeScript.of(point)) {
            case LATIN, CYRILLIC, COMMON, INHERITED -> true;
            default -> false;
        };
    }

    /** Whether nothing that is known to matter differs between two texts, both as {@link NormalizedText} gives them. */
    static boolean isSame(String one, String other) {
        List<String> first = Word.in(one).stream().map(Word::text).toList();
        List<String> second = Word.in(other).stream().map(Word::text).toList();
        return quantities(one).equals(quantities(other))
                && decisive(first).equals(decisive(second))
                && without(first, second).stream()
                        .noneMatch(
                                word -> without(second, first).stream().anyMatch(changed -> isOpposite(word, changed)));
    }

    private static List<String> quantities(String text) {
        return QUANTITY.matcher(text)
                .results()
                .map(match -> match.group().replaceAll("\\s", ""))
                .toList();
    }

    /** Negations and numbers, in order. */
    private static List<String> decisive(List<String> words) {
        return words.stream()
                .filter(word -> NEGATIONS.contains(word)
                        || NUMBERS.contains(word)
                        || word.endsWith("n't")
                        || word.startsWith("n'"))
                .toList();
    }

    private static List<String> without(List<String> words, List<String> others) {
        Set<String> known = new HashSet<>(others);
        return words.stream().filter(word -> !known.contains(word)).toList();
    }

    private static boolean isOpposite(String one, String other) {
        return OPPOSITE_PREFIXES.stream().anyMatch(prefix -> one.equals(prefix + other) || other.equals(prefix + one));
    }

    /** The words of all lines that begin with this kind and a language, for example {@code negation de: nicht kein}. */
    private static Set<String> words(String kind) {
        Set<String> words = new HashSet<>();
        resource()
                .lines()
                .filter(line -> line.startsWith(kind + " "))
                .flatMap(line -> Stream.of(
                        line.substring(line.indexOf(':') + 1).strip().split("\\s+")))
                .map(word -> NormalizedText.of(word).text().toLowerCase(Locale.ROOT))
                .forEach(words::add);
        if (words.isEmpty()) {
            throw new IllegalStateException("the library's resource meaning-1.txt has no words of kind " + kind);
        }
        return Set.copyOf(words);
    }

    private static String resource() {
        try (InputStream stream = Meaning.class.getResourceAsStream("meaning-1.txt")) {
            if (stream == null) {
                throw new IllegalStateException("the library lacks its resource meaning-1.txt");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the library's resource meaning-1.txt", e);
        }
    }
}
