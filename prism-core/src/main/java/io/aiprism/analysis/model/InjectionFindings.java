package io.aiprism.analysis.model;

import io.aiprism.document.Block;
import io.aiprism.document.Section;
import io.aiprism.document.Span;
import io.aiprism.finding.Finding;
import io.aiprism.finding.FindingBuilder;
import io.aiprism.finding.NormalizedText;
import io.aiprism.finding.Provenance;
import io.aiprism.finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Findings about what a section says to a model instead of to its readers: phrases that are known from such attempts, also in hidden
 * text and with invisible characters in between, and characters that turn the direction of writing or carry text that nobody sees.
 * It cannot know every phrase; what it misses is data to the model all the same.
 *
 * @param analyzer as {@link Provenance#analyzer()}
 * @param version as {@link Provenance#version()}
 */
record InjectionFindings(String analyzer, String version) {
    static final String CATEGORY = "prompt-injection";

    private static final Pattern PHRASE =
            Pattern.compile("\\b(?:ignore|disregard|forget|override|bypass) (?:\\w+ ){0,3}"
                    + "(?:instructions?|prompts?|rules|guidelines|checklist|directives)\\b"
                    + "|\\byou are (?:now|no longer) (?:an? |the )?(?:\\w+ ){0,2}(?:ai|assistant|model|reviewer|bot)\\b"
                    + "|\\b(?:reveal|print|repeat|show|leak) (?:\\w+ ){0,2}(?:system prompt|instructions)\\b"
                    + "|\\b(?:do not|don't|never) report (?:any|this|the|further) "
                    + "|\\b(?:report|return|answer with|give) (?:no|zero|an empty list of) findings\\b"
                    + "|(?:^|\\s)(?:<\\|im_start\\|>|\\[/?inst]|<</?sys>>|###? ?system:)");

    /** Marks that override or isolate directions, and tags, which spell out text that nobody sees. */
    private static final Pattern UNSEEN = Pattern.compile("[\\u202A-\\u202E\\u2066-\\u2069\\x{E0000}-\\x{E007F}]+");

    List<Finding> in(Section section) {
        List<Finding> findings = new ArrayList<>();
        for (Block block : section.blocks()) {
            NormalizedText words = NormalizedText.of(block.text());
            Matcher phrases = PHRASE.matcher(words.text());
            while (phrases.find()) {
                String found = phrases.group();
                int leading = found.length() - found.stripLeading().length();
                int trailing = found.length() - found.stripTrailing().length();
                Span span = Span.within(
                        block.id(), words.start(phrases.start() + leading), words.end(phrases.end() - trailing));
                findings.add(Finding.in(section, span, provenance("instruction"))
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
        Matcher matcher = UNSEEN.matcher(block.text());
        if (!matcher.find()) {
            return Optional.empty();
        }
        int start = matcher.start();
        int end = matcher.end();
        while (matcher.find()) {
            end = matcher.end();
        }
        return Optional.of(Finding.in(section, Span.within(block.id(), start, end), provenance("unseen-characters"))
                .severity(Severity.IMPORTANT)
                .category(CATEGORY)
                .title("Characters that readers do not see")
                .description(
                        "Characters here change the direction of writing or hide text. Readers and programs may see different"
                                + " words."));
    }

    private Provenance provenance(String rule) {
        return Provenance.of(analyzer, version, rule);
    }
}
