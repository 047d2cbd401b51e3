package io.aiprism.gateway.call;

import io.aiprism.model.ModelException;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;

/** What a decorator passes a request on to, be the answer streamed or not. */
@FunctionalInterface
public interface ModelCall {
    /**
     * Makes the call.
     *
     * @throws ModelException if there is no answer
     * @throws InterruptedException if the calling thread was interrupted
     */
    ModelResponse make(ModelRequest request) throws ModelException, InterruptedException;
}
