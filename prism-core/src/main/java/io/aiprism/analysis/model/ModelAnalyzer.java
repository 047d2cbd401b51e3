package io.aiprism.analysis.model;

import static java.util.Objects.requireNonNull;

import io.aiprism.analysis.AnalysisContext;
import io.aiprism.analysis.AnalysisRequest;
import io.aiprism.analysis.AnalysisResult;
import io.aiprism.analysis.Analyzer;
import io.aiprism.analysis.Scope;
import io.aiprism.document.Section;
import io.aiprism.model.CacheTtl;
import io.aiprism.model.CallContext;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelFeature;
import io.aiprism.model.TokenEstimator;
import io.aiprism.task.PermanentFailureException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Analyses sections by asking a language model. Immutable and thread-safe. It does not close the backend.
 *
 * <p>The model is told to quote the words of each finding. Only those whose words stand in the section are reported, as
 * {@link io.aiprism.finding.QuoteFinder} finds them; how many were left out and why is told in the progress and in the log. If that
 * leaves nothing of what the model reported, the result is partial. Instructions that the section gives to a model are reported as findings of category
 * {@value InjectionFindings#CATEGORY}; readers' text is shown to the model as data, without invisible characters.
 *
 * <p>A section that is too long is shown in pieces that overlap. An answer that is malformed is asked for once more, one that is cut off
 * is continued, or asked for in two halves; what is still missing then makes the result {@linkplain AnalysisResult#gap() partial}. If no
 * answer could be used at all, the analysis fails. A failed call fails the analysis so that the task's retry policy decides, or
 * names the time that the provider named; what no retry can mend fails at once. Answers are recorded steps: where the executor
 * keeps them, a later attempt pays for none of them again.
 *
 * <p>The backend is expected to see to retries, quotas and the form of answers, as {@code ModelGateway} and
 * {@link io.aiprism.model.structured.CapabilityLadder} do.
 */
public final class ModelAnalyzer implements Analyzer {
    private static final Logger LOG = LoggerFactory.getLogger(ModelAnalyzer.class);

    private final Settings settings;

    private ModelAnalyzer(Settings settings) {
        this.settings = settings;
    }

    /**
     * Begins an analyzer.
     *
     * @param backend asks the model; not closed
     */
    public static Builder builder(ModelBackend backend) {
        return new Builder(backend);
    }

    @Override
    public String name() {
        return settings.name();
    }

    /** Made of the versions of the prompt and of the form of answers, the model's id, and a hash of the settings. */
    @Override
    public String version() {
        return settings.version();
    }

    @Override
    public Scope scope() {
        return Scope.SECTION;
    }

    @Override
    public AnalysisResult analyze(AnalysisRequest request, AnalysisContext context) throws Exception {
        if (!(request instanceof AnalysisRequest.OfSection one)) {
            throw new IllegalArgumentException(
                    "analyzer '%s' looks at sections, was asked about %s".formatted(name(), request.documentName()));
        }
        var report = new SectionReport(settings, version(), one.section());
        List<Piece> pieces =
                new Pieces(settings.estimator(), settings.sectionTokens(), settings.overlapTokens()).of(one.section());
        Outcome outcome = pieces.isEmpty() ? Outcome.nothing() : ask(one, pieces, context);
        if (!pieces.isEmpty() && !outcome.answered()) {
            throw new PermanentFailureException(
                    String.join("; ", outcome.gaps()), outcome.failure().orElse(null));
        }
        CheckedFindings checked = report.check(outcome);
        checked.remarks().ifPresent(said -> {
            LOG.info(
                    "{}: {} (section {})",
                    one.documentName(),
                    said,
                    one.section().id());
            context.progress(pieces.size(), pieces.size(), said);
        });
        return checked.gap().isEmpty()
                ? AnalysisResult.complete(this, checked.findings())
                : AnalysisResult.partial(this, checked.findings(), checked.gap().get());
    }

    private Outcome ask(AnalysisRequest.OfSection request, List<Piece> pieces, AnalysisContext context)
            throws Exception {
        var questions = new Questions(settings, request, callContext(request.section(), context));
        var reader = new AnswerReader(questions.schema());
        Outcome outcome = Outcome.nothing();
        for (int i = 0; i < pieces.size(); i++) {
            context.progress(i, pieces.size(), pieces.get(i).extent());
            Outcome of;
            try {
                of = new Conversation(settings, questions, reader, context, pieces.get(i), 0).run();
            } catch (ModelException e) {
                throw Failures.forTask(e, settings.clock());
            }
            outcome = outcome.and(of);
            int left = pieces.size() - i - 1;
            if (left > 0
                    && of.failure()
                            .filter(failure -> !Failures.concernsText(failure))
                            .isPresent()) {
                return outcome.and(new Outcome(
                        List.of(),
                        List.of("the model was not asked about what comes after it"),
                        false,
                        Optional.empty()));
            }
        }
        context.progress(pieces.size(), pieces.size(), "");
        return outcome;
    }

    private CallContext callContext(Section section, AnalysisContext context) {
        Instant deadline = context.deadline();
        return new CallContext(
                context.tenant(),
                context.review(),
                deadline.equals(Instant.MAX) ? Optional.empty() : Optional.of(deadline),
                Map.of("prism.analyzer", name(), "prism.section", section.id()));
    }

    /** Collects settings. Not thread-safe. */
    public static final class Builder {
        private final ModelBackend backend;
        private String name = "model";
        private Prompt prompt = Prompt.builtIn();
        private @Nullable Fence fence;
        private int maxTokens = 4_000;
        private @Nullable Double temperature;
        private OptionalInt reasoningTokens = OptionalInt.empty();
        private int sectionTokens = 6_000;
        private int overlapTokens = 200;
        private int maxContinuations = 3;
        private int maxSplits = 3;
        private boolean keepUngrounded;
        private boolean keepAmbiguous = true;
        private @Nullable Locale language;
        private @Nullable CacheTtl cacheTtl = CacheTtl.FIVE_MINUTES;
        private TokenEstimator estimator = TokenEstimator.fourCharacters();
        private InstantSource clock = InstantSource.system();

        private Builder(ModelBackend backend) {
            this.backend = requireNonNull(backend, "backend");
        }

        /** The name of the analyzer, for an application with several. Defaults to {@code "model"}. */
        public Builder name(String name) {
            if (requireNonNull(name, "name").isBlank()) {
                throw new IllegalArgumentException("name must not be blank");
            }
            this.name = name;
            return this;
        }

        /** What the model is told. Defaults to {@link Prompt#builtIn()}. */
        public Builder prompt(Prompt prompt) {
            this.prompt = requireNonNull(prompt, "prompt");
            return this;
        }

        /** Fences the text of documents. Defaults to {@link Fence#random()}. */
        public Builder fence(Fence fence) {
            this.fence = requireNonNull(fence, "fence");
            return this;
        }

        /** Tokens of an answer at most, without reasoning. Defaults to 4,000, which is about 25 findings. */
        public Builder maxTokens(int maxTokens) {
            this.maxTokens = positive("maxTokens", maxTokens);
            return this;
        }

        /** The temperature, from 0 to 1. Defaults to what the model takes by itself; some models accept none. */
        public Builder temperature(double temperature) {
            if (!(temperature >= 0 && temperature <= 1)) {
                throw new IllegalArgumentException("temperature must be from 0 to 1, was " + temperature);
            }
            this.temperature = temperature;
            return this;
        }

        /** Lets the model think, with so many tokens in addition to {@link #maxTokens}. Defaults to none. */
        public Builder reasoningTokens(int reasoningTokens) {
            this.reasoningTokens = OptionalInt.of(positive("reasoningTokens", reasoningTokens));
            return this;
        }

        /** Tokens of a section that are shown at once, as estimated. Defaults to 6,000. */
        public Builder sectionTokens(int sectionTokens) {
            this.sectionTokens = positive("sectionTokens", sectionTokens);
            return this;
        }

        /** Tokens that two pieces of a long section share at most. Defaults to 200. */
        public Builder overlapTokens(int overlapTokens) {
            this.overlapTokens = notNegative("overlapTokens", overlapTokens);
            return this;
        }

        /** How often the model is asked to go on after an answer that was cut off. Defaults to 3. */
        public Builder maxContinuations(int maxContinuations) {
            this.maxContinuations = notNegative("maxContinuations", maxContinuations);
            return this;
        }

        /** How often a piece is halved, and its halves again. Defaults to 3, which gives up to eight parts. */
        public Builder maxSplits(int maxSplits) {
            this.maxSplits = notNegative("maxSplits", maxSplits);
            return this;
        }

        /**
         * Whether to report findings whose quote does not stand in the section: at the section's first words, and marked by the
         * detail {@code match} being {@code ungrounded}, with the reason. Defaults to leaving them out.
         */
        public Builder keepUngrounded(boolean keepUngrounded) {
            this.keepUngrounded = keepUngrounded;
            return this;
        }

        /**
         * Whether to report findings whose quote stands in the section more than once, without telling which place is meant: at the
         * first, with the number of places as the detail {@code places} and {@code first} as the detail {@code place}; what it would
         * replace them with is the detail {@code replacement}. Defaults to reporting them.
         */
        public Builder keepAmbiguous(boolean keepAmbiguous) {
            this.keepAmbiguous = keepAmbiguous;
            return this;
        }

        /** The language of what the model writes. Defaults to that of each section. */
        public Builder language(Locale language) {
            this.language = requireNonNull(language, "language");
            return this;
        }

        /**
         * How long the provider is asked to keep instructions and checklist; {@code null} for not at all. Defaults to five minutes.
         * Without effect if the backend's profile says that the model does not take it.
         */
        public Builder cacheTtl(@Nullable CacheTtl cacheTtl) {
            this.cacheTtl = cacheTtl;
            return this;
        }

        /** Estimates the tokens of sections. Defaults to {@link TokenEstimator#fourCharacters()}. */
        public Builder estimator(TokenEstimator estimator) {
            this.estimator = requireNonNull(estimator, "estimator");
            return this;
        }

        /** What the time is, for the times at which to ask again. Defaults to the system's clock. */
        public Builder clock(InstantSource clock) {
            this.clock = requireNonNull(clock, "clock");
            return this;
        }

        /**
         * The analyzer.
         *
         * @throws IllegalArgumentException if the overlap is not smaller than half of what is shown at once
         */
        public ModelAnalyzer build() {
            if (overlapTokens * 2L >= sectionTokens) {
                throw new IllegalArgumentException("overlapTokens must be below half of sectionTokens (%d), was %d"
                        .formatted(sectionTokens, overlapTokens));
            }
            return new ModelAnalyzer(new Settings(
                    name,
                    backend,
                    prompt,
                    fence == null ? Fence.random() : fence,
                    maxTokens,
                    Optional.ofNullable(temperature),
                    reasoningTokens,
                    sectionTokens,
                    overlapTokens,
                    maxContinuations,
                    maxSplits,
                    keepUngrounded,
                    keepAmbiguous,
                    Optional.ofNullable(language),
                    acceptedTtl(),
                    estimator,
                    clock));
        }

        private Optional<CacheTtl> acceptedTtl() {
            if (cacheTtl == null || !backend.profile().accepts(ModelFeature.PROMPT_CACHING)) {
                return Optional.empty();
            }
            boolean tooLong =
                    cacheTtl == CacheTtl.ONE_HOUR && !backend.profile().accepts(ModelFeature.LONG_PROMPT_CACHING);
            return Optional.of(tooLong ? CacheTtl.FIVE_MINUTES : cacheTtl);
        }

        private static int positive(String name, int value) {
            if (value <= 0) {
                throw new IllegalArgumentException("%s must be positive, was %d".formatted(name, value));
            }
            return value;
        }

        private static int notNegative(String name, int value) {
            if (value < 0) {
                throw new IllegalArgumentException("%s must not be negative, was %d".formatted(name, value));
            }
            return value;
        }
    }
}
