package io.aiprism.gateway;

import io.aiprism.gateway.fallback.CircuitBreaker;
import io.aiprism.gateway.limit.ConcurrencyLimit;
import io.aiprism.gateway.limit.Quota;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelTarget;
import java.util.Optional;

/** A target with all that stands around it. */
record BuiltLeg(ModelBackend outermost, Optional<Quota> quota, ConcurrencyLimit concurrency, CircuitBreaker breaker) {
    ModelTarget target() {
        return outermost.target();
    }
}
