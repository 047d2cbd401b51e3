package io.aiprism.testkit.model;

import static java.util.Objects.requireNonNull;

import io.aiprism.model.ModelException;
import io.aiprism.model.StopReason;
import java.util.List;

/** What a provider does with one call, see {@link ModelProvider#then}. */
public sealed interface ProviderAnswer {
    /**
     * It answers with text blocks and a usage of at least one token of input and of output.
     *
     * @param texts a block each
     * @param stopReason why the model stopped
     */
    record Texts(List<String> texts, StopReason stopReason) implements ProviderAnswer {
        public Texts {
            texts = List.copyOf(texts);
            requireNonNull(stopReason, "stopReason");
        }
    }

    /**
     * It fails, before any text was sent.
     *
     * @param kind one of {@link ModelProvider#failures}
     */
    record Failure(ModelException.Kind kind) implements ProviderAnswer {
        public Failure {
            requireNonNull(kind, "kind");
        }
    }

    /** It says that all is well, and sends neither content nor stop reason nor usage. */
    record Nothing() implements ProviderAnswer {}

    /** It does not answer until the caller goes away. */
    record Never() implements ProviderAnswer {}
}
