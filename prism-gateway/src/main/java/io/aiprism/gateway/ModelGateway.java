package io.aiprism.gateway;

import static java.util.Objects.requireNonNull;

import io.aiprism.gateway.cache.AnswerCache;
import io.aiprism.gateway.call.BreakerState;
import io.aiprism.gateway.call.GatewayListener;
import io.aiprism.gateway.fallback.FallbackPolicy;
import io.aiprism.gateway.ledger.Budget;
import io.aiprism.gateway.ledger.Ledger;
import io.aiprism.gateway.limit.QuotaRule;
import io.aiprism.gateway.retry.RetryPolicy;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelProfile;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.ModelStreamListener;
import io.aiprism.model.ModelTarget;
import io.aiprism.model.TokenEstimator;
import io.aiprism.model.structured.CapabilityLadder;
import io.aiprism.task.TaskClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A backend with everything around it that calls to a model need: quota, limited concurrency, retries, circuit breaker, cache,
 * ledger and budget, and other targets that stand in. Thread-safe. It owns the backends it is made of and closes them, and nothing
 * else.
 *
 * <p>From the outside in, a call passes the count of calls, its timeout and the fallback over targets; for each target the answer
 * cache, the warm-up of the prompt cache, the circuit breaker, the ladder of structured output, retries, the limit of calls in
 * flight, the quota, ledger and budget. Each is a backend by itself, in a package by its name.
 *
 * {@snippet file="io/aiprism/gateway/Snippets.java" region="gateway"}
 */
public final class ModelGateway implements ModelBackend {
    private final ModelBackend outermost;
    private final List<BuiltLeg> legs;
    private final Ledger ledger;
    private final String description;

    private ModelGateway(ModelBackend outermost, List<BuiltLeg> legs, Ledger ledger, String description) {
        this.outermost = outermost;
        this.legs = legs;
        this.ledger = ledger;
        this.description = description;
    }

    /** Begins a gateway to this backend, which is closed with it. */
    public static Builder builder(ModelBackend primary) {
        return builder(Leg.of(primary));
    }

    /** Begins a gateway to this target. */
    public static Builder builder(Leg primary) {
        return new Builder(primary);
    }

    /** What is in effect, a line for each part: for people. */
    public String describe() {
        return description;
    }

    /** Where its attempts are written. */
    public Ledger ledger() {
        return ledger;
    }

    /** The state of each target's circuit breaker, in the order in which targets are asked. */
    public Map<ModelTarget, BreakerState> breakers() {
        Map<ModelTarget, BreakerState> states = new LinkedHashMap<>();
        legs.forEach(leg -> states.put(leg.target(), leg.breaker().state()));
        return states;
    }

    @Override
    public ModelTarget target() {
        return outermost.target();
    }

    @Override
    public ModelProfile profile() {
        return outermost.profile();
    }

    @Override
    public ModelResponse send(ModelRequest request) throws ModelException, InterruptedException {
        return outermost.send(request);
    }

    @Override
    public ModelResponse stream(ModelRequest request, ModelStreamListener listener)
            throws ModelException, InterruptedException {
        return outermost.stream(request, listener);
    }

    @Override
    public OptionalLong countInputTokens(ModelRequest request) throws ModelException, InterruptedException {
        return outermost.countInputTokens(request);
    }

    @Override
    public void close() {
        outermost.close();
    }

    /** The same as {@link #describe()}. */
    @Override
    public String toString() {
        return description;
    }

    /** Collects settings. Not thread-safe. */
    public static final class Builder {
        final List<Leg> legs = new ArrayList<>();
        final List<GatewayListener> listeners = new ArrayList<>();
        boolean otherGeographies;

        @Nullable
        FallbackPolicy fallbackPolicy;

        @Nullable
        RetryPolicy retry;

        @Nullable
        Duration timeout;

        @Nullable
        Integer typicalMaxTokens;

        @Nullable
        AnswerCache cache;

        boolean cachePerRegion;
        boolean promptCacheWarmup = true;

        @Nullable
        Ledger ledger;

        @Nullable
        Budget budget;

        @Nullable
        String serviceTier;

        QuotaRule quotaRule = QuotaRule.documented();
        TokenEstimator tokenEstimator = TokenEstimator.fourCharacters();
        boolean countPrefixes;
        UnaryOperator<ModelBackend> structuredOutput = CapabilityLadder::new;
        TaskClock clock = TaskClock.system();
        RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();

        private Builder(Leg primary) {
            legs.add(requireNonNull(primary, "primary"));
        }

        /** Adds a backend that is asked when those before it do not answer. It is closed with the gateway. */
        public Builder fallback(ModelBackend backend) {
            return fallback(Leg.of(backend));
        }

        /** Adds a target that is asked when those before it do not answer. */
        public Builder fallback(Leg leg) {
            legs.add(requireNonNull(leg, "leg"));
            return this;
        }

