package io.aiprism.gateway.cache;

import static java.util.Objects.requireNonNull;

import io.aiprism.model.CallContext;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelProfile;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.ModelStreamListener;
import io.aiprism.model.ModelTarget;
import io.aiprism.model.TokenUsage;
import io.aiprism.model.structured.SchemaCheck;
import io.aiprism.task.ContextCarrier;
import io.aiprism.task.TaskClock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what was asked before from a cache, and makes one call for all who ask the same at the same time. Thread-safe.
 *
 * <p>The same is asked where {@link ModelRequest#cacheKey()}, the model, and all parameters that change an answer are equal;
 * a request without such a key goes straight through. Only answers are kept that came to their own end and that no guardrail
 * has changed.
 *
 * <p><b>Sharing.</b> The first caller begins a call, and those who come while it is under way wait for it. The call looks
 * into the cache, asks the model and keeps the answer on a virtual thread of its own, with the first caller's request, MDC
 * and carried context: so it belongs to nobody's thread, an interrupted caller or one whose deadline has come leaves alone,
 * and there is nothing to hand over. When the last one has left, the thread is interrupted, which aborts the request under
 * it; who asks after that begins anew. All get the same answer, kept or not, or the same failure, each as an exception of
 * its own. A failure is not kept. Where it comes from what the first caller alone had set, its deadline or its budget, the
 * others ask again for themselves.
 *
 * <p><b>Accounts.</b> What a call took is reported once: by the answer to who began it, or to the first who gets it if that
 * one has left. All other answers have no attempts and {@link TokenUsage#NONE}, as they cost nothing; what they saved goes
 * to the {@link Builder#listener}. Attempts bear the review and tenant of who began the call.
 *
 * <p><b>Streaming.</b> What is kept or is being asked already is handed out at once when it is there. Otherwise the text
 * comes as the model writes it, on the caller's own thread; such a call is not shared, because it goes at its listener's
 * pace, but its answer is kept.
 */
public final class CachingBackend implements ModelBackend {
    private static final Logger LOG = LoggerFactory.getLogger(CachingBackend.class);

    private final ModelBackend backend;
    private final AnswerCache cache;
    private final CacheListener listener;
    private final List<ContextCarrier> contextCarriers;
    private final AnswerKeys keys;
    private final CallWait wait;
    private final SharedCalls calls = new SharedCalls();

    private CachingBackend(Builder builder) {
        this.backend = builder.backend;
        this.cache = builder.cache;
        this.listener = builder.listener;
        this.contextCarriers = builder.contextCarriers;
        this.keys = new AnswerKeys(backend.target(), builder.perRegion);
        this.wait = new CallWait(builder.clock, backend.target());
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
        Optional<String> key = keys.of(request);
        if (key.isEmpty()) {
            return backend.send(request);
        }
        while (true) {
            wait.checkDeadline(request);
            SharedCall.Place place = calls.join(key.get(), request, this::work);
            Optional<ModelResponse> response = answer(place, request);
            if (response.isPresent()) {
                return response.get();
            }
        }
    }

    @Override
    public ModelResponse stream(ModelRequest request, ModelStreamListener heard)
            throws ModelException, InterruptedException {
        Optional<String> key = keys.of(request);
        if (key.isEmpty()) {
            return backend.stream(request, heard);
        }
        wait.checkDeadline(request);
        Optional<SharedCall.Place> running = calls.joinRunning(key.get());
        Optional<ModelResponse> response = running.isPresent()
                ? answer(running.get(), request)
                : lookUp(key.get()).map(kept -> saved(request, kept));
        if (response.isPresent()) {
            String text = response.get().text();
            if (!text.isEmpty()) {
                heard.text(text);
            }
            return response.get();
        }
        ModelResponse answered = backend.stream(request, heard);
        keep(key.get(), request, answered);
        return answered;
    }

    @Override
    public OptionalLong countInputTokens(ModelRequest request) throws ModelException, InterruptedException {
        return backend.countInputTokens(request);
    }

    @Override
    public void close() {
        backend.close();
    }

    /** What a shared call does. */
    private Supplier<SharedCall.Outcome> work(SharedCall call) {
        CallerContext context = new CallerContext(contextCarriers);
        return () -> context.within(() -> outcome(call));
    }

    private SharedCall.Outcome outcome(SharedCall call) {
        Optional<ModelResponse> kept = lookUp(call.key);
        if (kept.isPresent()) {
            return new SharedCall.Outcome.Kept(kept.get());
        }
        try {
            ModelResponse response = backend.send(call.request);
            keep(call.key, call.request, response);
            return new SharedCall.Outcome.Answered(response);
        } catch (ModelException e) {
            return new SharedCall.Outcome.Failed(e);
        } catch (InterruptedException | RuntimeException | Error e) {
            // Nobody hears of an interruption: it comes when all have left.
            return new SharedCall.Outcome.Broken(e);
        }
    }

    /** Waits for a call that was joined; empty if it ended in a way that says nothing to this caller. */
    private Optional<ModelResponse> answer(SharedCall.Place place, ModelRequest request)
            throws ModelException, InterruptedException {
        SharedCall call = place.call();
        SharedCall.Outcome outcome;
        try {
            outcome = wait.until(call.outcome, request);
        } finally {
            calls.leave(place);
        }
        return switch (outcome) {
            case SharedCall.Outcome.Kept(var response) -> Optional.of(saved(request, response));
            case SharedCall.Outcome.Answered(var response) ->
                Optional.of(calls.claim(place) ? response : saved(request, response));
            case SharedCall.Outcome.Failed(var failure) -> {
                if (!place.owner() && isOnlyTheirs(failure, call.request.context(), request.context())) {
                    yield Optional.empty();
                }
                throw calls.claim(place) ? failure : sharedFailure(failure);
            }
            case SharedCall.Outcome.Broken(var thrown) ->
                throw new IllegalStateException("the call to %s ended with %s".formatted(target(), thrown), thrown);
        };
    }

    /** Whether a failure comes from the deadline or the budget of who began the call, and need not come to someone else. */
    private static boolean isOnlyTheirs(ModelException failure, CallContext theirs, CallContext mine) {
        return switch (failure.kind()) {
            case BUDGET_EXCEEDED ->
                !(theirs.tenant().equals(mine.tenant()) && theirs.review().equals(mine.review()));
            case DEADLINE_EXCEEDED ->
                mine.deadline().orElse(Instant.MAX).isAfter(theirs.deadline().orElse(Instant.MAX));
            default -> false;
        };
    }

    private static ModelException sharedFailure(ModelException failure) {
        return failure.toBuilder().attempts(List.of()).usage(null).build();
    }

    private ModelResponse saved(ModelRequest request, ModelResponse response) {
        try {
            listener.saved(request, response, profile());
        } catch (RuntimeException e) {
            LOG.warn("the listener of a cache failed", e);
        }
        return new ModelResponse(
                response.target(),
                response.content(),
                response.stopReason(),
                response.providerStopReason(),
                TokenUsage.NONE,
                response.serviceTier(),
                response.guardrail(),
                response.requestId(),
                List.of(),
                response.outputRung());
    }

    private Optional<ModelResponse> lookUp(String key) {
        try {
            return cache.get(key).flatMap(AnswerCodec::decode);
        } catch (RuntimeException e) {
            LOG.warn("a cache failed, which it must not; the model is asked", e);
            return Optional.empty();
        }
    }

    private void keep(String key, ModelRequest request, ModelResponse response) {
        if (!isToBeKept(request, response)) {
            return;
        }
        try {
            AnswerCodec.encode(response).ifPresent(bytes -> cache.put(key, bytes));
        } catch (RuntimeException e) {
            LOG.warn("a cache failed, which it must not; the answer is not kept", e);
        }
    }

    /** An answer of another model than the key names is not kept either. */
    private boolean isToBeKept(ModelRequest request, ModelResponse response) {
        return response.stopReason().isComplete()
                && isOfTheForm(request, response)
                && response.guardrail().filter(outcome -> outcome.intervened()).isEmpty()
                && response.target().provider().equals(target().provider())
                && response.target().modelId().equals(target().modelId());
    }

    /** Whether an answer is the JSON that was asked for, if any was; one that uses the caller's tools comes before it. */
    private static boolean isOfTheForm(ModelRequest request, ModelResponse response) {
        if (request.output().isEmpty() || !response.toolUses().isEmpty()) {
            return true;
        }
        try {
            SchemaCheck check = SchemaCheck.of(request.output().get());
            return check.errors(response.text()).isEmpty();
        } catch (IllegalArgumentException e) {
            LOG.debug("nothing follows a schema that is no JSON", e);
            return false;
        }
    }

    /** Collects how answers are kept. Not thread-safe. */
    public static final class Builder {
        private final ModelBackend backend;
        private final AnswerCache cache;
        private TaskClock clock = TaskClock.system();
        private CacheListener listener = (request, answer, profile) -> {};
        private boolean perRegion;
        private List<ContextCarrier> contextCarriers = List.of();

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

        /** Whether each region has its own answers, even to the same model's id. Defaults to {@code false}. */
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
