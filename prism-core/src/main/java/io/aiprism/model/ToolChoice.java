package io.aiprism.model;

import static java.util.Objects.requireNonNull;

/** Which of its tools a model is to use. */
public sealed interface ToolChoice {
    /** As the model likes, also none. */
    record Auto() implements ToolChoice {}

    /** At least one. */
    record Any() implements ToolChoice {}

    /**
     * This one.
     *
     * @param name the tool's name
     */
    record Named(String name) implements ToolChoice {
        public Named {
            requireNonNull(name, "name");
        }
    }
}
