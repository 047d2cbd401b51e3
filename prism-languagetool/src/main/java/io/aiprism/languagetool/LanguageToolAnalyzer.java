package io.aiprism.languagetool;

import static java.util.Objects.requireNonNull;

import io.aiprism.analysis.AnalysisContext;
import io.aiprism.analysis.AnalysisRequest;
import io.aiprism.analysis.AnalysisResult;
import io.aiprism.analysis.Analyzer;
import io.aiprism.analysis.Scope;
import io.aiprism.checklist.Checklist;
import io.aiprism.finding.Finding;
import io.aiprism.languagetool.Segments.Segment;
import io.aiprism.task.PermanentFailureException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.languagetool.JLanguageTool;
import org.languagetool.LtBuildInfo;
import org.languagetool.rules.RuleMatch;

/**
 * Finds mistakes of spelling, grammar and style with LanguageTool, paragraph by paragraph, offline. Code and hidden text are
 * not looked at.
 *
 * <p>The language is that of the checklist unless one is set. Where no country is stated (“en”), the American rules are taken
 * and the spelling of other countries is accepted too. Mistakes of spelling and grammar are {@code IMPORTANT}, all else are
 * {@code SUGGESTION}s, also whether a compound is written in one word. The first replacement that LanguageTool has is the finding's, others are named in its description.
 *
 * <p>Words that no dictionary can have are no findings: names (capitals inside a sentence, and of a word that is
 * alone in a table's cell), acronyms, identifiers, paths,
 * addresses. Rules that find mostly what is right are off: {@link #rulesOffByDefault()}.
 *
 * <p>Thread-safe. LanguageTool's checkers are not, and take some seconds and some 125 MB of heap for the first one of a language, little
 * for each other (4 MB after a paragraph): they are pooled, and calls wait when all are in use. They are made when needed and
 * kept until {@link #close()}; an analyzer that is never closed holds memory only, no threads and no files.
 */
public final class LanguageToolAnalyzer implements Analyzer, AutoCloseable {
    static final String NAME = "languagetool";

    private final Options options;
    private final Set<String> acceptedWords;
    private final Checkers checkers;
    private final String version;

    /** Creates an analyzer with default options. */
    public LanguageToolAnalyzer() {
        this(builder().options());
    }

    private LanguageToolAnalyzer(Options options) {
        this.options = options;
        this.acceptedWords = AcceptedWords.with(options.acceptedWords());
        this.version = "%s-1%s".formatted(releaseOfLanguageTool(), options.fingerprint());
        var factory = new CheckerFactory(options);
        this.checkers = new Checkers(options.maxCheckers(), factory::create);
    }

    /** LanguageTool's classes need each other to be initialized, and only in this order they can. */
    private static String releaseOfLanguageTool() {
        requireNonNull(JLanguageTool.getDataBroker(), "data broker");
        return String.valueOf(LtBuildInfo.OS.getVersion());
    }

    /** Begins an analyzer with other options. */
    public static Builder builder() {
        return new Builder();
    }

    /** The languages on the class path, as BCP 47 tags. */
    public static List<String> installedLanguages() {
        return Variety.installed();
    }

