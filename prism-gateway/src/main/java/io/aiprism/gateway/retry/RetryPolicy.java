package io.aiprism.gateway.retry;

import static java.util.Objects.requireNonNull;

import io.aiprism.model.ModelException.Kind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which failures are repeated, how often, and after how long. Immutable.
 *
 * <p>The wait is drawn evenly from zero to {@code base · 2^n}, at most {@code cap} ("full jitter"). Where the provider or the quota
 * said how long, it is that long plus a draw from zero to {@code base}. The defaults:
 *
 * <table>
 * <caption>Kinds that are repeated</caption>
 * <tr><th>kind</th><th>retries</th><th>base</th></tr>
 * <tr><td>{@link Kind#THROTTLED}</td><td>8</td><td>1 s</td></tr>
 * <tr><td>{@link Kind#NOT_READY}</td><td>5</td><td>1 s</td></tr>
 * <tr><td>{@link Kind#UNAVAILABLE}, {@link Kind#CONNECTION_FAILED}</td><td>4</td><td>100 ms</td></tr>
 * <tr><td>{@link Kind#MODEL_ERROR}, {@link Kind#MODEL_TIMEOUT}, {@link Kind#INVALID_RESPONSE},
 * {@link Kind#RESPONSE_CUT_OFF}</td><td>1</td><td>100 ms</td></tr>
 * <tr><td>all others, {@link Kind#NO_RESPONSE} among them, which may be billed, and {@link Kind#QUOTA_EXHAUSTED}, which lasts</td>
 * <td>0</td><td></td></tr>
 * </table>
 *
 * @see <a href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">Exponential backoff and jitter</a>
 */
public final class RetryPolicy {
    private static final Duration THROTTLE = Duration.ofSeconds(1);
    private static final Duration TRANSIENT = Duration.ofMillis(100);

    private static final Map<Kind, RetryRule> DEFAULT_RULES = Map.of(
            Kind.THROTTLED, new RetryRule(8, THROTTLE),
            Kind.NOT_READY, new RetryRule(5, THROTTLE),
            Kind.UNAVAILABLE, new RetryRule(4, TRANSIENT),
            Kind.CONNECTION_FAILED, new RetryRule(4, TRANSIENT),
            Kind.MODEL_ERROR, new RetryRule(1, TRANSIENT),
            Kind.MODEL_TIMEOUT, new RetryRule(1, TRANSIENT),
            Kind.INVALID_RESPONSE, new RetryRule(1, TRANSIENT),
            Kind.RESPONSE_CUT_OFF, new RetryRule(1, TRANSIENT));

    private final Map<Kind, RetryRule> rules;
    private final Duration cap;
    private final Duration longestWait;
    private final int reviewRetries;
    private final double reviewRetriesPerCall;

    private RetryPolicy(Builder builder) {
        this.rules = new EnumMap<>(builder.rules);
        this.cap = builder.cap;
        this.longestWait = builder.longestWait;
        this.reviewRetries = builder.reviewRetries;
        this.reviewRetriesPerCall = builder.reviewRetriesPerCall;
    }

    /** The defaults. */
    public static RetryPolicy defaults() {
        return builder().build();
    }

    /** Repeats nothing. */
    public static RetryPolicy none() {
        Builder builder = builder();
        builder.rules.clear();
        return builder.build();
    }

    /** Begins with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** How a kind of failure is repeated; empty if it is not. */
    public Optional<RetryRule> rule(Kind kind) {
        return Optional.ofNullable(rules.get(kind)).filter(rule -> rule.maxRetries() > 0);
    }

    /** The longest that is waited without having been told to. */
    public Duration cap() {
        return cap;
    }

    /** The longest that is waited at all. */
    public Duration longestWait() {
        return longestWait;
    }

    int reviewRetries() {
        return reviewRetries;
    }

    double reviewRetriesPerCall() {
        return reviewRetriesPerCall;
    }

    /** The settings. */
    @Override
    public String toString() {
        String kinds = rules.entrySet().stream()
                .filter(entry -> entry.getValue().maxRetries() > 0)
                .map(entry -> "%s %d× from %s"
                        .formatted(
                                entry.getKey(),
                                entry.getValue().maxRetries(),
                                entry.getValue().base()))
                .collect(Collectors.joining(", "));
        return kinds.isEmpty()
                ? "none"
                : "%s; cap %s, longestWait %s, per review %d and %s for each call"
                        .formatted(kinds, cap, longestWait, reviewRetries, reviewRetriesPerCall);
    }

    /** Collects settings. Not thread-safe. */
    public static final class Builder {
        private final Map<Kind, RetryRule> rules = new EnumMap<>(DEFAULT_RULES);
        private Duration cap = Duration.ofSeconds(20);
        private Duration longestWait = Duration.ofSeconds(30);
        private int reviewRetries = 20;
        private double reviewRetriesPerCall = 0.2;

        private Builder() {}

        /** Repeats a kind of failure so often. */
        public Builder retry(Kind kind, int maxRetries, Duration base) {
            rules.put(requireNonNull(kind, "kind"), new RetryRule(maxRetries, base));
            return this;
        }

        /**
         * Repeats once what was sent and not answered, although it may have been worked on and be billed. Not done by
         * default.
         */
        public Builder retryUnanswered() {
            return retry(Kind.NO_RESPONSE, 1, TRANSIENT);
        }

        /** The longest that is waited without having been told to. Defaults to 20 seconds. */
        public Builder cap(Duration cap) {
            this.cap = requirePositive("cap", cap);
            return this;
        }

        /**
         * The longest that is waited at all. If the provider or the quota asks for more, the failure is handed on with
         * {@link io.aiprism.model.ModelException#retryAfter()}, so that whoever made the call can come back without holding a
         * thread. Defaults to 30 seconds.
         */
        public Builder longestWait(Duration longestWait) {
            this.longestWait = requirePositive("longestWait", longestWait);
            return this;
        }

        /**
         * What one review may spend on repetitions: so many, and this share of its calls that were answered. When that is used
         * up, its failures are final; so a provider that is down is not asked over and over. Defaults to 20 and 0.2.
         */
        public Builder retriesPerReview(int retries, double perCall) {
            if (retries < 0) {
                throw new IllegalArgumentException("retries must not be negative, was " + retries);
            }
            if (!(perCall >= 0)) {
                throw new IllegalArgumentException("perCall must not be negative, was " + perCall);
            }
            this.reviewRetries = retries;
            this.reviewRetriesPerCall = perCall;
            return this;
        }

        /**
         * The policy.
         *
         * @throws IllegalArgumentException if {@code cap} is longer than {@code longestWait}
         */
        public RetryPolicy build() {
            if (cap.compareTo(longestWait) > 0) {
                throw new IllegalArgumentException(
                        "cap (%s) must not be longer than longestWait (%s)".formatted(cap, longestWait));
            }
            return new RetryPolicy(this);
        }

        private static Duration requirePositive(String name, Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException("%s must be positive, was %s".formatted(name, value));
            }
            return value;
        }
    }
}
