package io.aiprism.model.structured;

import io.aiprism.model.ModelFeature;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelTarget;
import io.aiprism.model.OutputRung;
import io.aiprism.model.OutputSchema;

/** Hears how a ladder asks for JSON, on the thread of the call. Must not throw. */
public interface LadderListener {
    /** Hears nothing. */
    LadderListener NONE = new LadderListener() {};

    /**
     * A model has answered a request for JSON.
     *
     * @param request as it came to the ladder
     * @param rung how it was asked
     */
    default void answered(ModelRequest request, OutputRung rung) {}

    /** A model has refused something for the first time; it is not asked for it again. */
    default void refused(ModelTarget target, ModelFeature feature) {}

    /** A model has refused a JSON schema for the first time, in this way; it is not asked for it so again. */
    default void refused(ModelTarget target, ModelFeature feature, OutputSchema schema) {}
}
