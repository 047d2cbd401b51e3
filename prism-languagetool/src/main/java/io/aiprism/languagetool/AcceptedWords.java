package io.aiprism.languagetool;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Words that are right although LanguageTool's dictionaries do not have them, in lower case. */
final class AcceptedWords {
    private AcceptedWords() {}

    /** Words of the trade that come with Prism, and those of the user. */
    static Set<String> with(Set<String> words) {
        Set<String> all = new HashSet<>();
        words.forEach(word -> all.add(word.toLowerCase(Locale.ROOT)));
        try (InputStream stream = AcceptedWords.class.getResourceAsStream("accepted-words.txt")) {
            if (stream == null) {
                throw new IllegalStateException("accepted-words.txt is missing from the jar");
            }
            var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            reader.lines().filter(line -> !line.isBlank()).forEach(all::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Set.copyOf(all);
    }
}
