package io.aiprism.model;

import java.util.OptionalLong;

/**
 * What an account may use of a model. A limit that is empty is not known, and nothing is held to it.
 *
 * @param requestsPerMinute requests
 * @param tokensPerMinute tokens, as the provider counts them against its quota
 * @param tokensPerDay the same, for a day
 */
public record ModelQuota(OptionalLong requestsPerMinute, OptionalLong tokensPerMinute, OptionalLong tokensPerDay) {
    /** No limit is known. */
    public static final ModelQuota UNKNOWN =
            new ModelQuota(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    public ModelQuota {
        requirePositive("requestsPerMinute", requestsPerMinute);
        requirePositive("tokensPerMinute", tokensPerMinute);
        requirePositive("tokensPerDay", tokensPerDay);
    }

    /** Limits for a minute, and none for a day. */
    public static ModelQuota perMinute(long requests, long tokens) {
        return new ModelQuota(OptionalLong.of(requests), OptionalLong.of(tokens), OptionalLong.empty());
    }

    private static void requirePositive(String name, OptionalLong value) {
        value.ifPresent(number -> {
            if (number <= 0) {
                throw new IllegalArgumentException("%s must be positive, was %d".formatted(name, number));
            }
        });
    }
}
