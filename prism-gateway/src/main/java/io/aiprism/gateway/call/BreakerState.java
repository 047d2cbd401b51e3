package io.aiprism.gateway.call;

/** Whether a circuit breaker lets calls through. */
public enum BreakerState {
    /** All of them. */
    CLOSED,
    /** None, for a while. */
    OPEN,
    /** One, to see whether the model is back. */
    HALF_OPEN
}
