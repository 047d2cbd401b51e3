package io.aiprism.model.structured;

import static java.util.Objects.requireNonNull;

import io.aiprism.model.ModelAttempt;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelFeature;
import io.aiprism.model.ModelProfile;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.ModelStreamListener;
import io.aiprism.model.ModelTarget;
import io.aiprism.model.OutputRung;
import io.aiprism.model.OutputSchema;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Asks a model for JSON in the surest way that it accepts, so that callers state {@link ModelRequest#output()} and read
 * {@link ModelResponse#text()}, whatever the model. Thread-safe. It closes the backend that it wraps.
 *
 * <p>The ways are those of {@link OutputRung}, from the first that the model's profile allows. When the model refuses one
 * ({@link ModelException.Kind#UNSUPPORTED_FEATURE}), the request is sent again in the next, and the refusal is remembered: for the
 * target, or, if it is {@linkplain ModelException#aboutSchema() about the schema}, for the target and this schema. The answer tells
 * how it was asked for: {@link ModelResponse#outputRung()}. Settings
 * without which an answer is still an answer are left out where a model does not accept them: temperature, top-p, stop sequences,
 * reasoning budget, cache points or their long time to live. A model that has to think is never forced to use a tool, since
 * providers refuse both together.
 *
 * <p>The schema is sent as far as models accept schemas; so the answer is to be checked against the full one. If a model uses the
 * ladder's tool more than once, the text holds each input on a line, which is no JSON document: nothing is dropped in silence.
 */
public final class CapabilityLadder implements ModelBackend {
    private final ModelBackend backend;
    private final LearntCapabilities learnt;
    private final LadderListener listener;

    /** A ladder that learns for itself. */
    public CapabilityLadder(ModelBackend backend) {
        this(backend, new LearntCapabilities(), LadderListener.NONE);
    }

    /**
     * A ladder that shares what it learns.
     *
     * @param backend is closed with the ladder
     * @param learnt what is known of refusals
     * @param listener hears how the model is asked
     */
    public CapabilityLadder(ModelBackend backend, LearntCapabilities learnt, LadderListener listener) {
        this.backend = requireNonNull(backend, "backend");
        this.learnt = requireNonNull(learnt, "learnt");
        this.listener = requireNonNull(listener, "listener");
    }

    /** How a request for JSON would be sent now; empty for a request that does not ask for JSON. */
    public Optional<OutputRung> rung(ModelRequest request) {
        return RungRequest.of(request, accepted(request)).rung();
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
        return climb(request, backend::send, () -> true);
    }

    /** Streams requests that do not ask for JSON; the text of others is handed out at the end. */
    @Override
    public ModelResponse stream(ModelRequest request, ModelStreamListener listener)
            throws ModelException, InterruptedException {
        if (request.output().isPresent()) {
            return ModelBackend.super.stream(request, listener);
        }
        boolean[] heard = new boolean[1];
        ModelStreamListener noting = part -> {
            heard[0] = true;
            listener.text(part);
        };
        return climb(request, sent -> backend.stream(sent, noting), () -> !heard[0]);
    }

    /** Counts the request as it would be sent now. */
    @Override
    public OptionalLong countInputTokens(ModelRequest request) throws ModelException, InterruptedException {
        return backend.countInputTokens(RungRequest.of(request, accepted(request)).request());
    }

    @Override
    public void close() {
        backend.close();
    }

    @FunctionalInterface
    private interface Call {
        ModelResponse with(ModelRequest request) throws ModelException, InterruptedException;
    }

    @FunctionalInterface
    private interface Repeatable {
        boolean now();
    }

    /** Each turn takes one feature away, so there are at most as many turns as features. */
    private ModelResponse climb(ModelRequest request, Call call, Repeatable repeatable)
            throws ModelException, InterruptedException {
        List<ModelAttempt> refusals = new ArrayList<>();
        Set<ModelFeature> accepted = accepted(request);
        while (true) {
            RungRequest sent = RungRequest.of(request, accepted);
            try {
                ModelResponse response = sent.read(call.with(sent.request())).after(refusals);
                if (sent.rung().isEmpty()) {
                    return response;
                }
                OutputRung rung = sent.rung().get();
                listener.answered(request, rung);
                return response.withOutputRung(rung);
            } catch (ModelException e) {
                Optional<ModelFeature> refused =
                        e.kind() == ModelException.Kind.UNSUPPORTED_FEATURE ? e.refused() : Optional.empty();
                if (refused.isEmpty() || !sent.canDoWithout(refused.get()) || !repeatable.now()) {
                    throw e.after(refusals);
                }
                refusals.addAll(e.attempts());
                learn(request, refused.get(), e.aboutSchema());
                accepted.remove(refused.get());
                accepted.retainAll(accepted(request));
            }
        }
    }

    private void learn(ModelRequest request, ModelFeature refused, boolean aboutSchema) {
        if (aboutSchema && request.output().isPresent()) {
            OutputSchema schema = request.output().get();
            if (learnt.learn(target(), refused, schema)) {
                listener.refused(target(), refused, schema);
            }
        } else if (learnt.learn(target(), refused)) {
            listener.refused(target(), refused);
        }
    }

    private Set<ModelFeature> accepted(ModelRequest request) {
        Set<ModelFeature> accepted = EnumSet.noneOf(ModelFeature.class);
        accepted.addAll(profile().features());
        accepted.removeAll(request.output()
                .map(schema -> learnt.refusedBy(target(), schema))
                .orElseGet(() -> learnt.refusedBy(target())));
        return accepted;
    }
}
