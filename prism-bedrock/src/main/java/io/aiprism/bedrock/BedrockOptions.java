package io.aiprism.bedrock;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What only Bedrock knows of, the same for every call of a backend. What is left out is not sent.
 *
 * @param serviceTier {@code priority}, {@code default}, {@code flex} or {@code reserved}
 * @param latency {@code standard} or {@code optimized}
 * @param guardrail that calls go through
 * @param additionalRequestFields a JSON object of what the model takes beyond Converse
 */
public record BedrockOptions(
        Optional<String> serviceTier,
        Optional<String> latency,
        Optional<Guardrail> guardrail,
        Optional<String> additionalRequestFields) {
    private static final Set<String> TIERS = Set.of("priority", "default", "flex", "reserved");
    private static final Set<String> LATENCIES = Set.of("standard", "optimized");

    /** Nothing beyond what every model has. */
    public static final BedrockOptions NONE = builder().build();

    public BedrockOptions {
        serviceTier.ifPresent(tier -> requireOneOf("serviceTier", tier, TIERS));
        latency.ifPresent(value -> requireOneOf("latency", value, LATENCIES));
        requireNonNull(guardrail, "guardrail");
        additionalRequestFields.ifPresent(Json::requireObject);
    }

    /** Options to be filled in. */
    public static Builder builder() {
        return new Builder();
    }

    private static void requireOneOf(String name, String value, Set<String> known) {
        if (!known.contains(value)) {
            throw new IllegalArgumentException("%s must be one of %s, was '%s'"
                    .formatted(name, known.stream().sorted().toList(), value));
        }
    }

    /** Collects options. Not thread-safe. */
    public static final class Builder {
        private @Nullable String serviceTier;
        private @Nullable String latency;
        private @Nullable Guardrail guardrail;
        private @Nullable String additionalRequestFields;

        private Builder() {}

        /** Asks for a service tier. */
        public Builder serviceTier(String serviceTier) {
            this.serviceTier = requireNonNull(serviceTier, "serviceTier");
            return this;
        }

        /** Asks for a latency. */
        public Builder latency(String latency) {
            this.latency = requireNonNull(latency, "latency");
            return this;
        }

        /** Sends calls through a guardrail. */
        public Builder guardrail(Guardrail guardrail) {
            this.guardrail = requireNonNull(guardrail, "guardrail");
            return this;
        }

        /** Sends fields of the model's own. */
        public Builder additionalRequestFields(String json) {
            this.additionalRequestFields = requireNonNull(json, "json");
            return this;
        }

        /** The options. */
        public BedrockOptions build() {
            return new BedrockOptions(
                    Optional.ofNullable(serviceTier),
                    Optional.ofNullable(latency),
                    Optional.ofNullable(guardrail),
                    Optional.ofNullable(additionalRequestFields));
        }
    }
}
