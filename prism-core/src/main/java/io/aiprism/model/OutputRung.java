package io.aiprism.model;

import java.util.Set;

/** A way to ask a model for JSON; the surest first. */
public enum OutputRung {
    /** The provider holds the answer to the schema. */
    NATIVE_SCHEMA("native schema"),
    /** The answer is the input of a tool that the model has to use, and the provider holds it to the schema. */
    STRICT_TOOL("strict tool"),
    /** The answer is the input of a tool that the model has to use. */
    FORCED_TOOL("forced tool"),
    /** The answer is the input of a tool that the model is offered; if it writes it down instead, that is taken. */
    FREE_TOOL("free tool"),
    /** The model is told the schema, and that it is to write JSON. */
    PROMPT("prompt");

    private final String label;

    OutputRung(String label) {
        this.label = label;
    }

    /** The name in lower case, as it stands in details of findings. */
    public String label() {
        return label;
    }

    /** What a model has to accept for it. */
    public Set<ModelFeature> needs() {
        return switch (this) {
            case NATIVE_SCHEMA -> Set.of(ModelFeature.OUTPUT_SCHEMA);
            case STRICT_TOOL -> Set.of(ModelFeature.TOOLS, ModelFeature.STRICT_TOOLS, ModelFeature.FORCED_TOOL);
            case FORCED_TOOL -> Set.of(ModelFeature.TOOLS, ModelFeature.FORCED_TOOL);
            case FREE_TOOL -> Set.of(ModelFeature.TOOLS);
            case PROMPT -> Set.of();
        };
    }
}
