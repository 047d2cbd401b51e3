package io.aiprism.gateway.cache;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.aiprism.model.ModelAttempt;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelProfile;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.ModelStreamListener;
import io.aiprism.model.ModelTarget;
import io.aiprism.model.TokenEstimator;
import io.aiprism.task.TaskClock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one call go first where many share a prefix that the provider is asked to keep, so that the others find it.
 * Thread-safe.
 *
 * <p>A provider has a prefix only after the first answer to it has begun. Calls that go out together would all pay for
 * writing it. So of the calls with equal tools and system blocks up to the last cache point there, one goes, and the others
 * wait until it has answered, or its first text has come where it streams. Then all go, until the cache point's TTL since
 * the last use has run out; a use is taken to be when the request was sent. If the first fails, one of the others goes
 * first. Waiting ends with the caller's deadline or when it is interrupted.
 *
 * <p>Nobody waits where the prefix is shorter, by estimate, than {@link ModelProfile#minimumCachedTokens()}, or where that
 * is not known. If a later call reads nothing from the prompt cache, there is one warning for this prefix; if it did not
 * write either, the provider keeps nothing, and nobody waits for this prefix any more.
 */
public final class PromptCacheWarmup implements ModelBackend {
    private static final Logger LOG = LoggerFactory.getLogger(PromptCacheWarmup.class);

    private final ModelBackend backend;
    private final TaskClock clock;
    private final TokenEstimator estimator;
    private final CallWait wait;
    private final Cache<String, PrefixState> prefixes;

    private PromptCacheWarmup(Builder builder) {
        this.backend = builder.backend;
        this.clock = builder.clock;
        this.estimator = builder.estimator;
        this.wait = new CallWait(clock, backend.target());
        this.prefixes = Caffeine.newBuilder()
                .maximumSize(builder.maxPrefixes)
                .executor(Runnable::run)
                .build();
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
        return inOrder(request, begun -> backend.send(request));
    }

    @Override
    public ModelResponse stream(ModelRequest request, ModelStreamListener listener)
            throws ModelException, InterruptedException {
        return inOrder(
                request,
                begun -> backend.stream(request, text -> {
                    begun.run();
                    listener.text(text);
                }));
    }

    @Override
    public OptionalLong countInputTokens(ModelRequest request) throws ModelException, InterruptedException {
        return backend.countInputTokens(request);
    }

    @Override
    public void close() {
        backend.close();
    }

    private ModelResponse inOrder(ModelRequest request, Call call) throws ModelException, InterruptedException {
        Optional<Prefix> shared = Prefix.of(request).filter(this::isKept);
        if (shared.isEmpty()) {
            return call.send(() -> {});
        }
        PrefixState state = prefixes.get(
                shared.get().hash(), hash -> new PrefixState(shared.get().ttl()));
        while (true) {
            switch (state.enter(clock.now())) {
                case PrefixState.Turn.First(var turn) -> {
                    return first(state, turn, call);
                }
                case PrefixState.Turn.Later() -> {
                    return later(state, call);
                }
                case PrefixState.Turn.Wait(var first) -> wait.until(first, request);
            }
        }
    }

    private ModelResponse first(PrefixState state, CompletableFuture<@Nullable Void> turn, Call call)
            throws ModelException, InterruptedException {
        Instant start = clock.now();
        try {
            ModelResponse response = call.send(() -> state.warm(turn, start));
            state.warm(turn, lastSent(response, start));
            return response;
        } finally {
            state.failedUnlessWarm(turn);
        }
    }

    private ModelResponse later(PrefixState state, Call call) throws ModelException, InterruptedException {
        Instant start = clock.now();
        ModelResponse response = call.send(() -> {});
        state.used(lastSent(response, start));
        if (!response.attempts().isEmpty() && response.usage().cacheRead() == 0) {
            boolean written = response.usage().cacheWrite() > 0;
            if (state.missed(written)) {
                LOG.warn(
                        "{} read nothing from its prompt cache although the prefix was sent before ({})",
                        target(),
                        written ? "it was written again" : "it is not kept, so nobody waits for it any more");
            }
        }
        return response;
    }

    private boolean isKept(Prefix prefix) {
        OptionalInt minimum = profile().minimumCachedTokens();
        return minimum.isPresent() && prefix.tokens(estimator) >= minimum.getAsInt();
    }

    /** When the request was sent that was answered; it may have waited for its turn after it came here. */
    private static Instant lastSent(ModelResponse response, Instant start) {
        return response.attempts().stream()
                .map(ModelAttempt::startedAt)
                .reduce(start, (one, other) -> one.isAfter(other) ? one : other);
    }

    /** A request on its way. */
    @FunctionalInterface
    private interface Call {
        ModelResponse send(Runnable begun) throws ModelException, InterruptedException;
    }

    /** Collects how it is done. Not thread-safe. */
    public static final class Builder {
        private final ModelBackend backend;
        private TaskClock clock = TaskClock.system();
        private TokenEstimator estimator = TokenEstimator.fourCharacters();
        private int maxPrefixes = 1_000;

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
