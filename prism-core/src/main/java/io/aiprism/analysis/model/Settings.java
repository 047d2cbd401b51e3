package io.aiprism.analysis.model;

import io.aiprism.model.CacheTtl;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.TokenEstimator;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** How an analyzer asks, and what it does with the answers. */
record Settings(
        String name,
        ModelBackend backend,
        Prompt prompt,
        Fence fence,
        int maxTokens,
        Optional<Double> temperature,
        OptionalInt reasoningTokens,
        int sectionTokens,
        int overlapTokens,
        int maxContinuations,
        int maxSplits,
        boolean keepUngrounded,
        boolean keepAmbiguous,
        Optional<Locale> language,
        Optional<CacheTtl> cacheTtl,
        TokenEstimator estimator,
        InstantSource clock) {
    /** Changes whenever the same answers may give other findings. */
    private static final String POLICY = "2";

    /** Changes whenever the same text may give other findings. */
    String version() {
        var policy = parameters(new ContentDigest()
                        .add(POLICY)
                        .add(prompt.hash())
                        .add(InjectionPhrases.builtIn().hash()))
                .add(sectionTokens)
                .add(overlapTokens)
                .add(maxContinuations)
                .add(maxSplits)
                .add(keepUngrounded)
                .add(keepAmbiguous)
                .hex();
        return "%s-%s/%s/%s"
                .formatted(
                        prompt.version(),
                        FindingsSchema.VERSION,
                        backend.target().modelId(),
                        policy.substring(0, 8));
    }

    /** Adds what changes the request itself, besides texts. */
    ContentDigest parameters(ContentDigest digest) {
        return digest.add(maxTokens)
                .add(temperature)
                .add(reasoningTokens.orElse(0))
                .add(language.map(Locale::toLanguageTag));
    }

    String languageRule() {
        return language.map(locale ->
                        "Write titles, descriptions and questions in %s, whatever the language of the section."
                                .formatted(locale.getDisplayName(Locale.ENGLISH)))
                .orElse("Write titles, descriptions and questions in the language of the section.");
    }
}
