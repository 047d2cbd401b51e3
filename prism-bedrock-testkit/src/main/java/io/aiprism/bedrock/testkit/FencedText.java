package io.aiprism.bedrock.testkit;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The text that a prompt shows as data: what stands between two equal lines {@code <<…>>}. */
final class FencedText {
    private static final Pattern FENCED = Pattern.compile("(?ms)^(<<[^\\s<>]+>>)$\\R(.*?)\\R?^\\1$");

    private FencedText() {}

    /** The last such text of the first message that has any: a prompt may show headings before it. Empty if there is none. */
    static Optional<String> in(List<String> texts) {
        return texts.stream()
                .flatMap(text -> FENCED.matcher(text).results().reduce((before, last) -> last).stream())
                .map(match -> match.group(2))
                .findFirst();
    }
}
