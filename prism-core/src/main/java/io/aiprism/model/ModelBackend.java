package io.aiprism.model;

import java.util.OptionalLong;

/**
 * Sends requests to one model. Implementations are thread-safe.
 *
 * <p>Calls block and can be interrupted, which aborts the request under them; on virtual threads that costs nothing. What
 * stands around a call is a backend that wraps another one, and passes on what it does not change. A backend retries nothing
 * by itself, except the one whose job that is.
 */
public interface ModelBackend extends AutoCloseable {
    /** The model it asks; of several that stand in for each other, the one that is asked first. */
    ModelTarget target();

    /** What is known of that model. */
    ModelProfile profile();

    /**
     * Sends a request and waits for the whole answer. An answer that comes back is complete as the provider understands it:
     * it has a stop reason and a usage. Whether the model was cut short is told by {@link ModelResponse#stopReason()}.
     *
     * @throws ModelException if there is no answer
     * @throws InterruptedException if the calling thread was interrupted; the request was aborted, and may be billed
     */
    ModelResponse send(ModelRequest request) throws ModelException, InterruptedException;

    /**
     * Sends a request and hands out the answer's text as it comes. The listener hears a part once, also where a request has to
     * be repeated; so nothing is repeated once it has heard anything. A backend that cannot stream hands out all at the end.
     *
     * @return the whole answer, as {@link #send} would
     * @throws ModelException if the answer did not come to its end; what the listener has heard is to be thrown away
     * @throws InterruptedException as {@link #send}
     */
    default ModelResponse stream(ModelRequest request, ModelStreamListener listener)
            throws ModelException, InterruptedException {
        ModelResponse response = send(request);
        String text = response.text();
        if (!text.isEmpty()) {
            listener.text(text);
        }
        return response;
    }

    /**
     * Counts the input tokens of a request as the provider bills them.
     *
     * @return empty if the provider does not say
     * @throws ModelException if the provider could not be asked
     * @throws InterruptedException as {@link #send}
     */
    default OptionalLong countInputTokens(ModelRequest request) throws ModelException, InterruptedException {
        return OptionalLong.empty();
    }

    /**
     * Gives back what this backend has made itself, and closes the backends that it owns. Harmless when called again. Calls that
     * come later are refused with an {@link IllegalStateException}.
     */
    @Override
    default void close() {}
}
