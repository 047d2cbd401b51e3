package io.aiprism.model;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What is known of a model: data that ages, with its date. What is not known is empty, never zero.
 *
 * @param name for people
 * @param asOf when this was last checked; empty where nothing is known of the model
 * @param contextTokens tokens of input and output together
 * @param maxOutputTokens tokens of one answer
 * @param features what the model accepts; a refusal teaches better at run time
 * @param quota what the account may use
 * @param outputBurndown how many tokens of quota an output token takes at the end of a call; 1 for most models
 * @param minimumCachedTokens the shortest prefix that a cache point keeps
 * @param cachedCountedAsInput whether {@code inputTokens} of an answer include those read from and written to the prompt cache
 * @param prices by service tier; see {@link #DEFAULT_TIER}
 */
public record ModelProfile(
        String name,
        Optional<LocalDate> asOf,
        OptionalInt contextTokens,
        OptionalInt maxOutputTokens,
        Set<ModelFeature> features,
        ModelQuota quota,
        int outputBurndown,
        OptionalInt minimumCachedTokens,
        boolean cachedCountedAsInput,
        Map<String, ModelPrices> prices) {
    /** The service tier of a request that asks for none. */
    public static final String DEFAULT_TIER = "default";

    public ModelProfile {
        requireNonNull(name, "name");
        requireNonNull(asOf, "asOf");
        requirePositive("contextTokens", contextTokens);
        requirePositive("maxOutputTokens", maxOutputTokens);
        features = Set.copyOf(features);
        requireNonNull(quota, "quota");
        requirePositive("outputBurndown", OptionalInt.of(outputBurndown));
        requirePositive("minimumCachedTokens", minimumCachedTokens);
        prices = Map.copyOf(prices);
    }

    /** The profile of a model of which nothing is known: every feature is tried, no quota and no price is known. */
    public static ModelProfile unknown(String name) {
        return new ModelProfile(
                name,
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Set.of(ModelFeature.values()),
                ModelQuota.UNKNOWN,
                1,
                OptionalInt.empty(),
                false,
                Map.of());
    }

    /** Whether the model is thought to accept this. */
    public boolean accepts(ModelFeature feature) {
        return features.contains(feature);
    }

    /**
     * What tokens cost at a service tier.
     *
     * @param tier as {@link ModelResponse#serviceTier()} tells it; empty for {@link #DEFAULT_TIER}
     * @return empty if not known
     */
    public Optional<ModelPrices> prices(Optional<String> tier) {
        return Optional.ofNullable(prices.get(tier.orElse(DEFAULT_TIER)));
    }

    /** The same profile with another quota. */
    public ModelProfile withQuota(ModelQuota quota) {
        return new ModelProfile(
                name,
                asOf,
                contextTokens,
                maxOutputTokens,
                features,
                quota,
                outputBurndown,
                minimumCachedTokens,
                cachedCountedAsInput,
                prices);
    }

    /** The same profile with other prices. */
    public ModelProfile withPrices(Map<String, ModelPrices> prices) {
        return new ModelProfile(
                name,
                asOf,
                contextTokens,
                maxOutputTokens,
                features,
                quota,
                outputBurndown,
                minimumCachedTokens,
                cachedCountedAsInput,
                prices);
    }

    private static void requirePositive(String name, OptionalInt value) {
        value.ifPresent(number -> {
            if (number <= 0) {
                throw new IllegalArgumentException("%s must be positive, was %d".formatted(name, number));
            }
        });
    }
}
