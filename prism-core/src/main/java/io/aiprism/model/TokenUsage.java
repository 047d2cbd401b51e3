package io.aiprism.model;

/**
 * The tokens of a call, as the provider counts them, each in exactly one class.
 *
 * @param input neither read from nor written to the prompt cache
 * @param cacheRead read from the prompt cache
 * @param cacheWrite5m written to the prompt cache for five minutes
 * @param cacheWrite1h written to the prompt cache for an hour
 * @param output what the model wrote, its reasoning included
 */
public record TokenUsage(long input, long cacheRead, long cacheWrite5m, long cacheWrite1h, long output) {
    /** No tokens. */
    public static final TokenUsage NONE = new TokenUsage(0, 0, 0, 0, 0);

    public TokenUsage {
        requireNotNegative("input", input);
        requireNotNegative("cacheRead", cacheRead);
        requireNotNegative("cacheWrite5m", cacheWrite5m);
        requireNotNegative("cacheWrite1h", cacheWrite1h);
        requireNotNegative("output", output);
    }

    /** The usage of a call without prompt cache. */
    public static TokenUsage of(long input, long output) {
        return new TokenUsage(input, 0, 0, 0, output);
    }

    /** Written to the prompt cache, for however long. */
    public long cacheWrite() {
        return cacheWrite5m + cacheWrite1h;
    }

    /** All input tokens, cached or not. */
    public long totalInput() {
        return input + cacheRead + cacheWrite();
    }

    /** All tokens. */
    public long total() {
        return totalInput() + output;
    }

    /** The tokens of both. */
    public TokenUsage plus(TokenUsage other) {
        return new TokenUsage(
                input + other.input,
                cacheRead + other.cacheRead,
                cacheWrite5m + other.cacheWrite5m,
                cacheWrite1h + other.cacheWrite1h,
                output + other.output);
    }

    private static void requireNotNegative(String name, long tokens) {
        if (tokens < 0) {
            throw new IllegalArgumentException("%s must not be negative, was %d".formatted(name, tokens));
        }
    }
}
