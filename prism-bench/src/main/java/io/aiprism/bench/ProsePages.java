package io.aiprism.bench;

import io.aiprism.analysis.AnalysisRequest;
import io.aiprism.checklist.Checklist;
import io.aiprism.document.Block;
import io.aiprism.document.BlockKind;
import io.aiprism.document.Place;
import io.aiprism.document.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * Pages of English, some 400 words each, of which hardly a sentence comes twice; one sentence in eight has a mistake. The same
 * seed makes the same pages. Not thread-safe.
 */
final class ProsePages {
    private static final int PARAGRAPHS = 6;
    private static final int SENTENCES = 4;
    private static final int MISTAKE_EVERY = 8;
    private static final Checklist CHECKLIST =
            new Checklist("bench", "1", "Benchmark", Locale.ROOT, List.of(), List.of());
    private static final String[] NOUNS = {
        "gateway", "database", "customer", "report", "queue", "manager", "warehouse", "contract", "engineer",
                "schedule",
        "provider", "invoice", "network", "storage", "meeting", "release", "driver", "window", "budget", "reservoir"
    };
    private static final String[] VERBS = {
        "checked",
        "replaced",
        "delayed",
        "described",
        "changed",
        "measured",
        "opened",
        "reviewed",
        "stopped",
        "repaired"
    };
    private static final String[] ADJECTIVES = {
        "small", "old", "new", "busy", "careful", "local", "quiet", "useful", "complete", "early", "simple", "recent"
    };
    private static final String[] MISTAKES = {
        "It was recieved late.", "They waited behind the the lock.", "There was less orders.", "The alerts was grouped."
    };

    private final Random random;

    ProsePages(long seed) {
        random = new Random(seed);
    }

    /** The paragraphs of another page. */
    List<String> next() {
        List<String> paragraphs = new ArrayList<>();
        for (int i = 0; i < PARAGRAPHS; i++) {
            List<String> sentences = new ArrayList<>();
            for (int j = 0; j < SENTENCES; j++) {
                sentences.add(sentence());
            }
            paragraphs.add(String.join(" ", sentences));
        }
        return paragraphs;
    }

    /** A page as what an analyzer is asked. */
    static AnalysisRequest request(List<String> paragraphs) {
        List<Block> blocks = new ArrayList<>();
        for (String paragraph : paragraphs) {
            blocks.add(Block.of("b" + (blocks.size() + 1), BlockKind.PARAGRAPH, Place.BODY, paragraph));
        }
        Section section = new Section("s1", "", 0, List.of(), 1, 1, blocks);
        return new AnalysisRequest.OfSection("page.txt", section, Optional.empty(), Optional.empty(), CHECKLIST);
    }

    private String sentence() {
        if (random.nextInt(MISTAKE_EVERY) == 0) {
            return any(MISTAKES);
        }
        return "In the %s week of the %s, %d %ss were %s by the %s %s, and after %d minutes the %s of the %s was %s again."
                .formatted(
                        any(ADJECTIVES),
                        any(NOUNS),
                        2 + random.nextInt(998),
                        any(NOUNS),
                        any(VERBS),
                        any(ADJECTIVES),
                        any(NOUNS),
                        2 + random.nextInt(998),
                        any(NOUNS),
                        any(NOUNS),
                        any(VERBS));
    }

    private String any(String[] values) {
        return values[random.nextInt(values.length)];
    }
}
