package io.aiprism.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import java.util.ArrayList;
import java.util.List;

/** A way to call a backend. The contract holds for each. */
public enum CallWay {
    /** {@link ModelBackend#send}. */
    SEND {
        @Override
        ModelResponse call(ModelBackend backend, ModelRequest request) throws ModelException, InterruptedException {
            return backend.send(request);
        }
    },
    /** {@link ModelBackend#stream}, whose parts are to be the text. */
    STREAM {
        @Override
        ModelResponse call(ModelBackend backend, ModelRequest request) throws ModelException, InterruptedException {
            List<String> parts = new ArrayList<>();
            ModelResponse response = backend.stream(request, parts::add);
            assertThat(String.join("", parts)).as("the parts of the stream").isEqualTo(response.text());
            assertThat(parts).as("the parts of the stream").doesNotContain("");
            return response;
        }
    };

    abstract ModelResponse call(ModelBackend backend, ModelRequest request) throws ModelException, InterruptedException;
}
