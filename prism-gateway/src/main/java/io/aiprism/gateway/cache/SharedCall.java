package io.aiprism.gateway.cache;

import io.aiprism.model.ModelException;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A call on a thread of its own, and how many wait for it. What changes is guarded by the lock of {@link SharedCalls}. */
final class SharedCall {
    /** How a call ended. */
    sealed interface Outcome {
        /** It was not needed: the answer had been kept. */
        record Kept(ModelResponse response) implements Outcome {}

        /** The model answered. */
        record Answered(ModelResponse response) implements Outcome {}

        /** There is no answer. */
        record Failed(ModelException failure) implements Outcome {}

        /** Something was thrown that no backend should throw. */
        record Broken(Throwable thrown) implements Outcome {}
    }

    final String key;
    /** The request of whoever began the call. */
    final ModelRequest request;

    final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    int waiting;
    boolean ownerGone;
    boolean claimed;

    @Nullable
    Thread thread;

    SharedCall(String key, ModelRequest request) {
        this.key = key;
        this.request = request;
    }

    /**
     * A caller's place among those who wait.
     *
     * @param owner whether this is the caller for whom the call was begun
     */
    record Place(SharedCall call, boolean owner) {}
}
