package io.aiprism.gateway.ledger;

import static java.util.Objects.requireNonNull;

import io.aiprism.model.ModelException;
import io.aiprism.model.TokenUsage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * Sums of a {@link Ledger}, in US dollars and in tokens as the provider counts them. Where something is not known, it is
 * counted as unknown and missing in the sum, which then is a lower bound.
 *
 * @param calls that were asked of the gateway; zero where nobody counts them, see {@link Ledger#countCalls}
 * @param failedCalls of those, the ones that have got no answer
 * @param retries requests sent again to the model that was asked just before, for whatever reason
 * @param fallbacks how often a call went on to another model
 * @param attempts requests that were sent to providers
 * @param failures of those, the ones that failed, by kind
 * @param aborted of those, the ones whose caller went away
 * @param tokens that were billed, as far as known
 * @param cost of those attempts whose cost is known
 * @param unknownUsage attempts that may have been billed, nobody knows for what
 * @param unknownPrice attempts whose usage is known and the price is not
 * @param savedByPromptCache what all would have cost more without prompt cache, what writing to it costs counted in
 * @param savedAnswers answers that took no attempt
 * @param savedTokens the tokens that those did not take
 * @param savedByAnswerCache what those would have cost, as far as known
 * @param savedUnknownPrice answers that took no attempt and whose price is not known
 */
public record LedgerTotals(
        long calls,
        long failedCalls,
        long retries,
        long fallbacks,
        long attempts,
        Map<ModelException.Kind, Long> failures,
        long aborted,
        TokenUsage tokens,
        BigDecimal cost,
        long unknownUsage,
        long unknownPrice,
        BigDecimal savedByPromptCache,
        long savedAnswers,
        TokenUsage savedTokens,
        BigDecimal savedByAnswerCache,
        long savedUnknownPrice) {
    public LedgerTotals {
        failures = Map.copyOf(failures);
        requireNonNull(tokens, "tokens");
        requireNonNull(cost, "cost");
        requireNonNull(savedByPromptCache, "savedByPromptCache");
        requireNonNull(savedTokens, "savedTokens");
        requireNonNull(savedByAnswerCache, "savedByAnswerCache");
    }

    /** Whether {@link #cost} is all that was billed; otherwise it is a lower bound. */
    public boolean isCostComplete() {
        return unknownUsage == 0 && unknownPrice == 0;
    }

    /** The same for people: a few lines, each with its name in front. */
    public List<String> describe() {
        return new TotalsText(this).lines();
    }
}
