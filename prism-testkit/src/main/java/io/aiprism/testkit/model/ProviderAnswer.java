package io.aiprism.testkit.model;

import static java.util.Objects.requireNonNull;

import io.aiprism.model.ContentBlock;
import io.aiprism.model.ModelException;
import io.aiprism.model.StopReason;
import io.aiprism.model.TokenUsage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a provider does with one call, see {@link ModelProvider#then}. */
public sealed interface ProviderAnswer {
    /**
     * It answers.
     *
     * @param content texts and uses of tools, a block each
     * @param stopReason one of {@link ModelProvider#stopReasons}
     * @param usage what it bills
     */
    record Message(List<ContentBlock> content, StopReason stopReason, TokenUsage usage) implements ProviderAnswer {
        public Message {
            content = List.copyOf(content);
            requireNonNull(stopReason, "stopReason");
            requireNonNull(usage, "usage");
        }
    }

    /**
     * It fails, before any text was sent.
     *
     * @param kind one of {@link ModelProvider#failures}
     * @param retryAfter how long it asks to be left alone; only with {@link ProviderCapability#RETRY_AFTER}, in whole seconds
     */
    record Failure(ModelException.Kind kind, Optional<Duration> retryAfter) implements ProviderAnswer {
        public Failure {
            requireNonNull(kind, "kind");
            requireNonNull(retryAfter, "retryAfter");
        }
    }

    /** It says that all is well, and sends neither content nor stop reason nor usage. */
    record Nothing() implements ProviderAnswer {}

    /** It does not answer until the caller goes away. */
    record Never() implements ProviderAnswer {}

    /**
     * It begins an answer, of which a stream shows at least one character, and the connection ends in the middle of it, as if
     * that were its end.
     *
     * @param text what the answer would have been; some 60 characters
     */
    record BreaksOff(String text) implements ProviderAnswer {
        public BreaksOff {
            requireNonNull(text, "text");
        }
    }

    /**
     * It begins an answer, of which a stream shows at least one character, and fails in the middle of it; where it does not
     * stream, at once.
     *
     * @param text what the answer would have been; some 60 characters
     * @param kind one of {@link ModelProvider#failures}
     */
    record FailsLate(String text, ModelException.Kind kind) implements ProviderAnswer {
        public FailsLate {
            requireNonNull(text, "text");
            requireNonNull(kind, "kind");
        }
    }

    /**
     * It begins an answer, of which a stream shows at least one character, and says nothing more until the caller goes away.
     * Only with {@link ProviderCapability#STREAMING}.
     *
     * @param text what the answer would have been; some 60 characters
     */
    record Stalls(String text) implements ProviderAnswer {
        public Stalls {
            requireNonNull(text, "text");
        }
    }
}
