package io.aiprism.bedrock.testkit;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text that a prompt shows as data: what stands between two equal lines {@code <<…>>}. */
final class FencedText {
    private static final Pattern FENCED = Pattern.compile("(?ms)^(<<[^\\s<>]+>>)$\\R(.*?)\\R?^\\1$");

    private FencedText() {}

    /** The first such text; empty if there is none. */
    static Optional<String> in(List<String> texts) {
        return texts.stream()
                .map(FENCED::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(2))
                .findFirst();
    }
}
