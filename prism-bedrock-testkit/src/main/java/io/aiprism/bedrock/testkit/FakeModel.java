package io.aiprism.bedrock.testkit;

import static java.util.Objects.requireNonNull;

import io.aiprism.model.ModelQuota;
import java.util.ArrayList;
import java.util.List;

/** A model that the fake has: its quota, what it caches, and what it refuses. Immutable. */
public final class FakeModel {
    private final String modelId;
    private final ModelQuota quota;
    private final int outputBurndown;
    private final int minimumCachedTokens;
    private final int defaultMaxTokens;
    private final boolean cachedCountedAsInput;
    private final boolean countsTokens;
    private final List<Refusal> refusals;

    private FakeModel(Builder builder) {
        modelId = builder.modelId;
        quota = builder.quota;
        outputBurndown = builder.outputBurndown;
        minimumCachedTokens = builder.minimumCachedTokens;
        defaultMaxTokens = builder.defaultMaxTokens;
        cachedCountedAsInput = builder.cachedCountedAsInput;
        countsTokens = builder.countsTokens;
        refusals = List.copyOf(builder.refusals);
    }

    /** A model without quota, that accepts everything. */
    public static FakeModel of(String modelId) {
        return builder(modelId).build();
    }

    /**
     * Begins a model.
     *
     * @param modelId also an inference profile or ARN: whatever clients call it by
     */
    public static Builder builder(String modelId) {
        return new Builder(modelId);
    }

    /** What clients call it by. */
    public String modelId() {
        return modelId;
    }

    ModelQuota quota() {
        return quota;
    }

    int outputBurndown() {
        return outputBurndown;
    }

    int minimumCachedTokens() {
        return minimumCachedTokens;
    }

    int defaultMaxTokens() {
        return defaultMaxTokens;
    }

    boolean cachedCountedAsInput() {
        return cachedCountedAsInput;
    }

    boolean countsTokens() {
        return countsTokens;
    }

    List<Refusal> refusals() {
        return refusals;
    }

    /** Sets up a model. Not thread-safe. */
    public static final class Builder {
        private final String modelId;
        private ModelQuota quota = ModelQuota.UNKNOWN;
        private int outputBurndown = 1;
        private int minimumCachedTokens = 1024;
        private int defaultMaxTokens = 4096;
        private boolean cachedCountedAsInput;
        private boolean countsTokens = true;
        private final List<Refusal> refusals = new ArrayList<>();

        private Builder(String modelId) {
            if (modelId.isEmpty()) {
                throw new IllegalArgumentException("modelId must not be empty");
            }
            this.modelId = modelId;
        }

        /** What may be used of it. A limit that is empty does not hold. Defaults to no limit. */
        public Builder quota(ModelQuota limits) {
            quota = requireNonNull(limits, "limits");
            return this;
        }

        /** How many tokens of quota an output token takes at the end of a call. Defaults to 1. */
        public Builder outputBurndown(int factor) {
            outputBurndown = requirePositive("factor", factor);
            return this;
        }

        /** The shortest prefix that a cache point keeps, in tokens. Defaults to 1,024. */
        public Builder minimumCachedTokens(int tokens) {
            minimumCachedTokens = requirePositive("tokens", tokens);
            return this;
        }

        /** What is reserved of the quota for a request without {@code maxTokens}. Defaults to 4,096. */
        public Builder defaultMaxTokens(int tokens) {
            defaultMaxTokens = requirePositive("tokens", tokens);
            return this;
        }

        /** States input tokens with the cached ones among them, as some models do. */
        public Builder cachedCountedAsInput() {
            cachedCountedAsInput = true;
            return this;
        }

        /** Refuses CountTokens, as many models do. */
        public Builder withoutTokenCount() {
            countsTokens = false;
            return this;
        }

        /** What it does not accept; the first that applies is answered. Defaults to nothing. */
        public Builder refuses(Refusal... others) {
            for (Refusal refusal : others) {
                refusals.add(requireNonNull(refusal, "refusal"));
            }
            return this;
        }

        /** The model. */
        public FakeModel build() {
            return new FakeModel(this);
        }

        private static int requirePositive(String name, int value) {
            if (value < 1) {
                throw new IllegalArgumentException("%s must be positive, was %d".formatted(name, value));
            }
            return value;
        }
    }
}
