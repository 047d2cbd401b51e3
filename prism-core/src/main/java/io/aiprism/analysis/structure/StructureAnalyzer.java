package io.aiprism.analysis.structure;

import io.aiprism.analysis.AnalysisContext;
import io.aiprism.analysis.AnalysisRequest;
import io.aiprism.analysis.AnalysisResult;
import io.aiprism.analysis.Analyzer;
import io.aiprism.analysis.Scope;
import java.util.List;

/**
 * Looks at the structure of a document as a whole, by rules and without a model. It finds
 *
 * <ul>
 *   <li>sections that the checklist requires and that are missing or out of order, sections without text, heading levels
 *       skipped;
 *   <li>placeholders and drafting notes left in the text;
 *   <li>over-long sections and sentences, repeated paragraphs;
 *   <li>dates out of order in a timeline, actions without owner or date.
 * </ul>
 *
 * <p>The rules rather miss something than find fault with what is right. Words of other languages than English are hardly
 * known to them. A finding about something that is missing is anchored at words nearby: a missing section at the first block of
 * the main text, a missing owner at the action.
 *
 * <p>Immutable and thread-safe.
 */
public final class StructureAnalyzer implements Analyzer {
    private final List<Rule> rules;

    /** Creates an analyzer with default options. */
    public StructureAnalyzer() {
        this(builder());
    }

    private StructureAnalyzer(Builder builder) {
        this.rules = List.of(
                new MissingSectionRule(),
                new SectionOrderRule(),
                new EmptySectionRule(),
                new HeadingLevelRule(),
                new PlaceholderRule(),
                new LongSectionRule(builder.maxSectionWords),
                new LongSentenceRule(builder.maxSentenceWords),
                new RepeatedParagraphRule(builder.minRepeatedWords),
                new TimelineRule(),
                new ActionRule());
    }

    /** Begins an analyzer with other options. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String name() {
        return "structure";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Scope scope() {
        return Scope.DOCUMENT;
    }

    @Override
    public AnalysisResult analyze(AnalysisRequest request, AnalysisContext context) throws InterruptedException {
        if (!(request instanceof AnalysisRequest.OfDocument whole)) {
            throw new IllegalArgumentException("analyzer '%s' looks at whole documents, not at a section of %s"
                    .formatted(name(), request.documentName()));
        }
        if (whole.sections().isEmpty()) {
            return AnalysisResult.complete(this, List.of());
        }
        var inspection = new Inspection(whole.document(), whole.checklist(), name(), version());
        for (int i = 0; i < rules.size(); i++) {
            Inspection.stopIfInterrupted();
            context.progress(i, rules.size(), rules.get(i).name());
            rules.get(i).check(inspection);
        }
        return AnalysisResult.complete(this, inspection.findings());
    }

    /** Collects options. Not thread-safe. */
    public static final class Builder {
        private int maxSectionWords = 1_200;
        private int maxSentenceWords = 60;
        private int minRepeatedWords = 12;

        private Builder() {}

        /** How many words of running text may stand under one heading. Defaults to 1,200. */
        public Builder maxSectionWords(int maxSectionWords) {
            this.maxSectionWords = positive("maxSectionWords", maxSectionWords);
            return this;
        }

        /** How many words a sentence may have. Defaults to 60. */
        public Builder maxSentenceWords(int maxSentenceWords) {
            this.maxSentenceWords = positive("maxSentenceWords", maxSentenceWords);
            return this;
        }

        /** How many words a paragraph has at least for its repetition to be noted. Defaults to 12. */
        public Builder minRepeatedWords(int minRepeatedWords) {
            this.minRepeatedWords = positive("minRepeatedWords", minRepeatedWords);
            return this;
        }

        /** The analyzer. */
        public StructureAnalyzer build() {
            return new StructureAnalyzer(this);
        }

        private static int positive(String name, int value) {
            if (value <= 0) {
                throw new IllegalArgumentException("%s must be positive, was %d".formatted(name, value));
            }
            return value;
        }
    }
}
