package io.aiprism.model;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A model at a place.
 *
 * @param provider who runs it, by the name that OpenTelemetry's conventions give it, for example {@code "aws.bedrock"}
 * @param modelId what the provider calls it; on Bedrock a model id, an inference profile's id, or an ARN
 * @param region the provider's region that is called, where it has regions
 * @param geography where texts may be processed, for example {@code "us"}, {@code "eu"} or {@code "global"}; empty where that
 *     is not known
 */
public record ModelTarget(String provider, String modelId, Optional<String> region, Optional<String> geography) {
    public ModelTarget {
        requireText("provider", provider);
        requireText("modelId", modelId);
        requireNonNull(region, "region");
        requireNonNull(geography, "geography");
    }

    /** For messages: the model's id, and its region if it has one. */
    @Override
    public String toString() {
        return region.map(name -> modelId + " in " + name).orElse(modelId);
    }

    private static void requireText(String name, String value) {
        if (requireNonNull(value, name).isBlank()) {
            throw new IllegalArgumentException("%s must not be blank".formatted(name));
        }
    }
}
