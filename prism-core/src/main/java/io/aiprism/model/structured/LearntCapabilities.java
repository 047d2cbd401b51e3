package io.aiprism.model.structured;

import static java.util.Objects.requireNonNull;

import io.aiprism.model.ModelFeature;
import io.aiprism.model.ModelTarget;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What models have refused since the process began. Thread-safe; ladders that share it learn from each other. A target's refusals
 * are kept until they are {@link #forget forgotten}.
 */
public final class LearntCapabilities {
    private final Map<ModelTarget, Set<ModelFeature>> refused = new ConcurrentHashMap<>();

    /** Nothing learnt yet. */
    public LearntCapabilities() {}

    /** What this target has refused; a copy. */
    public Set<ModelFeature> refusedBy(ModelTarget target) {
        return Set.copyOf(refused.getOrDefault(target, Set.of()));
    }

    /**
     * Remembers a refusal.
     *
     * @return whether it is new
     */
    public boolean learn(ModelTarget target, ModelFeature feature) {
        requireNonNull(feature, "feature");
        return refused.computeIfAbsent(requireNonNull(target, "target"), key -> ConcurrentHashMap.newKeySet())
                .add(feature);
    }

    /** Tries everything again with this target. */
    public void forget(ModelTarget target) {
        refused.remove(target);
    }
}
