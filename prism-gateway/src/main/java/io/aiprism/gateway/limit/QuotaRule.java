package io.aiprism.gateway.limit;

import io.aiprism.model.TokenUsage;

/**
 * How many tokens of quota a call takes: at first what it could need, in the end what it has used. Stateless.
 *
 * <p>What is read from the prompt cache counts in neither.
 */
public interface QuotaRule {
    /**
     * Tokens set aside when a call begins.
     *
     * @param input input tokens that are not read from the prompt cache, those written to it included
     * @param maxTokens output tokens at most
     * @param burndown tokens of quota for each output token
     */
    long reserve(long input, int maxTokens, int burndown);

    /**
     * Tokens taken when a call has ended; the rest is given back, or what is missing is taken later.
     *
     * @param usage what the provider counted
     * @param burndown tokens of quota for each output token
     */
    long settle(TokenUsage usage, int burndown);

    /**
     * What AWS documents for Bedrock: input and {@code maxTokens} in the beginning, where {@code maxTokens} is not multiplied;
     * input and output times the burn-down rate in the end.
     *
     * @see <a href="https://docs.aws.amazon.com/bedrock/latest/userguide/quotas-token-burndown.html">Token burndown</a>
     */
    static QuotaRule documented() {
        return BedrockRule.DOCUMENTED;
    }

    /** The same, but with {@code maxTokens} times the burn-down rate set aside in the beginning, as some have observed. */
    static QuotaRule conservative() {
        return BedrockRule.CONSERVATIVE;
    }
}
