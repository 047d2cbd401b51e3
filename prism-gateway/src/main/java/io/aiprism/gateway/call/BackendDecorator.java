package io.aiprism.gateway.call;

import static java.util.Objects.requireNonNull;

import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelProfile;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.ModelStreamListener;
import io.aiprism.model.ModelTarget;
import java.util.OptionalLong;

/**
 * A backend that does something {@link #around} the calls of another one, alike for those that stream and those that do not.
 * Everything else is passed on. It owns the other backend and closes it.
 */
public abstract class BackendDecorator implements ModelBackend {
    private final ModelBackend next;

    /** Creates a decorator of this backend. */
    protected BackendDecorator(ModelBackend next) {
        this.next = requireNonNull(next, "next");
    }

    /** Makes one call through {@code next}, or not, or several times. */
    protected abstract ModelResponse around(ModelRequest request, ModelCall next)
            throws ModelException, InterruptedException;

    /** The backend that is decorated. */
    protected final ModelBackend next() {
        return next;
    }

    @Override
    public ModelTarget target() {
        return next.target();
    }

    @Override
    public ModelProfile profile() {
        return next.profile();
    }

    @Override
    public final ModelResponse send(ModelRequest request) throws ModelException, InterruptedException {
        return around(request, next::send);
    }

    @Override
    public ModelResponse stream(ModelRequest request, ModelStreamListener listener)
            throws ModelException, InterruptedException {
        return around(request, changed -> next.stream(changed, listener));
    }

    @Override
    public OptionalLong countInputTokens(ModelRequest request) throws ModelException, InterruptedException {
        return next.countInputTokens(request);
    }

    @Override
    public void close() {
        next.close();
    }
}
