package io.aiprism.analysis.structure;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Titles reduced to what tells them apart: lower case, without numbers in front and punctuation. */
final class Titles {
    private static final Pattern NUMBER_IN_FRONT =
            Pattern.compile("^(?:(?:section|chapter|part)\\s+)?(?:\\d+(?:\\.\\d+)*|[ivxlc]+(?=[.)]))[.):]?\\s+");
    private static final Pattern SEPARATOR = Pattern.compile("\\s+and\\s+|[:–—/,;()]|\\s-\\s");
    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{N}]+");

    private Titles() {}

    static String reduce(String title) {
        return strip(plain(title));
    }

    /** The parts of a title that joins several, for example “findings” and “root causes” of “Findings and Root Causes”. */
    static List<String> parts(String title) {
        return Arrays.stream(SEPARATOR.split(plain(title)))
                .map(Titles::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static String plain(String title) {
        String text = Normalizer.normalize(title, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replace("&", " and ")
                .strip();
        return NUMBER_IN_FRONT.matcher(text).replaceFirst("");
    }

    private static String strip(String text) {
        return NO_LETTER.matcher(text).replaceAll(" ").strip();
    }
}
