package io.aiprism.analysis.model;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with places like {@code {{name}}} to be filled in. What is filled in is not looked at again. */
record Template(String text) {
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)}}");

    /**
     * Checks that the text has these places and no others.
     *
     * @throws IllegalArgumentException if not; the message says which
     */
    static Template of(String part, String text, Set<String> places) {
        Set<String> found = new TreeSet<>();
        PLACE.matcher(text).results().map(place -> place.group(1)).forEach(found::add);
        if (!found.equals(new TreeSet<>(places))) {
            throw new IllegalArgumentException(
                    "part '%s' of a prompt has the places %s, was %s".formatted(part, new TreeSet<>(places), found));
        }
        return new Template(text);
    }

    String fill(Map<String, String> values) {
        return PLACE.matcher(text).replaceAll((MatchResult place) -> {
            String value = values.get(place.group(1));
            if (value == null) {
                throw new IllegalStateException("nothing to fill in for {{%s}}".formatted(place.group(1)));
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
