package io.aiprism.gateway.ledger;

import io.aiprism.model.ModelException;
import io.aiprism.model.ModelPrices;
import io.aiprism.model.TokenUsage;
import java.math.BigDecimal;

/** What providers bill. */
final class Billing {
    private Billing() {}

    /** Whether an attempt that failed like this may be billed, where its usage is not known. */
    static boolean mayBeBilled(ModelException.Kind kind) {
        return switch (kind) {
            // The model may have worked on it.
            case MODEL_ERROR, MODEL_TIMEOUT, NO_RESPONSE, RESPONSE_CUT_OFF, INVALID_RESPONSE, DEADLINE_EXCEEDED -> true;
            // It was refused, or never arrived.
            case THROTTLED,
                    QUOTA_EXHAUSTED,
                    UNAVAILABLE,
                    NOT_READY,
                    CONNECTION_FAILED,
                    UNSUPPORTED_FEATURE,
                    INVALID_REQUEST,
                    REQUEST_TOO_LARGE,
                    UNAUTHENTICATED,
                    ACCESS_DENIED,
                    NOT_FOUND,
                    BUDGET_EXCEEDED,
                    CIRCUIT_OPEN,
                    PENDING -> false;
        };
    }

    /** What the same would have cost more without prompt cache. */
    static BigDecimal savedByPromptCache(ModelPrices prices, TokenUsage usage) {
        if (usage.cacheRead() == 0 && usage.cacheWrite() == 0) {
            return BigDecimal.ZERO;
        }
        return prices.cost(TokenUsage.of(usage.totalInput(), usage.output())).subtract(prices.cost(usage));
    }
}
