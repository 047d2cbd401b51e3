package io.aiprism.gateway.cache;

import static java.util.Objects.requireNonNull;

import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelProfile;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.ModelStreamListener;
import io.aiprism.model.ModelTarget;
import io.aiprism.task.ContextCarrier;
import io.aiprism.task.TaskClock;
import java.util.List;
import java.util.OptionalLong;

/** Answers what was asked before from a cache, and makes one call for all who ask the same at the same time. Thread-safe. */
public final class CachingBackend implements ModelBackend {
    private final ModelBackend backend;

    private CachingBackend(Builder builder) {
        this.backend = builder.backend;
    }

    /**
     * Begins a backend that keeps the answers of another one.
     *
     * @param backend is closed with this one
     * @param cache is not closed with this one
     */
    public static Builder builder(ModelBackend backend, AnswerCache cache) {
        return new Builder(backend, cache);
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

    /** Collects how answers are kept. Not thread-safe. */
    public static final class Builder {
        private final ModelBackend backend;
        final AnswerCache cache;
        TaskClock clock = TaskClock.system();
        CacheListener listener = (request, answer, profile) -> {};
        boolean perRegion;
        List<ContextCarrier> contextCarriers = List.of();

        private Builder(ModelBackend backend, AnswerCache cache) {
            this.backend = requireNonNull(backend, "backend");
            this.cache = requireNonNull(cache, "cache");
        }

        /** Where deadlines are measured. Defaults to the system's clock. */
        public Builder clock(TaskClock clock) {
            this.clock = requireNonNull(clock, "clock");
            return this;
        }

        /** Hears of answers that took no call, for example {@code ledger::saved}. */
        public Builder listener(CacheListener listener) {
            this.listener = requireNonNull(listener, "listener");
            return this;
        }

        /** Whether an answer from one region is kept from requests to the same model in another one. Defaults to {@code false}. */
        public Builder perRegion(boolean perRegion) {
            this.perRegion = perRegion;
            return this;
        }

        /** What is carried to the thread that makes the call, besides SLF4J's MDC. */
        public Builder contextCarriers(ContextCarrier... contextCarriers) {
            this.contextCarriers = List.of(contextCarriers);
            return this;
        }

        /** The backend. */
        public CachingBackend build() {
            return new CachingBackend(this);
        }
    }
}
