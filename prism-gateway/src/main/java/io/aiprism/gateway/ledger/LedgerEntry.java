package io.aiprism.gateway.ledger;

import static java.util.Objects.requireNonNull;

import io.aiprism.model.CallContext;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelTarget;
import io.aiprism.model.TokenUsage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One line of a {@link Ledger}. Amounts are US dollars; what is not known is empty, never zero. */
public sealed interface LedgerEntry {
    /** Which model. */
    ModelTarget target();

    /** On whose behalf: tenant, review and tags. */
    CallContext context();

    /** When it began. */
    Instant at();

    /** How an attempt ended. */
    enum Outcome {
        /** With an answer. */
        ANSWERED,
        /** With a failure that has a kind. */
        FAILED,
        /** Its caller was interrupted, or something threw what no backend should. */
        ABORTED
    }

    /**
     * A request that was sent to a provider.
     *
     * @param took until it was answered or given up
     * @param outcome how it ended
     * @param failure why it failed; with {@link Outcome#FAILED} only
     * @param usage what was billed: none where failures of this kind are not billed, empty if not known
     * @param serviceTier the tier that it was served at, if the provider said so
     * @param cost what it cost; empty if usage or price are not known
     * @param savedByPromptCache what it would have cost more if no token had been read from or written to the prompt cache;
     *     below zero if writing has cost more than reading saved. Empty if usage or price are not known
     * @param requestId the provider's, if it gave one
     */
    record Attempt(
            ModelTarget target,
            CallContext context,
            Instant at,
            Duration took,
            Outcome outcome,
            Optional<ModelException.Kind> failure,
            Optional<TokenUsage> usage,
            Optional<String> serviceTier,
            Optional<BigDecimal> cost,
            Optional<BigDecimal> savedByPromptCache,
            Optional<String> requestId)
            implements LedgerEntry {
        public Attempt {
            requireNonNull(target, "target");
            requireNonNull(context, "context");
            requireNonNull(at, "at");
            requireNonNull(took, "took");
            requireNonNull(outcome, "outcome");
            requireNonNull(failure, "failure");
            requireNonNull(usage, "usage");
            requireNonNull(serviceTier, "serviceTier");
            requireNonNull(cost, "cost");
            requireNonNull(savedByPromptCache, "savedByPromptCache");
            requireNonNull(requestId, "requestId");
            if ((outcome == Outcome.FAILED) != failure.isPresent()) {
                throw new IllegalArgumentException(
                        "an attempt has a failure if it failed, was %s with %s".formatted(outcome, failure));
            }
        }
    }

    /**
     * An answer that took no request: it had been kept, or someone else asked the same at the same time.
     *
     * @param usage the tokens that it did not take
     * @param cost what those would have cost; empty if the price is not known
     */
    record Saved(ModelTarget target, CallContext context, Instant at, TokenUsage usage, Optional<BigDecimal> cost)
            implements LedgerEntry {
        public Saved {
            requireNonNull(target, "target");
            requireNonNull(context, "context");
            requireNonNull(at, "at");
            requireNonNull(usage, "usage");
            requireNonNull(cost, "cost");
        }
    }
}
