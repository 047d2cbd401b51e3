package io.aiprism.testkit.model;

import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelProfile;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.ModelStreamListener;
import io.aiprism.model.ModelTarget;
import java.util.OptionalLong;

/** Passes everything on. */
class ForwardingBackend implements ModelBackend {
    final ModelBackend backend;

    ForwardingBackend(ModelBackend backend) {
        this.backend = backend;
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
}
