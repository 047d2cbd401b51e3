package io.aiprism.gateway.ledger;

import java.math.BigDecimal;

/** What one of those who share a budget has spent and reserved. Guarded by the budget's lock. */
final class BudgetAccount {
    private final String name;
    private final BigDecimal limit;
    private BigDecimal spent = BigDecimal.ZERO;
    private BigDecimal reserved = BigDecimal.ZERO;

    BudgetAccount(String name, BigDecimal limit) {
        this.name = name;
        this.limit = limit;
    }

    boolean allows(BigDecimal amount) {
        return spent.add(reserved).add(amount).compareTo(limit) <= 0;
    }

    void reserve(BigDecimal amount) {
        reserved = reserved.add(amount);
    }

    void settle(BigDecimal amount, BigDecimal charged) {
        reserved = reserved.subtract(amount);
        spent = spent.add(charged);
    }

    BigDecimal spent() {
        return spent;
    }

    boolean isIdle() {
        return reserved.signum() == 0;
    }

    /** For a message: what stands against another call. */
    String describe() {
        return "of the %s for %s %s are spent and %s reserved by calls under way"
                .formatted(TotalsText.dollars(limit), name, TotalsText.dollars(spent), TotalsText.dollars(reserved));
    }
}
