package io.aiprism.gateway.ledger;

import io.aiprism.model.ModelException;
import io.aiprism.model.TokenUsage;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Sums that grow. Guarded by the ledger's lock. */
final class Tally {
    private long calls;
    private long failedCalls;
    private long retries;
    private long fallbacks;
    private long attempts;
    private final Map<ModelException.Kind, Long> failures = new EnumMap<>(ModelException.Kind.class);
    private long aborted;
    private TokenUsage tokens = TokenUsage.NONE;
    private BigDecimal cost = BigDecimal.ZERO;
    private long unknownUsage;
    private long unknownPrice;
    private BigDecimal savedByPromptCache = BigDecimal.ZERO;
    private long savedAnswers;
    private TokenUsage savedTokens = TokenUsage.NONE;
    private BigDecimal savedByAnswerCache = BigDecimal.ZERO;
    private long savedUnknownPrice;

    void add(CallPath call) {
        calls++;
        failedCalls += call.failed() ? 1 : 0;
        retries += call.retries();
        fallbacks += call.fallbacks();
    }

    void add(LedgerEntry entry) {
        switch (entry) {
            case LedgerEntry.Attempt attempt -> addAttempt(attempt);
            case LedgerEntry.Saved saved -> addSaved(saved);
        }
    }

    private void addAttempt(LedgerEntry.Attempt attempt) {
        attempts++;
        attempt.failure().ifPresent(kind -> failures.merge(kind, 1L, Long::sum));
        aborted += attempt.outcome() == LedgerEntry.Outcome.ABORTED ? 1 : 0;
        Optional<TokenUsage> usage = attempt.usage();
        if (usage.isPresent()) {
            tokens = tokens.plus(usage.get());
            unknownPrice += attempt.cost().isEmpty() ? 1 : 0;
        } else {
            unknownUsage++;
        }
        cost = cost.add(attempt.cost().orElse(BigDecimal.ZERO));
        savedByPromptCache = savedByPromptCache.add(attempt.savedByPromptCache().orElse(BigDecimal.ZERO));
    }

    private void addSaved(LedgerEntry.Saved saved) {
        savedAnswers++;
        savedTokens = savedTokens.plus(saved.usage());
        savedUnknownPrice += saved.cost().isEmpty() ? 1 : 0;
        savedByAnswerCache = savedByAnswerCache.add(saved.cost().orElse(BigDecimal.ZERO));
    }

    LedgerTotals totals() {
        return new LedgerTotals(
                calls,
                failedCalls,
                retries,
                fallbacks,
                attempts,
                failures,
                aborted,
                tokens,
                cost,
                unknownUsage,
                unknownPrice,
                savedByPromptCache,
                savedAnswers,
                savedTokens,
                savedByAnswerCache,
                savedUnknownPrice);
    }
}
