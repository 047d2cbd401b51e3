package io.aiprism.model;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/**
 * What tokens cost, in US dollars for a million.
 *
 * @param input input tokens that are neither read from nor written to the prompt cache
 * @param output output tokens
 * @param cacheRead read from the prompt cache
 * @param cacheWrite5m written to the prompt cache for five minutes
 * @param cacheWrite1h written to the prompt cache for an hour
 */
public record ModelPrices(
        BigDecimal input, BigDecimal output, BigDecimal cacheRead, BigDecimal cacheWrite5m, BigDecimal cacheWrite1h) {
    private static final int MILLION = 6;

    public ModelPrices {
        requirePrice("input", input);
        requirePrice("output", output);
        requirePrice("cacheRead", cacheRead);
        requirePrice("cacheWrite5m", cacheWrite5m);
        requirePrice("cacheWrite1h", cacheWrite1h);
    }

    /** What a call has cost, in US dollars, exactly. */
    public BigDecimal cost(TokenUsage usage) {
        BigDecimal cost = plus(BigDecimal.ZERO, input, usage.input());
        cost = plus(cost, output, usage.output());
        cost = plus(cost, cacheRead, usage.cacheRead());
        cost = plus(cost, cacheWrite5m, usage.cacheWrite5m());
        cost = plus(cost, cacheWrite1h, usage.cacheWrite1h());
        return cost.movePointLeft(MILLION);
    }

    // Most calls have tokens of two classes only.
    private static BigDecimal plus(BigDecimal sum, BigDecimal price, long tokens) {
        return tokens == 0 ? sum : sum.add(price.multiply(BigDecimal.valueOf(tokens)));
    }

    private static void requirePrice(String name, BigDecimal price) {
        if (requireNonNull(price, name).signum() < 0) {
            throw new IllegalArgumentException("%s must not be negative, was %s".formatted(name, price));
        }
    }
}
