package io.aiprism.testkit.model;

import static java.util.Objects.requireNonNull;

import io.aiprism.model.ContentBlock;
import io.aiprism.model.ModelAttempt;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelProfile;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.ModelStreamListener;
import io.aiprism.model.ModelTarget;
import io.aiprism.model.StopReason;
import io.aiprism.model.TokenUsage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A model that answers as a test tells it to, and remembers what it was asked. Thread-safe.
 *
 * <p>Each request takes the next answer that was {@link #then added}; when none is left, the one for {@link #otherwise all
 * others}. Each is one attempt of zero length at the epoch.
 */
public final class ScriptedBackend implements ModelBackend {
    /** Answers one request. */
    @FunctionalInterface
    public interface Answer {
        /** The answer; may wait, and may throw what a backend may throw. */
        ModelResponse to(ModelRequest request) throws ModelException, InterruptedException;
    }

    /** Answers one request in parts. */
    @FunctionalInterface
    public interface StreamedAnswer {
        /** The answer, whose text the listener hears; nobody listens to a request that was not streamed. */
        ModelResponse to(ModelRequest request, ModelStreamListener listener)
                throws ModelException, InterruptedException;
    }

    private final ModelTarget target;
    private final ModelProfile profile;
    private final Deque<StreamedAnswer> script = new ArrayDeque<>();
    private final List<ModelRequest> requests = new ArrayList<>();
    private @Nullable StreamedAnswer otherwise;
    private @Nullable ToLongFunction<ModelRequest> tokens;
    private @Nullable InstantSource deadlineClock;
    private boolean closed;

    /** A model of this id, of which nothing else is known. */
    public ScriptedBackend(String modelId) {
        this(new ModelTarget("scripted", modelId, Optional.empty(), Optional.empty()), ModelProfile.unknown(modelId));
    }

    /** A model of which this is known. */
    public ScriptedBackend(ModelTarget target, ModelProfile profile) {
        this.target = requireNonNull(target, "target");
        this.profile = requireNonNull(profile, "profile");
    }

    /** Adds an answer, which a stream hands out at its end. */
    public ScriptedBackend then(Answer answer) {
        return thenStream(atTheEnd(answer));
    }

    /** Adds an answer that comes in parts. */
    public synchronized ScriptedBackend thenStream(StreamedAnswer answer) {
        script.add(requireNonNull(answer, "answer"));
        return this;
    }

    /** Adds a text that the model ends by itself. */
    public ScriptedBackend thenText(String text) {
        return then(request -> response(text, StopReason.END_TURN));
    }

    /** Adds a failure. */
    public ScriptedBackend thenFail(ModelException.Kind kind) {
        return then(request -> {
            throw failure(kind);
        });
    }

    /** What is answered when the script has ended. Defaults to an {@link AssertionError}. */
    public ScriptedBackend otherwise(Answer answer) {
        return otherwiseStream(atTheEnd(answer));
    }

    /** What is answered in parts when the script has ended. */
    public synchronized ScriptedBackend otherwiseStream(StreamedAnswer answer) {
        this.otherwise = requireNonNull(answer, "answer");
        return this;
    }

    /** How many input tokens a request has. Defaults to not saying. */
    public synchronized ScriptedBackend counting(ToLongFunction<ModelRequest> tokens) {
        this.tokens = requireNonNull(tokens, "tokens");
        return this;
    }

    /** Refuses calls whose deadline has passed by this clock, as a backend does. Defaults to minding no deadline. */
    public synchronized ScriptedBackend deadlinesBy(InstantSource clock) {
        this.deadlineClock = requireNonNull(clock, "clock");
        return this;
    }

    /** An answer of this model with a usage of ten input tokens and a token for each four characters of output. */
    public ModelResponse response(String text, StopReason stopReason) {
        return response(text, stopReason, TokenUsage.of(10, (text.length() + 3) / 4));
    }

    /** An answer of this model. */
    public ModelResponse response(String text, StopReason stopReason, TokenUsage usage) {
        List<ContentBlock> content = text.isEmpty() ? List.of() : List.of(new ContentBlock.Text(text));
        return new ModelResponse(
                target,
                content,
                stopReason,
                stopReason.name(),
                usage,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(attempt(Optional.empty(), Optional.of(usage))));
    }

    /** A failure of this model. */
    public ModelException failure(ModelException.Kind kind) {
        return ModelException.builder(kind, "%s, as the script says".formatted(kind))
                .target(target)
                .attempts(List.of(attempt(Optional.of(kind), Optional.empty())))
                .build();
    }

    /** What was asked so far, in order; without what was refused for its deadline. */
    public synchronized List<ModelRequest> requests() {
        return List.copyOf(requests);
    }

    /** Whether it was closed. */
    public synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public ModelTarget target() {
        return target;
    }

    @Override
    public ModelProfile profile() {
        return profile;
    }

    @Override
    public ModelResponse send(ModelRequest request) throws ModelException, InterruptedException {
        return next(request).to(request, part -> {});
    }

    @Override
    public ModelResponse stream(ModelRequest request, ModelStreamListener listener)
            throws ModelException, InterruptedException {
        return next(request).to(request, listener);
    }

    @Override
    public synchronized OptionalLong countInputTokens(ModelRequest request) {
        return tokens == null ? OptionalLong.empty() : OptionalLong.of(tokens.applyAsLong(request));
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    private static StreamedAnswer atTheEnd(Answer answer) {
        requireNonNull(answer, "answer");
        return (request, listener) -> {
            ModelResponse response = answer.to(request);
            String text = response.text();
            if (!text.isEmpty()) {
                listener.text(text);
            }
            return response;
        };
    }

    private synchronized StreamedAnswer next(ModelRequest request) throws ModelException, InterruptedException {
        if (closed) {
            throw new IllegalStateException("the backend of %s is closed".formatted(target));
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before %s was asked".formatted(target));
        }
        Optional<Instant> deadline = request.context().deadline();
        if (deadlineClock != null
                && deadline.isPresent()
                && !deadline.get().isAfter(deadlineClock.instant())) {
            throw ModelException.builder(
                            ModelException.Kind.DEADLINE_EXCEEDED,
                            "the deadline of the call had passed before %s was asked".formatted(target))
                    .target(target)
                    .build();
        }
        requests.add(request);
        StreamedAnswer next = script.isEmpty() ? otherwise : script.poll();
        if (next == null) {
            throw new AssertionError(
                    "the script of %s has no answer to request number %d".formatted(target, requests.size()));
        }
        return next;
    }

    private ModelAttempt attempt(Optional<ModelException.Kind> failure, Optional<TokenUsage> usage) {
        return new ModelAttempt(target, Instant.EPOCH, Duration.ZERO, failure, Optional.empty(), usage);
    }
}
