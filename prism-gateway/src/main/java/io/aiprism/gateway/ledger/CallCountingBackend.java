package io.aiprism.gateway.ledger;

import io.aiprism.model.ModelAttempt;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelProfile;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.ModelStreamListener;
import io.aiprism.model.ModelTarget;
import java.util.List;
import java.util.OptionalLong;

/** Tells a ledger how each call went, whatever it took. */
final class CallCountingBackend implements ModelBackend {
    private final ModelBackend backend;
    private final Ledger ledger;

    CallCountingBackend(ModelBackend backend, Ledger ledger) {
        this.backend = backend;
        this.ledger = ledger;
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
        return counted(request, () -> backend.send(request));
    }

    @Override
    public ModelResponse stream(ModelRequest request, ModelStreamListener listener)
            throws ModelException, InterruptedException {
        return counted(request, () -> backend.stream(request, listener));
    }

    @Override
    public OptionalLong countInputTokens(ModelRequest request) throws ModelException, InterruptedException {
        return backend.countInputTokens(request);
    }

    @Override
    public void close() {
        backend.close();
    }

    private ModelResponse counted(ModelRequest request, Sending sending) throws ModelException, InterruptedException {
        ModelTarget first = target();
        CallPath path = new CallPath(true, 0, 0);
        ModelTarget last = first;
        try {
            ModelResponse response = sending.send();
            last = response.target();
            path = CallPath.of(first, response.attempts(), last, false);
            return response;
        } catch (ModelException e) {
            List<ModelAttempt> attempts = e.attempts();
            last = attempts.isEmpty() ? first : attempts.getLast().target();
            path = CallPath.of(first, attempts, last, true);
            throw e;
        } finally {
            ledger.called(request.context(), last, path);
        }
    }
}
