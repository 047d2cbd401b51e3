package io.aiprism.gateway;

import io.aiprism.gateway.fallback.CircuitBreaker;
import io.aiprism.gateway.limit.ConcurrencyLimit;
import io.aiprism.gateway.retry.RetryPolicy;
import io.aiprism.model.ModelBackend;
import io.aiprism.testkit.model.ModelBackendContract;
import io.aiprism.testkit.model.ModelProvider;
import io.aiprism.testkit.model.ScriptedProvider;

/** A gateway that repeats nothing and never gives a target up is a backend like any other. */
final class ModelGatewayContractTest implements ModelBackendContract {
    @Override
    public ModelProvider openProvider() {
        return new ScriptedProvider(ModelGatewayContractTest::gateway);
    }

    private static ModelBackend gateway(ModelBackend backend) {
        CircuitBreaker patient = CircuitBreaker.builder()
                .failuresInARow(1_000)
                .failureRate(1.0, 1_000)
                .build();
        return ModelGateway.builder(Leg.of(backend)
                        .breaker(patient)
                        .concurrency(ConcurrencyLimit.fixed(16).build()))
                .retry(RetryPolicy.none())
                .build();
    }
}