    /** The rules that are off unless {@link Builder#enableRules} turns them on, by LanguageTool's ids, with the reasons. */
    public static Map<String, String> rulesOffByDefault() {
        return DefaultRules.OFF;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Scope scope() {
        return Scope.SECTION;
    }

    /**
     * Checks one section. Stops between paragraphs when the thread is interrupted.
     *
     * @throws PermanentFailureException if the checklist's language is not on the class path (the cause is an
     *     {@link UnsupportedLanguageException}), or LanguageTool has no rule or category of an id that was set
     * @throws IllegalStateException if this analyzer is closed
     */
    @Override
    public AnalysisResult analyze(AnalysisRequest request, AnalysisContext context)
            throws InterruptedException, PermanentFailureException, IOException {
        if (!(request instanceof AnalysisRequest.OfSection part)) {
            throw new IllegalArgumentException(
                    "analyzer '%s' looks at sections, not at %s as a whole".formatted(name(), request.documentName()));
        }
        List<Segment> segments = Segments.of(part.section().blocks());
        Variety variety = variety(part.checklist());
        if (segments.isEmpty()) {
            return AnalysisResult.complete(this, List.of());
        }
        var findings = new Findings(part.section(), part.checklist(), name(), version());
        List<Finding> found = new ArrayList<>();
        try (Checkers.Checker checker = checkers.take(variety)) {
            var noise = new Noise(variety, checker.spellingRules(), acceptedWords, segments);
            for (int i = 0; i < segments.size(); i++) {
                stopIfInterrupted();
                context.progress(i, segments.size(), "");
                Segment segment = segments.get(i);
                for (RuleMatch match : checker.tool().check(segment.text())) {
                    if (match.getFromPos() < match.getToPos() && !noise.is(match, segment)) {
                        found.add(findings.of(match, segment));
                    }
                }
            }
        } catch (UnknownRuleException e) {
            throw new PermanentFailureException(String.valueOf(e.getMessage()), e);
        }
        return AnalysisResult.complete(this, found);
    }

    private Variety variety(Checklist checklist) throws PermanentFailureException {
        try {
            return options.language().orElseGet(() -> Variety.of(checklist.locale()));
        } catch (UnsupportedLanguageException e) {
            throw new PermanentFailureException("checklist %s: %s".formatted(checklist.id(), e.getMessage()), e);
        }
    }

    private static void stopIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the analysis was interrupted");
        }
    }

    /** The largest number of LanguageTool's checkers that there have been at one time. */
    int peakCheckers() {
        return checkers.peak();
    }

    /** Lets go of LanguageTool's checkers; those in use end what they do. Does nothing the second time. */
    @Override
    public void close() {
        checkers.close();
    }

    /** Collects options. Not thread-safe. */
    public static final class Builder {
        private Optional<Variety> language = Optional.empty();

        private int maxCheckers = Runtime.getRuntime().availableProcessors();
        private int cacheSentences = 1_000;
        private Set<String> enabledRules = Set.of();
        private Set<String> disabledRules = Set.of();
        private Set<String> enabledCategories = Set.of();
        private Set<String> disabledCategories = Set.of();
        private Set<String> acceptedWords = Set.of();

        private Builder() {}

        /**
         * The language of all documents, whatever their checklists say, as a BCP 47 tag: {@code "en-GB"}.
         *
         * @throws UnsupportedLanguageException if it is not on the class path; the message lists those that are
         */
        public Builder language(String tag) {
            this.language = Optional.of(Variety.of(requireNonNull(tag, "tag")));
            return this;
        }

        /** How many of LanguageTool's checkers there are at most. Defaults to the number of processors. */
        public Builder maxCheckers(int maxCheckers) {
            this.maxCheckers = positive("maxCheckers", maxCheckers);
            return this;
        }

        /** For how many sentences results are kept, to be used again for the same sentence. Defaults to 1,000. */
        public Builder cacheSentences(int cacheSentences) {
            this.cacheSentences = positive("cacheSentences", cacheSentences);
            return this;
        }

        /** Turns rules on, by LanguageTool's ids, that are off here or in LanguageTool itself. */
        public Builder enableRules(Collection<String> ids) {
            this.enabledRules = sorted(ids);
            return this;
        }

        /** Turns rules off, by LanguageTool's ids. */
        public Builder disableRules(Collection<String> ids) {
            this.disabledRules = sorted(ids);
            return this;
        }

        /** Turns categories on, by LanguageTool's ids, that are off in LanguageTool itself. */
        public Builder enableCategories(Collection<String> ids) {
            this.enabledCategories = sorted(ids);
            return this;
        }

        /** Turns categories off, by LanguageTool's ids: {@code "STYLE"}. */
        public Builder disableCategories(Collection<String> ids) {
            this.disabledCategories = sorted(ids);
            return this;
        }

        /** Words that are right, in whatever case. */
        public Builder acceptWords(Collection<String> words) {
            this.acceptedWords = sorted(words);
            return this;
        }

        /**
         * The analyzer.
         *
         * @throws IllegalArgumentException if a rule or category is both turned on and off
         */
        public LanguageToolAnalyzer build() {
            return new LanguageToolAnalyzer(options());
        }

        private Options options() {
            return new Options(
                    language,
                    maxCheckers,
                    cacheSentences,
                    enabledRules,
                    disabledRules,
                    enabledCategories,
                    disabledCategories,
                    acceptedWords);
        }

        private static Set<String> sorted(Collection<String> values) {
            return Collections.unmodifiableSet(new TreeSet<>(values));
        }

        private static int positive(String name, int value) {
            if (value <= 0) {
                throw new IllegalArgumentException("%s must be positive, was %d".formatted(name, value));
            }
            return value;
        }
    }
}
