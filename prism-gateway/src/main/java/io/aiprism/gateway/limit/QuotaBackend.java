package io.aiprism.gateway.limit;

import static java.util.Objects.requireNonNull;

import io.aiprism.gateway.call.BackendDecorator;
import io.aiprism.gateway.call.GatewayEvent;
import io.aiprism.gateway.call.GatewayListener;
import io.aiprism.gateway.call.ModelCall;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelFeature;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.TokenEstimator;
import io.aiprism.model.TokenUsage;
import io.aiprism.task.TaskClock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets quota aside before each call and settles it after. Thread-safe.
 *
 * <p>Where output counts several times, what the provider documents to set aside is less than a call uses in the end. Then what is
 * to be expected from calls before is set aside instead, so that calls under way do not overdraw the quota together.
 */
public final class QuotaBackend extends BackendDecorator {
    private static final Logger LOG = LoggerFactory.getLogger(QuotaBackend.class);

    // Below, being wrong by a few percent costs less than a request.
    private static final long PREFIX_WORTH_COUNTING = 1_024;

    private final Quota quota;
    private final QuotaRule rule;
    private final boolean countsPrefix;
    private final GatewayListener listener;
    private final TaskClock clock;
    private final InputEstimates estimates;

    /**
     * Creates a decorator.
     *
     * @param rule what a call takes of the quota
     * @param estimator guesses tokens; the guesses are corrected by what is learnt
     * @param countsPrefix whether the provider is asked once for the tokens of each prefix that ends with a cache point
     */
    public QuotaBackend(
            ModelBackend next,
            Quota quota,
            QuotaRule rule,
            TokenEstimator estimator,
            boolean countsPrefix,
            GatewayListener listener,
            TaskClock clock) {
        super(next);
        this.quota = requireNonNull(quota, "quota");
        this.rule = requireNonNull(rule, "rule");
        this.countsPrefix = countsPrefix;
        this.listener = requireNonNull(listener, "listener");
        this.clock = requireNonNull(clock, "clock");
        this.estimates = new InputEstimates(requireNonNull(estimator, "estimator"));
    }

    @Override
    protected ModelResponse around(ModelRequest request, ModelCall next) throws ModelException, InterruptedException {
        InputEstimates.Parts parts = estimates.parts(request);
        countPrefix(request, parts);
        int burndown = profile().outputBurndown();
        long input = estimates.counted(parts, clock.now());
        try (Reservation reservation = reserve(request, input, burndown)) {
            ModelResponse response;
            try {
                response = next.make(request);
            } catch (ModelException e) {
                reservation.fail(e, rule, burndown);
                throw e;
            }
            reservation.settle(rule.settle(response.usage(), burndown));
            estimates.learn(parts, request.maxTokens(), response.usage(), clock.now());
            return response;
        }
    }

    private Reservation reserve(ModelRequest request, long input, int burndown)
            throws ModelException, InterruptedException {
        long amount = rule.reserve(input, request.maxTokens(), burndown);
        OptionalLong output = estimates.output(request.maxTokens());
        if (output.isPresent()) {
            long expected = rule.settle(TokenUsage.of(input, output.getAsLong()), burndown);
            amount = Math.max(amount, Math.min(expected, quota.largestCall().orElse(expected)));
        }
        long started = clock.millis();
        try {
            return quota.reserve(target(), request.context(), amount, input);
        } finally {
            long waited = clock.millis() - started;
            if (waited > 0) {
                listener.on(new GatewayEvent.WaitedForQuota(target(), request.context(), Duration.ofMillis(waited)));
            }
        }
    }

    private void countPrefix(ModelRequest request, InputEstimates.Parts parts) throws InterruptedException {
        if (!countsPrefix
                || !profile().accepts(ModelFeature.TOKEN_COUNT)
                || !estimates.toBeCounted(parts, PREFIX_WORTH_COUNTING)) {
            return;
        }
        Optional<ModelRequest> prefix = InputEstimates.prefixOf(request);
        if (prefix.isPresent()) {
            try {
                countInputTokens(prefix.get()).ifPresent(tokens -> estimates.counted(parts, tokens));
            } catch (ModelException e) {
                LOG.debug("{} did not count a prefix, which is guessed instead", target(), e);
            }
        }
    }
}
