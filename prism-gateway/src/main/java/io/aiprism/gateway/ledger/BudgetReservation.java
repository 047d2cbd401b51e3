package io.aiprism.gateway.ledger;

import java.math.BigDecimal;
import java.util.List;

/** What is set aside for one call. */
record BudgetReservation(Budget budget, List<BudgetAccount> accounts, BigDecimal amount) {
    /** Gives it up for what the call has cost. To be called once. */
    void settle(BigDecimal charged) {
        budget.settle(accounts, amount, charged);
    }
}
