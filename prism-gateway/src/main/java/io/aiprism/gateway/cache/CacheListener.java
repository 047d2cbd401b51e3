package io.aiprism.gateway.cache;

import io.aiprism.model.ModelProfile;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;

/** Hears of answers that took no call. Called on the thread that gets the answer; short, and it does not throw. */
@FunctionalInterface
public interface CacheListener {
    /**
     * A request was answered without a call of its own: by an answer that was kept, or by the call of another caller that
     * asked the same at the same time.
     *
     * @param request what was asked
     * @param answer as the model gave it: its usage is what this request did not cost
     * @param profile of that model
     */
    void saved(ModelRequest request, ModelResponse answer, ModelProfile profile);
}
