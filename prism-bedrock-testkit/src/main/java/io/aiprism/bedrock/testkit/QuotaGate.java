package io.aiprism.bedrock.testkit;

import io.aiprism.model.ModelQuota;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A model's quota by AWS's documented rule. At its start a request takes input + cache writes + maxTokens, and is refused if
 * not so many are left; at its end it has taken input + cache writes + output × burndown, and the rest is given back. Cache
 * reads take nothing. A refused request takes nothing either. Thread-safe.
 */
final class QuotaGate {
    private final ServerTime time;
    private final @Nullable TokenBucket requests;
    private final @Nullable TokenBucket tokens;
    private final @Nullable TokenBucket tokensOfDay;

    QuotaGate(ModelQuota quota, ServerTime time) {
        this.time = time;
        requests = bucket(quota.requestsPerMinute(), Duration.ofMinutes(1));
        tokens = bucket(quota.tokensPerMinute(), Duration.ofMinutes(1));
        tokensOfDay = bucket(quota.tokensPerDay(), Duration.ofDays(1));
    }

    /** Takes a request and its tokens; the error if there are not enough. */
    synchronized Optional<BedrockError> reserve(long amount) {
        Instant now = time.now();
        if (lacks(requests, 1, now)) {
            return Optional.of(BedrockError.TOO_MANY_REQUESTS);
        }
        if (lacks(tokensOfDay, amount, now)) {
            return Optional.of(BedrockError.TOO_MANY_TOKENS_PER_DAY);
        }
        if (lacks(tokens, amount, now)) {
            return Optional.of(BedrockError.TOO_MANY_TOKENS);
        }
        take(requests, 1);
        take(tokensOfDay, amount);
        take(tokens, amount);
        return Optional.empty();
    }

    /** Gives back what was reserved and not used; takes more if more was used. */
    synchronized void settle(long reserved, long used) {
        Instant now = time.now();
        giveBack(tokensOfDay, reserved - used, now);
        giveBack(tokens, reserved - used, now);
    }

    /** What is left of the tokens per minute; empty if there is no such limit. */
    synchronized OptionalLong tokensLeft() {
        return tokens == null ? OptionalLong.empty() : OptionalLong.of((long) Math.floor(tokens.level(time.now())));
    }

    private @Nullable TokenBucket bucket(OptionalLong limit, Duration period) {
        return limit.isPresent() ? new TokenBucket(limit.getAsLong(), period, time.now()) : null;
    }

    private static boolean lacks(@Nullable TokenBucket bucket, long amount, Instant now) {
        return bucket != null && !bucket.has(amount, now);
    }

    private static void take(@Nullable TokenBucket bucket, long amount) {
        if (bucket != null) {
            bucket.take(amount);
        }
    }

    private static void giveBack(@Nullable TokenBucket bucket, long amount, Instant now) {
        if (bucket != null) {
            bucket.giveBack(amount, now);
        }
    }
}