        /** Lets texts be processed in other geographies than the first target's. Not allowed by default. */
        public Builder allowOtherGeographies() {
            this.otherGeographies = true;
            return this;
        }

        /** Which failures make the next target be asked. Defaults to {@link FallbackPolicy#defaults()}. */
        public Builder fallbackPolicy(FallbackPolicy policy) {
            this.fallbackPolicy = requireNonNull(policy, "policy");
            return this;
        }

        /** Which failures are repeated. Defaults to {@link RetryPolicy#defaults()}. */
        public Builder retry(RetryPolicy policy) {
            this.retry = requireNonNull(policy, "policy");
            return this;
        }

        /** How long a call may take with all waiting, retries and fallbacks. Defaults to what its context says. */
        public Builder timeout(Duration timeout) {
            if (timeout.isNegative() || timeout.isZero()) {
                throw new IllegalArgumentException("timeout must be positive, was " + timeout);
            }
            this.timeout = timeout;
            return this;
        }

        /** What requests usually ask for, so that quotas and models that are too small for it are refused at once. */
        public Builder typicalMaxTokens(int maxTokens) {
            if (maxTokens <= 0) {
                throw new IllegalArgumentException("typicalMaxTokens must be positive, was " + maxTokens);
            }
            this.typicalMaxTokens = maxTokens;
            return this;
        }

        /** Keeps complete answers. Not closed with the gateway. Defaults to none. */
        public Builder cache(AnswerCache cache) {
            this.cache = requireNonNull(cache, "cache");
            return this;
        }

        /** Whether answers from one region are kept from requests to another. Defaults to {@code false}. */
        public Builder cachePerRegion(boolean perRegion) {
            this.cachePerRegion = perRegion;
            return this;
        }

        /** Whether one call goes first where many share a prefix that the provider keeps. Defaults to {@code true}. */
        public Builder promptCacheWarmup(boolean warmup) {
            this.promptCacheWarmup = warmup;
            return this;
        }

        /** Where attempts are written, perhaps with those of other gateways. Defaults to a ledger of its own. */
        public Builder ledger(Ledger ledger) {
            this.ledger = requireNonNull(ledger, "ledger");
            return this;
        }

        /** What may be spent. Defaults to no limit. */
        public Builder budget(Budget budget) {
            this.budget = requireNonNull(budget, "budget");
            return this;
        }

        /** The service tier that the backends ask for, which prices go by. Defaults to the provider's default. */
        public Builder serviceTier(String serviceTier) {
            this.serviceTier = requireNonNull(serviceTier, "serviceTier");
            return this;
        }

        /** What calls take of quotas. Defaults to {@link QuotaRule#documented()}. */
        public Builder quotaRule(QuotaRule rule) {
            this.quotaRule = requireNonNull(rule, "rule");
            return this;
        }

        /**
         * Guesses the tokens of requests, to be corrected by what is learnt from answers. Defaults to
         * {@link TokenEstimator#fourCharacters()}.
         */
        public Builder tokenEstimator(TokenEstimator estimator) {
            this.tokenEstimator = requireNonNull(estimator, "estimator");
            return this;
        }

        /**
         * Whether providers are asked once for the tokens of each long prefix that ends with a cache point, instead of guessing
         * them. Defaults to {@code false}, as counting has a quota of its own.
         */
        public Builder countPrefixes(boolean count) {
            this.countPrefixes = count;
            return this;
        }

        /**
         * Wraps what stands inside of breakers and outside of retries: the ladder of structured output. Defaults to a
         * {@link CapabilityLadder} for each target, which learns for itself.
         */
        public Builder structuredOutput(UnaryOperator<ModelBackend> ladder) {
            this.structuredOutput = requireNonNull(ladder, "ladder");
            return this;
        }

        /** Adds one who hears of everything that happens. */
        public Builder listener(GatewayListener listener) {
            listeners.add(requireNonNull(listener, "listener"));
            return this;
        }

        /** The time of everything that is not given with its own. Defaults to the system's. */
        public Builder clock(TaskClock clock) {
            this.clock = requireNonNull(clock, "clock");
            return this;
        }

        /** Draws how long retries wait; thread-safe. */
        public Builder random(RandomGenerator random) {
            this.random = requireNonNull(random, "random");
            return this;
        }

        /**
         * The gateway. Does no I/O.
         *
         * @throws IllegalArgumentException if two settings contradict each other; the message names both
         */
        public ModelGateway build() {
            Consistency.check(this);
            Ledger written = ledger == null ? Ledger.builder().clock(clock).build() : ledger;
            var composition = new Composition(this, written);
            List<BuiltLeg> built = legs.stream().map(composition::leg).toList();
            return new ModelGateway(composition.around(built), built, written, composition.describe(built));
        }
    }
}
