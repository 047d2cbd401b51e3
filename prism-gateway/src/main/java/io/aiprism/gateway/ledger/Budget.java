package io.aiprism.gateway.ledger;

import static java.util.Objects.requireNonNull;

import io.aiprism.model.CallContext;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelPrices;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelTarget;
import io.aiprism.model.TokenEstimator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How much may be spent, in US dollars: by each review, by each tenant, and in all. Thread-safe; one budget serves all
 * backends that spend from it, and counts for as long as it lives.
 *
 * <p>A call is refused with {@link ModelException.Kind#BUDGET_EXCEEDED} before it is sent if what was spent, what is
 * reserved by calls under way and what this call costs at worst are more than a limit together. The worst case is {@code
 * maxTokens} of output and an estimate of the input of which nothing is read from the prompt cache: what stands before a
 * cache point at the price of writing it, the rest at the full price. When the call has ended, its reservation gives way to
 * what it has cost; failed attempts that may have been billed are charged at the worst case, see {@link LedgerBackend}. So a
 * limit can be exceeded only by as much as the inputs of calls were underestimated.
 *
 * <p>A call to a model whose price is not known is refused in the same way, unless {@link Builder#allowUnknownPrices} says
 * otherwise; then it counts for nothing.
 */
public final class Budget {
    private final ReentrantLock lock = new ReentrantLock();
    private final @Nullable BigDecimal perReview;
    private final @Nullable BigDecimal perTenant;
    private final @Nullable BigDecimal overall;
    private final boolean unknownPricesAllowed;
    private final WorstCase worstCase;
    private final int maxReviews;
    private final @Nullable BudgetAccount all;
    private final Map<String, BudgetAccount> tenants = new HashMap<>();
    private final Map<String, BudgetAccount> reviews = new LinkedHashMap<>(16, 0.75f, true);

    private Budget(Builder builder) {
        this.perReview = builder.perReview;
        this.perTenant = builder.perTenant;
        this.overall = builder.overall;
        this.unknownPricesAllowed = builder.unknownPricesAllowed;
        this.worstCase = new WorstCase(builder.estimator);
        this.maxReviews = builder.maxReviews;
        this.all = overall == null ? null : new BudgetAccount("all", overall);
    }

    /** Begins a budget. */
    public static Builder builder() {
        return new Builder();
    }

    /** Whether calls are let through whose price is not known. */
    public boolean allowsUnknownPrices() {
        return unknownPricesAllowed;
    }

    /** What was spent in all; empty if there is no limit to that. */
    public Optional<BigDecimal> spent() {
        return spent(() -> all);
    }

    /** What a review has spent; empty if reviews have no limit, or this one has not spent anything for long. */
    public Optional<BigDecimal> spentByReview(String review) {
        return spent(() -> reviews.get(review));
    }

    /** What a tenant has spent; empty if tenants have no limit, or this one has not spent anything. */
    public Optional<BigDecimal> spentByTenant(String tenant) {
        return spent(() -> tenants.get(tenant));
    }

    /** Its limits, for people. */
    @Override
    public String toString() {
        List<String> limits = new ArrayList<>();
        if (perReview != null) {
            limits.add(TotalsText.dollars(perReview) + " per review");
        }
        if (perTenant != null) {
            limits.add(TotalsText.dollars(perTenant) + " per tenant");
        }
        if (overall != null) {
            limits.add(TotalsText.dollars(overall) + " in all");
        }
        if (unknownPricesAllowed) {
            limits.add("unknown prices allowed");
        }
        return String.join(", ", limits);
    }

    /**
     * Sets aside what a call costs at worst.
     *
     * @param prices of the model; empty if not known
     * @throws ModelException if that is more than is left
     */
    BudgetReservation reserve(ModelRequest request, ModelTarget target, Optional<ModelPrices> prices)
            throws ModelException {
        if (prices.isEmpty() && !unknownPricesAllowed) {
            throw refused(
                    target,
                    "the price of %s is not known, so no budget can be kept (%s): give its prices, or allow unknown prices"
                            .formatted(target, this));
        }
        BigDecimal amount = prices.map(known -> worstCase.of(request, known)).orElse(BigDecimal.ZERO);
        lock.lock();
        try {
            List<BudgetAccount> accounts = accounts(request.context());
            for (BudgetAccount account : accounts) {
                if (!account.allows(amount)) {
                    throw refused(
                            target,
                            "a call to %s could cost %s, but %s"
                                    .formatted(target, TotalsText.dollars(amount), account.describe()));
                }
            }
            accounts.forEach(account -> account.reserve(amount));
            return new BudgetReservation(this, accounts, amount);
        } finally {
            forgetIdleReviews();
            lock.unlock();
        }
    }

    void settle(List<BudgetAccount> accounts, BigDecimal amount, BigDecimal charged) {
        lock.lock();
        try {
            accounts.forEach(account -> account.settle(amount, charged));
        } finally {
            lock.unlock();
        }
    }

    private List<BudgetAccount> accounts(CallContext context) {
        List<BudgetAccount> accounts = new ArrayList<>(3);
        Optional<String> review = context.review();
        if (perReview != null && review.isPresent()) {
            accounts.add(reviews.computeIfAbsent(
                    review.get(), name -> new BudgetAccount("review '%s'".formatted(name), perReview)));
        }
        if (perTenant != null) {
            accounts.add(tenants.computeIfAbsent(
                    context.tenant(), name -> new BudgetAccount("tenant '%s'".formatted(name), perTenant)));
        }
        if (all != null) {
            accounts.add(all);
        }
        return accounts;
    }

    /** Those that were used last come last; one with calls under way is kept. */
    private void forgetIdleReviews() {
        int surplus = reviews.size() - maxReviews;
        if (surplus <= 0) {
            return;
        }
        var eldest = reviews.values().iterator();
        while (surplus > 0 && eldest.hasNext()) {
            if (eldest.next().isIdle()) {
                eldest.remove();
                surplus--;
            }
        }
    }

    private Optional<BigDecimal> spent(AccountLookup lookup) {
        lock.lock();
        try {
            return Optional.ofNullable(lookup.account()).map(BudgetAccount::spent);
        } finally {
            lock.unlock();
        }
    }

    private static ModelException refused(ModelTarget target, String message) {
        return ModelException.builder(ModelException.Kind.BUDGET_EXCEEDED, message)
                .target(target)
                .build();
    }

    @FunctionalInterface
    private interface AccountLookup {
        @Nullable
        BudgetAccount account();
    }

    /** Collects the limits. Not thread-safe. */
    public static final class Builder {
        private @Nullable BigDecimal perReview;
        private @Nullable BigDecimal perTenant;
        private @Nullable BigDecimal overall;
        private boolean unknownPricesAllowed;
        private TokenEstimator estimator = WorstCase.THREE_BYTES;
        private int maxReviews = 10_000;

        private Builder() {}

        /** What one review may spend. A call without a review is held by the other limits only. */
        public Builder perReview(BigDecimal dollars) {
            this.perReview = requirePositive("perReview", dollars);
            return this;
        }

        /** What one tenant may spend. An account is kept for each tenant for as long as the budget lives. */
        public Builder perTenant(BigDecimal dollars) {
            this.perTenant = requirePositive("perTenant", dollars);
            return this;
        }

        /** What all may spend together. */
        public Builder overall(BigDecimal dollars) {
            this.overall = requirePositive("overall", dollars);
            return this;
        }

        /** Lets calls through whose price is not known, and counts them for nothing. Defaults to refusing them. */
        public Builder allowUnknownPrices() {
            this.unknownPricesAllowed = true;
            return this;
        }

        /**
         * How many input tokens a request is taken to have at worst. Defaults to a token for each three bytes of UTF-8,
         * which is more than prose takes.
         */
        public Builder estimator(TokenEstimator estimator) {
            this.estimator = requireNonNull(estimator, "estimator");
            return this;
        }

        /**
         * How many reviews are remembered. Of more than that, those that have not asked for longest are forgotten, and begin
         * anew if they ask again. Defaults to 10,000.
         */
        public Builder maxReviews(int maxReviews) {
            if (maxReviews <= 0) {
                throw new IllegalArgumentException("maxReviews must be positive, was " + maxReviews);
            }
            this.maxReviews = maxReviews;
            return this;
        }

        /**
         * The budget.
         *
         * @throws IllegalStateException if there is no limit
         */
        public Budget build() {
            if (perReview == null && perTenant == null && overall == null) {
                throw new IllegalStateException("a budget needs a limit: perReview, perTenant or overall");
            }
            return new Budget(this);
        }

        private static BigDecimal requirePositive(String name, BigDecimal dollars) {
            if (requireNonNull(dollars, name).signum() <= 0) {
                throw new IllegalArgumentException("%s must be positive, was %s".formatted(name, dollars));
            }
            return dollars;
        }
    }
}
