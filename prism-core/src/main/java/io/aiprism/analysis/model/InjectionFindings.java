package io.aiprism.analysis.model;

import io.aiprism.document.Block;
import io.aiprism.document.Section;
import io.aiprism.document.Span;
import io.aiprism.finding.Finding;
import io.aiprism.finding.FindingBuilder;
import io.aiprism.finding.Provenance;
import io.aiprism.finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Findings about what a section says to a model instead of to its readers: {@linkplain InjectionPhrases phrases} that are known from such
 * attempts, also in hidden text and with invisible characters in between, and characters that turn the direction of writing or carry
 * text that nobody sees. It cannot know every phrase; what it misses is data to the model all the same.
 *
 * @param analyzer as {@link Provenance#analyzer()}
 * @param version as {@link Provenance#version()}
 */
record InjectionFindings(String analyzer, String version) {
    static final String CATEGORY = "prompt-injection";

    /** Marks that embed or isolate directions: common in text that is written from right to left, and of no use elsewhere. */
    private static final String EMBEDDINGS = "\\u202A-\\u202C\\u2066-\\u2069";

    /** Marks that override directions. */
    private static final Pattern OVERRIDES = Pattern.compile("[\\u202D\\u202E]");

    /** Tags and variation selectors in a row, which spell out text that nobody sees. */
    private static final String CARRIERS = "[\\x{E0000}-\\x{E007F}]+|[\\x{FE00}-\\x{FE0F}\\x{E0100}-\\x{E01EF}]{2,}";

    private static final Pattern HIDING = Pattern.compile(CARRIERS);
    private static final Pattern UNSEEN = Pattern.compile("[\\u202D\\u202E" + EMBEDDINGS + "]+|" + CARRIERS);

    List<Finding> in(Section section) {
        List<Finding> findings = new ArrayList<>();
        for (Block block : section.blocks()) {
            for (InjectionPhrases.Hit hit : InjectionPhrases.builtIn().in(block.text())) {
                Span span = Span.within(block.id(), hit.start(), hit.end());
                var provenance =
                        new Provenance(analyzer, version, "instruction", Map.of("language", hit.language()));
                findings.add(Finding.in(section, span, provenance)
                        .severity(Severity.IMPORTANT)
                        .category(CATEGORY)
                        .title("Instructions to a language model")
                        .description("These words tell a language model what to do rather than the reader"
                                + (block.place().hidden() ? ", in text that the document hides" : "")
                                + ". They were treated as text.")
                        .build());
            }
            unseen(section, block).map(FindingBuilder::build).ifPresent(findings::add);
        }
        return List.copyOf(findings);
    }

    /** One finding for all such characters of a block, about the words from the first to the last. */
    private Optional<FindingBuilder> unseen(Section section, Block block) {
        String text = block.text();
        boolean ordinary = !OVERRIDES.matcher(text).find() && text.codePoints().anyMatch(InjectionFindings::isFromRight);
        Matcher matcher = (ordinary ? HIDING : UNSEEN).matcher(text);
        int start = -1;
        int end = -1;
        while (matcher.find()) {
            if (!isFlag(text, matcher)) {
                start = start < 0 ? matcher.start() : start;
                end = matcher.end();
            }
        }
        if (start < 0) {
            return Optional.empty();
        }
        return Optional.of(Finding.in(
                        section,
                        Span.within(block.id(), start, end),
                        Provenance.of(analyzer, version, "unseen-characters"))
                .severity(Severity.IMPORTANT)
                .category(CATEGORY)
                .title("Characters that readers do not see")
                .description(
                        "Characters here change the direction of writing or hide text. Readers and programs may see different"
                                + " words."));
    }

    private static boolean isFromRight(int point) {
        byte direction = Character.getDirectionality(point);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }

    /** Whether what was found are the tags of a flag. */
    private static boolean isFlag(String text, Matcher matcher) {
        int before = matcher.start() == 0 ? 0 : text.codePointBefore(matcher.start());
        return ReadableText.isFlag(before, matcher.group());
    }
}
