package io.aiprism.testkit.model;

import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.ModelStreamListener;
import java.util.function.UnaryOperator;

/**
 * A backend that does one thing wrong.
 *
 * @param flaw what it does
 * @param caughtBy name of the test that must fail on it
 * @param breaking makes it, on top of one that is right
 */
record BrokenBackend(String flaw, String caughtBy, UnaryOperator<ModelBackend> breaking) {
    /** A call that goes on, streamed or not. */
    @FunctionalInterface
    interface Call {
        ModelResponse make(ModelRequest request) throws ModelException, InterruptedException;
    }

    /** What is done wrong around a call. */
    @FunctionalInterface
    interface Around {
        ModelResponse call(ModelRequest request, Call intact) throws ModelException, InterruptedException;
    }

    /** What is done wrong with a stream. */
    @FunctionalInterface
    interface Streaming {
        ModelResponse stream(ModelBackend intact, ModelRequest request, ModelStreamListener listener)
                throws ModelException, InterruptedException;
    }

    /** A backend that is wrong however it is called. */
    static BrokenBackend around(String flaw, String caughtBy, Around around) {
        return new BrokenBackend(flaw, caughtBy, intact -> new ForwardingBackend(intact) {
            @Override
            public ModelResponse send(ModelRequest request) throws ModelException, InterruptedException {
                return around.call(request, backend::send);
            }

            @Override
            public ModelResponse stream(ModelRequest request, ModelStreamListener listener)
                    throws ModelException, InterruptedException {
                return around.call(request, each -> backend.stream(each, listener));
            }
        });
    }

    /** A backend that is wrong only when it streams. */
    static BrokenBackend streaming(String flaw, String caughtBy, Streaming streaming) {
        return new BrokenBackend(flaw, caughtBy, intact -> new ForwardingBackend(intact) {
            @Override
            public ModelResponse stream(ModelRequest request, ModelStreamListener listener)
                    throws ModelException, InterruptedException {
                return streaming.stream(backend, request, listener);
            }
        });
    }

    @Override
    public String toString() {
        return flaw;
    }
}
