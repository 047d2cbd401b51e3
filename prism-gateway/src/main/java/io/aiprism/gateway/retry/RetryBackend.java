package io.aiprism.gateway.retry;

import static java.util.Objects.requireNonNull;

import io.aiprism.gateway.call.BackendDecorator;
import io.aiprism.gateway.call.GatewayEvent;
import io.aiprism.gateway.call.GatewayListener;
import io.aiprism.gateway.call.HeardListener;
import io.aiprism.gateway.call.ModelCall;
import io.aiprism.model.CallContext;
import io.aiprism.model.ModelAttempt;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.ModelStreamListener;
import io.aiprism.task.Registration;
import io.aiprism.task.TaskClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Repeats calls that failed, as a {@link RetryPolicy} says: the only loop there is. Thread-safe.
 *
 * <p>It never waits past the deadline of a call, and repeats no stream of which anything was heard. Answers and failures carry
 * the attempts before them.
 */
public final class RetryBackend extends BackendDecorator {
    private final RetryPolicy policy;
    private final RetryBudgets budgets;
    private final GatewayListener listener;
    private final TaskClock clock;
    private final RandomGenerator random;

    /**
     * Creates a decorator.
     *
     * @param random draws the waits; thread-safe
     */
    public RetryBackend(
            ModelBackend next, RetryPolicy policy, GatewayListener listener, TaskClock clock, RandomGenerator random) {
        super(next);
        this.policy = requireNonNull(policy, "policy");
        this.budgets = new RetryBudgets(policy);
        this.listener = requireNonNull(listener, "listener");
        this.clock = requireNonNull(clock, "clock");
        this.random = requireNonNull(random, "random");
    }

    @Override
    protected ModelResponse around(ModelRequest request, ModelCall next) throws ModelException, InterruptedException {
        return repeat(request, next, () -> true);
    }

    @Override
    public ModelResponse stream(ModelRequest request, ModelStreamListener listener)
            throws ModelException, InterruptedException {
        var heard = new HeardListener(listener);
        return repeat(request, same -> next().stream(same, heard), () -> !heard.hasHeard());
    }

    private ModelResponse repeat(ModelRequest request, ModelCall call, BooleanSupplier repeatable)
            throws ModelException, InterruptedException {
        Map<ModelException.Kind, Integer> failures = Map.of();
        List<ModelAttempt> attempts = new ArrayList<>();
        while (true) {
            try {
                ModelResponse response = call.make(request);
                budgets.earn(request.context().review());
                return response.after(attempts);
            } catch (ModelException e) {
                // Made by the first failure: of those who wait for an answer there are many, and few fail.
                failures = failures.isEmpty() ? new EnumMap<>(ModelException.Kind.class) : failures;
                int earlier = failures.merge(e.kind(), 1, Integer::sum) - 1;
                Optional<Duration> delay = repeatable.getAsBoolean() ? delay(e, earlier) : Optional.empty();
                if (delay.isEmpty()
                        || !endsInTime(delay.get(), request.context())
                        || !budgets.take(request.context().review())) {
                    throw e.after(attempts);
                }
                attempts.addAll(e.attempts());
                int retry =
                        failures.values().stream().mapToInt(Integer::intValue).sum();
                listener.on(new GatewayEvent.Retried(target(), request.context(), e.kind(), retry, delay.get()));
                sleep(delay.get());
            }
        }
    }

    /** How long to wait; empty if the failure is not to be repeated, or not by waiting here. */
    private Optional<Duration> delay(ModelException failure, int earlier) {
        return policy.rule(failure.kind())
                .filter(rule -> earlier < rule.maxRetries())
                .map(rule -> failure.retryAfter()
                        .map(told -> told.plus(draw(rule.base())))
                        .orElseGet(() -> draw(longest(rule.base(), earlier))))
                .filter(delay -> delay.compareTo(policy.longestWait()) <= 0);
    }

    private Duration longest(Duration base, int earlier) {
        double nanos = base.toNanos() * Math.pow(2, earlier);
        return Duration.ofNanos((long) Math.min(nanos, (double) policy.cap().toNanos()));
    }

    private Duration draw(Duration longest) {
        return Duration.ofNanos(random.nextLong(longest.toNanos() + 1));
    }

    private boolean endsInTime(Duration delay, CallContext context) {
        Instant end = clock.now().plus(delay);
        return context.deadline().isEmpty() || end.isBefore(context.deadline().get());
    }

    private void sleep(Duration delay) throws InterruptedException {
        var over = new CountDownLatch(1);
        Registration alarm = clock.schedule(clock.now().plus(delay), over::countDown);
        try {
            over.await();
        } finally {
            alarm.close();
        }
    }
}
