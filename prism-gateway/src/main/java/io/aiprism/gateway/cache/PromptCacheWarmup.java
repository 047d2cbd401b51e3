package io.aiprism.gateway.cache;

import static java.util.Objects.requireNonNull;

import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelProfile;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.ModelStreamListener;
import io.aiprism.model.ModelTarget;
import io.aiprism.model.TokenEstimator;
import io.aiprism.task.TaskClock;
import java.util.OptionalLong;

/** Lets one call go first where many share a prefix that the provider is asked to keep. Thread-safe. */
public final class PromptCacheWarmup implements ModelBackend {
    private final ModelBackend backend;

    private PromptCacheWarmup(Builder builder) {
        this.backend = builder.backend;
    }

    /**
     * Begins a backend that warms up the prompt cache of another one.
     *
     * @param backend is closed with this one
     */
    public static Builder builder(ModelBackend backend) {
        return new Builder(backend);
    }

    @Override
    public ModelTarget target() {
        return backend.target();
    }

    @Override
    public ModelProfile profile() {
        return backend.profile();
    }

    @Override
    public ModelResponse send(ModelRequest request) throws ModelException, InterruptedException {
        return backend.send(request);
    }

    @Override
    public ModelResponse stream(ModelRequest request, ModelStreamListener listener)
            throws ModelException, InterruptedException {
        return backend.stream(request, listener);
    }

    @Override
    public OptionalLong countInputTokens(ModelRequest request) throws ModelException, InterruptedException {
        return backend.countInputTokens(request);
    }

    @Override
    public void close() {
        backend.close();
    }

    /** Collects how it is done. Not thread-safe. */
    public static final class Builder {
        private final ModelBackend backend;
        TaskClock clock = TaskClock.system();
        TokenEstimator estimator = TokenEstimator.fourCharacters();
        int maxPrefixes = 1_000;

        private Builder(ModelBackend backend) {
            this.backend = requireNonNull(backend, "backend");
        }

        /** Where time is measured. Defaults to the system's clock. */
        public Builder clock(TaskClock clock) {
            this.clock = requireNonNull(clock, "clock");
            return this;
        }

        /** How long a prefix is thought to be. Defaults to {@link TokenEstimator#fourCharacters()}. */
        public Builder estimator(TokenEstimator estimator) {
            this.estimator = requireNonNull(estimator, "estimator");
            return this;
        }

        /** How many prefixes are remembered; those that were not used for longest are forgotten. Defaults to 1,000. */
        public Builder maxPrefixes(int maxPrefixes) {
            if (maxPrefixes <= 0) {
                throw new IllegalArgumentException("maxPrefixes must be positive, was " + maxPrefixes);
            }
            this.maxPrefixes = maxPrefixes;
            return this;
        }

        /** The backend. */
        public PromptCacheWarmup build() {
            return new PromptCacheWarmup(this);
        }
    }
}
