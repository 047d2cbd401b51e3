package io.aiprism.model.structured;

import static java.util.Objects.requireNonNull;

import io.aiprism.model.ModelFeature;
import io.aiprism.model.ModelTarget;
import io.aiprism.model.OutputSchema;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What models have refused since the process began, of any request or of those for one JSON schema. Thread-safe; ladders that share it
 * learn from each other. A target's refusals are kept until they are {@link #forget forgotten}; of schemas, the last
 * {@value #MAX_SCHEMAS} or fewer are known.
 */
public final class LearntCapabilities {
    /** When refusals of more schemas come up, all of them are forgotten and learnt again. */
    static final int MAX_SCHEMAS = 1_000;

    private final Map<ModelTarget, Set<ModelFeature>> refused = new ConcurrentHashMap<>();
    private final Map<TargetSchema, Set<ModelFeature>> refusedSchemas = new ConcurrentHashMap<>();

    private record TargetSchema(ModelTarget target, String digest) {}

    /** Nothing learnt yet. */
    public LearntCapabilities() {}

    /** What this target has refused, whatever the schema; a copy. */
    public Set<ModelFeature> refusedBy(ModelTarget target) {
        return Set.copyOf(refused.getOrDefault(target, Set.of()));
    }

    /** What this target has refused of any request, or of those for this schema; a copy. */
    public Set<ModelFeature> refusedBy(ModelTarget target, OutputSchema schema) {
        Set<ModelFeature> all = new HashSet<>(refusedBy(target));
        all.addAll(refusedSchemas.getOrDefault(key(target, schema), Set.of()));
        return Set.copyOf(all);
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

    /**
     * Remembers a refusal of requests for one schema.
     *
     * @return whether it is new
     */
    public boolean learn(ModelTarget target, ModelFeature feature, OutputSchema schema) {
        requireNonNull(feature, "feature");
        TargetSchema key = key(requireNonNull(target, "target"), schema);
        if (refusedSchemas.size() >= MAX_SCHEMAS && !refusedSchemas.containsKey(key)) {
            refusedSchemas.clear();
        }
        return refusedSchemas
                .computeIfAbsent(key, any -> ConcurrentHashMap.newKeySet())
                .add(feature);
    }

    /** Tries everything again with this target. */
    public void forget(ModelTarget target) {
        refused.remove(target);
        refusedSchemas.keySet().removeIf(key -> key.target().equals(target));
    }

    private static TargetSchema key(ModelTarget target, OutputSchema schema) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(schema.schema().getBytes(StandardCharsets.UTF_8));
            return new TargetSchema(target, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
