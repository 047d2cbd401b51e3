package io.aiprism.examples.models;

import io.aiprism.gateway.limit.Quota;
import io.aiprism.model.ModelQuota;
import io.aiprism.model.ModelTarget;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The quotas of an account: one for each model or inference profile in each region, however it is named. Not thread-safe.
 *
 * @param requestsPerMinute instead of what is known
 * @param tokensPerMinute instead of what is known
 * @param shared those that were asked for
 */
record Quotas(Optional<Long> requestsPerMinute, Optional<Long> tokensPerMinute, Map<String, Quota> shared) {
    Quotas(Optional<Long> requestsPerMinute, Optional<Long> tokensPerMinute) {
        this(requestsPerMinute, tokensPerMinute, new HashMap<>());
    }

    /** The quota of a target; empty if there is no limit. */
    Optional<Quota> of(ModelTarget target, ModelQuota known) {
        var limits = new ModelQuota(
                requestsPerMinute.map(OptionalLong::of).orElse(known.requestsPerMinute()),
                tokensPerMinute.map(OptionalLong::of).orElse(known.tokensPerMinute()),
                known.tokensPerDay());
        return limits.equals(ModelQuota.UNKNOWN)
                ? Optional.empty()
                : Optional.of(shared.computeIfAbsent(
                        name(target), name -> Quota.builder(limits).build()));
    }

    /** An ARN of a model or of a profile that crosses regions ends with the id that it can be called by as well. */
    private static String name(ModelTarget target) {
        String id = target.modelId();
        return id.substring(id.lastIndexOf('/') + 1) + target.region().map(region -> " in " + region).orElse("");
    }
}
