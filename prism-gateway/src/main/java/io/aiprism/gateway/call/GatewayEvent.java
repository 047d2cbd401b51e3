package io.aiprism.gateway.call;

import io.aiprism.model.CallContext;
import io.aiprism.model.ModelAttempt;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelTarget;
import java.time.Duration;

/** Something that happened to a call, or to what stands around it. */
public sealed interface GatewayEvent {
    /** The model that it is about. */
    ModelTarget target();

    /**
     * A request is being sent to a provider.
     *
     * @param context on whose behalf
     */
    record AttemptStarted(ModelTarget target, CallContext context) implements GatewayEvent {}

    /**
     * A request was answered, or failed.
     *
     * @param context on whose behalf
     * @param attempt what became of it
     */
    record AttemptEnded(ModelTarget target, CallContext context, ModelAttempt attempt) implements GatewayEvent {}

    /**
     * A call had to wait until quota was left for it.
     *
     * @param context on whose behalf
     * @param waited how long; also if it gave up
     */
    record WaitedForQuota(ModelTarget target, CallContext context, Duration waited) implements GatewayEvent {}

    /**
     * A call had to wait until fewer calls were in flight.
     *
     * @param context on whose behalf
     * @param waited how long; also if it gave up
     */
    record WaitedForConcurrency(ModelTarget target, CallContext context, Duration waited) implements GatewayEvent {}

    /**
     * A call failed and will be repeated.
     *
     * @param context on whose behalf
     * @param kind why it failed
     * @param retry 1 for the first repetition
     * @param delay how long it waits before
     */
    record Retried(ModelTarget target, CallContext context, ModelException.Kind kind, int retry, Duration delay)
            implements GatewayEvent {}

    /**
     * A call failed and goes to another target.
     *
     * @param target the one that failed
     * @param next the one that is asked now
     * @param context on whose behalf
     * @param kind why it failed
     */
    record FellOver(ModelTarget target, ModelTarget next, CallContext context, ModelException.Kind kind)
            implements GatewayEvent {}

    /**
     * A circuit breaker went from one state to another.
     *
     * @param from its state before
     * @param to its state now
     */
    record BreakerChanged(ModelTarget target, BreakerState from, BreakerState to) implements GatewayEvent {}

    /**
     * An answer came from a cache.
     *
     * @param context on whose behalf
     */
    record CacheHit(ModelTarget target, CallContext context) implements GatewayEvent {}
}
