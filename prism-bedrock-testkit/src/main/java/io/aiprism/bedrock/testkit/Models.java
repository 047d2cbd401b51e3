package io.aiprism.bedrock.testkit;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The models of the fake, by what clients call them by. Thread-safe. */
final class Models {
    private final Map<String, ModelState> models = new ConcurrentHashMap<>();
    private final boolean onlyKnown;
    private final ServerTime time;

    /**
     * Has these.
     *
     * @param onlyKnown else a model that is asked for comes into being, without quota
     */
    Models(Collection<FakeModel> known, boolean onlyKnown, ServerTime time) {
        this.onlyKnown = onlyKnown;
        this.time = time;
        known.forEach(model -> models.put(model.modelId(), new ModelState(model, time)));
    }

    Optional<ModelState> find(String modelId) {
        return onlyKnown ? Optional.ofNullable(models.get(modelId)) : Optional.of(get(modelId));
    }

    ModelState get(String modelId) {
        return models.computeIfAbsent(modelId, id -> new ModelState(FakeModel.of(id), time));
    }
}
